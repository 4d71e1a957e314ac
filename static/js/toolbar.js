// Buttons that write Markdown into the text area which the toolbar controls.
import { continueLines, insert, wrap } from "./markdown.js";

const KEYS = { b: "bold", i: "italic", k: "link" };

const MARKS = {
  bold: (box, word) => wrap(box, "**", "**", word),
  italic: (box, word) => wrap(box, "*", "*", word),
  link: (box, word) => wrap(box, "[", "](https://)", word),
  picture: (box, word) => insert(box, `![${word}](https://)`, 2, word.length),
  language: (box, word) => wrap(box, '<span lang="">', "</span>", word),
  heading: (box) => continueLines(box, () => "## "),
  quote: (box) => continueLines(box, () => "> "),
  list: (box) => continueLines(box, () => "- "),
  numbered: (box) => continueLines(box, (line) => `${line + 1}. `),
};

for (const toolbar of document.querySelectorAll("[role=toolbar][aria-controls]")) {
  const box = document.getElementById(toolbar.getAttribute("aria-controls"));
  const buttons = [...toolbar.querySelectorAll("[data-md]")];
  if (box && buttons.length) {
    letButtonsWrite(buttons, box);
    letArrowsMove(toolbar, buttons);
    letKeysWrite(buttons, box);
    toolbar.hidden = false;
  }
}

function press(button, box) {
  box.focus();
  MARKS[button.dataset.md]?.(box, button.dataset.word ?? "");
}

function letButtonsWrite(buttons, box) {
  for (const button of buttons) {
    button.addEventListener("click", () => press(button, box));
  }
}

function letKeysWrite(buttons, box) {
  box.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const mark = command && KEYS[event.key.toLowerCase()];
    const button = buttons.find((each) => each.dataset.md === mark);
    if (button) {
      event.preventDefault();
      press(button, box);
    }
  });
}

/** One stop for the Tab key, arrows within: the toolbar pattern of ARIA. */
function letArrowsMove(toolbar, buttons) {
  const stopAt = (stop) => buttons.forEach((button) => (button.tabIndex = button === stop ? 0 : -1));
  const rtl = getComputedStyle(toolbar).direction === "rtl";
  const steps = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
  stopAt(buttons[0]);
  toolbar.addEventListener("focusin", (event) => buttons.includes(event.target) && stopAt(event.target));
  toolbar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const there = { Home: 0, End: buttons.length - 1 }[event.key] ?? here + steps[event.key];
    if (!Number.isNaN(there)) {
      event.preventDefault();
      buttons.at(there % buttons.length).focus();
    }
  });
}
