// Ask before unsaved words are lost.
for (const form of document.querySelectorAll("form[data-leave]:not([data-typed])")) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", (event) => {
    // A preview opens beside the sheet, whose words are as unsaved as before.
    if (event.submitter?.formTarget !== "_blank") changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
