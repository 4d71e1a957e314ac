/** Put text in place of what is selected, and select a part of it. */
export function insert(box, text, from, length) {
  const start = box.selectionStart;
  // Old, but the only way that leaves the browser's own "undo" whole.
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.setSelectionRange(start + from, start + from + length);
}

/** Put marks around what is selected, or around a word that says what belongs there. */
export function wrap(box, before, after, word) {
  const text = selected(box) || word;
  insert(box, before + text + after, before.length, text.length);
}

/** Put a mark before each of the lines that the selection touches. */
export function continueLines(box, mark) {
  const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const end = box.value.indexOf("\n", box.selectionEnd);
  box.setSelectionRange(start, end < 0 ? box.value.length : end);
  const text = selected(box).split("\n").map((line, number) => mark(number) + line).join("\n");
  insert(box, text, text.length, 0);
}

function selected(box) {
  return box.value.slice(box.selectionStart, box.selectionEnd);
}
