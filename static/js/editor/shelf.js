// The library within the dialog of a picture: opened by a button, looked through by words, older ones asked for at the end.
import { look, searches, thumbnail } from "../library.js";

/** Prepare the shelf of a dialog; `chosen(picture)` hears of one that was pressed. */
export function shelf(boxes, chosen) {
  let words = "";
  let next = null;
  let turn = 0;

  boxes.open.onclick = () => {
    const opens = boxes.shelf.hidden;
    open(opens);
    if (opens && !boxes.found.children.length) search();
    if (opens) boxes.sought.focus();
  };
  boxes.more.onclick = () => ask(next);
  searches(boxes.sought, boxes.look, search);
  open(false);
  boxes.found.replaceChildren();
  boxes.sought.value = "";

  function open(opens) {
    boxes.shelf.hidden = !opens;
    boxes.open.setAttribute("aria-expanded", opens);
  }

  function search() {
    words = boxes.sought.value;
    boxes.found.replaceChildren();
    return ask(null);
  }

  // An answer that comes after a later question is dropped.
  async function ask(before) {
    const own = ++turn;
    boxes.told.textContent = "";
    try {
      const answer = await look(boxes.shelf.dataset.address, words, before);
      if (own !== turn) return;
      const made = answer.pictures.map(item);
      boxes.found.append(...made);
      next = answer.next;
      boxes.more.hidden = !next;
      if (before) made[0]?.querySelector("button").focus();
      if (!boxes.found.children.length) boxes.told.textContent = boxes.shelf.dataset.none;
    } catch {
      if (own === turn) boxes.told.textContent = boxes.shelf.dataset.failed;
    }
  }

  function item(picture) {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(thumbnail(picture, picture.alt || picture.name));
    button.setAttribute("aria-pressed", "false");
    button.onclick = () => {
      for (const other of boxes.found.querySelectorAll("[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", "true");
      chosen(picture);
    };
    const made = document.createElement("li");
    made.append(button);
    return made;
  }
}
