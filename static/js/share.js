// The device's own share sheet: no third party is involved.
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const page = { title: button.dataset.title ?? document.title, url: button.dataset.share };
      navigator.share(page).catch(() => {}); // Closing the sheet is no mistake.
    });
  }
}
