// The reader's choice of light or dark, kept in this browser; theme-early.js applies it to the next page.
import { browser } from "./keep.js";

const root = document.documentElement;

for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  const chosen = root.dataset.theme ?? "system";
  for (const radio of choice.querySelectorAll("input[type=radio]")) {
    radio.checked = radio.value === chosen;
  }
  choice.addEventListener("change", (event) => choose(event.target.value));
  choice.hidden = false;
}

function choose(theme) {
  if (theme === "system") {
    delete root.dataset.theme;
    browser.remove("theme");
  } else {
    root.dataset.theme = theme;
    browser.write("theme", theme);
  }
}
