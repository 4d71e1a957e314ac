// A picture from the library in a field of a form: looked for without leaving the page, seen at once, with its words.
import { look, searches, thumbnail } from "./library.js";

for (const choice of document.querySelectorAll("[data-choice]")) choose(choice);

function choose(choice) {
  const { choice: name, address, none, failed, alt: words } = choice.dataset;
  const list = choice.querySelector("ul");
  const [box, button] = ["input:not([type=radio])", "button"].map((kind) => choice.querySelector(kind));
  const state = choice.querySelector("[role=status]");
  const alt = choice.closest("form").elements[words];
  const shown = document.querySelector(`[data-shown="${name}"]`);
  const first = shown?.querySelector("img")?.cloneNode();
  let proposed = "";
  let turn = 0;

  searches(box, button, async () => {
    const own = ++turn;
    state.textContent = "";
    try {
      const { pictures } = await look(address, box.value);
      if (own !== turn) return;
      const kept = [...list.children].filter((item) => item.querySelector(":checked, [value='']"));
      const known = new Set(kept.map((item) => item.querySelector("input").value));
      list.replaceChildren(...kept, ...pictures.filter(({ id }) => !known.has(String(id))).map(item));
      if (!pictures.length) state.textContent = none;
    } catch {
      if (own === turn) state.textContent = failed;
    }
  });

  list.addEventListener("change", ({ target }) => {
    const picture = target.closest("label").querySelector("img");
    show(picture ?? first);
    if (alt && (!alt.value || alt.value === proposed)) {
      proposed = alt.value = target.dataset.alt ?? "";
      alt.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // What was typed before may come back into the form after this ran.
  addEventListener("load", () => {
    const checked = list.querySelector(":checked")?.closest("label").querySelector("img");
    if (checked) show(checked);
  });

  function item(picture) {
    const radio = Object.assign(document.createElement("input"), { type: "radio", name, value: picture.id });
    radio.ariaLabel = picture.alt || picture.name;
    if (picture.alt) radio.dataset.alt = picture.alt;
    const label = document.createElement("label");
    label.append(radio, thumbnail(picture, ""));
    const made = document.createElement("li");
    made.append(label);
    return made;
  }

  function show(picture) {
    if (!shown) return;
    const copy = picture?.cloneNode();
    if (copy) copy.alt = "";
    shown.replaceChildren(...(copy ? [copy] : []));
    shown.hidden = !copy;
  }
}
