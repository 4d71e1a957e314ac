// How many words there are, in any script.
import { counted, language } from "./language.js";

for (const output of document.querySelectorAll("[data-words]")) {
  const box = document.getElementById(output.dataset.words);
  if (box) {
    let pause;
    const say = () => (output.textContent = counted(output, words(box)));
    box.form.addEventListener("text:replaced", say);
    box.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(say, 300);
    });
    say();
  }
}

function words(box) {
  const segments = new Intl.Segmenter(box.lang || language, { granularity: "word" }).segment(text(box));
  return [...segments].filter((segment) => segment.isWordLike).length;
}

/** A text that is kept as HTML, without its marks. */
function text(box) {
  return box.form.elements.body_format?.value === "html" ? box.value.replace(/<[^>]*>/g, " ") : box.value;
}
