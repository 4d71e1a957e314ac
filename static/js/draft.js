// A comment survives a lost page in this tab's storage, until the server has it.
import { counted } from "./language.js";
import { tab } from "./keep.js";

for (const sent of document.querySelectorAll("[data-draft-sent]")) {
  tab.remove(name(sent.dataset.draftSent));
}

for (const box of document.querySelectorAll("textarea[data-draft]")) {
  keepDraft(box);
  sayWhatIsLeft(box);
}

function name(draft) {
  return `draft:${draft}`;
}

function keepDraft(box) {
  const key = name(box.dataset.draft);
  box.value ||= tab.read(key) ?? "";
  box.addEventListener("input", () => tab.write(key, box.value));
}

function sayWhatIsLeft(box) {
  const note = document.querySelector(`[data-left="${CSS.escape(box.id)}"]`);
  if (!note || box.maxLength < 0) return;
  let pause;
  const say = () => {
    const left = box.maxLength - box.value.length;
    note.textContent = left < Number(note.dataset.from ?? 400) ? counted(note, left) : "";
  };
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(say, 600); // At each letter, a screen reader would talk over the typing.
  });
  say();
}
