// The toolbar: one stop for the Tab key, arrows within, Alt+F10 leads here and Escape back (ARIA's pattern of a toolbar).
import { keymap, Plugin } from "../../vendor/prosemirror/prosemirror.js";
import { COMMANDS, PLACES } from "./commands.js";
import { heedSelection } from "./selection.js";

const PAUSE = 80;

/** The plugin that keeps the buttons of `element` as the text is; `more` are commands that need the page. */
export function toolbar(element, more) {
  const commands = { ...COMMANDS, ...more };
  return new Plugin({
    view(view) {
      press(element, commands, view);
      letArrowsMove(element, view);
      let pause;
      const show = () => tell(element, commands, view.state);
      show();
      element.hidden = false;
      return {
        update() {
          clearTimeout(pause);
          pause = setTimeout(show, PAUSE);
        },
        destroy: () => clearTimeout(pause),
      };
    },
  });
}

export function toolbarKey(element) {
  return keymap({
    "Alt-F10": (_state, _dispatch, view) => {
      heedSelection(view);
      (stops(element).find((each) => each.tabIndex === 0) ?? stops(element)[0]).focus();
      return true;
    },
  });
}

function stops(element) {
  return [...element.querySelectorAll("button")].filter((each) => !each.closest("[hidden]"));
}

function press(element, commands, view) {
  // The text keeps the focus, and with it what is selected, when a button is pressed by hand.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.hasAttribute("data-more")) unfold(element, button);
    else if (button) {
      heedSelection(view);
      view.focus();
      commands[button.dataset.do]?.run(view.state, view.dispatch, view);
    }
  });
}

function unfold(element, button) {
  const group = element.querySelector("[data-further]");
  group.hidden = !group.hidden;
  button.setAttribute("aria-expanded", String(!group.hidden));
}

function tell(element, commands, state) {
  for (const group of element.querySelectorAll("[data-where]")) group.hidden = !PLACES[group.dataset.where](state);
  for (const button of element.querySelectorAll("[data-do]")) {
    const { run, isOn } = commands[button.dataset.do];
    if (isOn) button.setAttribute("aria-pressed", String(Boolean(isOn(state))));
    else button.setAttribute("aria-disabled", String(!run(state)));
  }
  const all = stops(element);
  if (!all.some((each) => each.tabIndex === 0)) stopAt(element, all[0]);
}

function stopAt(element, stop) {
  for (const each of element.querySelectorAll("button")) each.tabIndex = each === stop ? 0 : -1;
}

function letArrowsMove(element, view) {
  const rtl = getComputedStyle(element).direction === "rtl";
  const steps = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
  stopAt(element, stops(element)[0]);
  element.addEventListener("focusin", (event) => stopAt(element, event.target.closest("button")));
  element.addEventListener("keydown", (event) => {
    const all = stops(element);
    const here = all.indexOf(document.activeElement);
    const there = { Home: 0, End: all.length - 1 }[event.key] ?? here + steps[event.key];
    if (event.key === "Escape") view.focus();
    else if (!Number.isNaN(there)) all.at(there % all.length).focus();
    else return;
    event.preventDefault();
  });
}
