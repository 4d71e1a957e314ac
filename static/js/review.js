// Words chosen in a draft, by pointer or by keys, are what a comment on that paragraph is about.
for (const say of document.querySelectorAll("[data-say]")) {
  say.querySelector("[data-whole]").addEventListener("click", () => {
    choose(say, "");
    say.querySelector("textarea").focus();
  });
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const from = range.startContainer;
  const passage = (from.nodeType === Node.ELEMENT_NODE ? from : from.parentElement)?.closest("[data-passage]");
  const say = passage?.parentElement.querySelector("[data-say]");
  if (say) choose(say, words(range, passage));
});

/** What is chosen of one passage; what reaches into the next is left out. */
function words(range, passage) {
  const part = range.cloneRange();
  if (!passage.contains(range.endContainer)) part.setEndAfter(passage.lastChild);
  return part.toString().trim().replace(/\s+/g, " ");
}

function choose(say, quote) {
  say.querySelector("[name=quote]").value = quote;
  say.querySelector("blockquote").textContent = quote;
  say.querySelector("[data-chosen]").hidden = !quote;
  say.classList.toggle("chosen", Boolean(quote));
  const label = say.querySelector("[data-label]");
  label.dataset.whole ??= label.textContent;
  label.textContent = quote ? label.dataset.label : label.dataset.whole;
}
