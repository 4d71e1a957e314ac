// Links to a page whose content is also in this document as a dialog.
for (const link of document.querySelectorAll("a[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (dialog?.showModal) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dialog.showModal();
    });
  }
}

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    const backdrop = event.target === dialog;
    if (backdrop || event.target.closest("[data-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
}
