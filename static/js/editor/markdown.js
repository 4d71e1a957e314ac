// A text that is kept in Markdown can be written so. One that was changed in the sheet is HTML, and there is no way back that loses nothing.

/** Leads from the sheet to the text area and back; the text is the same on both sides. */
export function markdownSwitch(box, place, toolbar, view) {
  const { form } = box;
  const toMarkdown = document.querySelector("[data-to-markdown]");
  const toSheet = document.querySelector("[data-to-sheet]");
  const told = document.querySelector("[data-markdown-hint] [role=status]");
  const isMarkdown = () => form.elements.body_format.value === "markdown";

  function show(asMarkdown) {
    box.hidden = !asMarkdown;
    place.hidden = toolbar.hidden = asMarkdown;
    for (const each of document.querySelectorAll("[data-sheet-hint]")) each.hidden = asMarkdown;
    for (const each of document.querySelectorAll("[data-text-hint], [data-markdown-hint]")) each.hidden = !asMarkdown;
    told.textContent = "";
    offer();
  }

  function offer() {
    toMarkdown.hidden = !isMarkdown();
  }

  toMarkdown.addEventListener("click", () => {
    form.dispatchEvent(new Event("text:keep"));
    if (!isMarkdown()) return offer();
    show(true);
    box.focus();
  });

  toSheet.addEventListener("click", () => {
    box.readOnly = true;
    told.textContent = "";
    form.dispatchEvent(new CustomEvent("text:replace", { detail: { body: box.value, body_format: "markdown" } }));
  });

  form.addEventListener("text:replaced", () => {
    const isAsked = box.readOnly;
    box.readOnly = false;
    if (isAsked || !isMarkdown()) show(false);
    if (isAsked) view.focus();
    offer();
  });
  form.addEventListener("text:failed", () => {
    if (box.readOnly) told.textContent = told.dataset.failed;
    box.readOnly = false;
  });
  box.addEventListener("input", offer);
  offer();
}
