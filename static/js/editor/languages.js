// A phrase in another language says which, so that it is read out and set as such.
import { TextSelection } from "../../vendor/prosemirror/prosemirror.js";
import { ask } from "./dialogs.js";
import { directionOf } from "./direction.js";
import { stretch } from "./links.js";
import { schema } from "./schema.js";

const { phrase } = schema.marks;

/** The command of the button; the languages are those that a post can be in. */
export function editLanguage(dialog, languages, direction, word) {
  const box = dialog.querySelector("select");
  box.replaceChildren(...[...languages.options].map((option) => option.cloneNode(true)));
  return (state, dispatch, view) => {
    if (!state.selection.$from.parent.type.allowsMarkType(phrase)) return false;
    if (!dispatch) return true;
    const around = stretch(state.selection.$from, phrase);
    const { from, to } = state.selection.empty && around ? around : state.selection;
    choose(box, around?.mark.attrs.lang ?? languages.value);
    const remove = dialog.querySelector("[data-remove]");
    remove.hidden = !around;
    remove.onclick = () => {
      dispatch(view.state.tr.removeMark(from, to, phrase));
      dialog.close();
    };
    ask(dialog, view, () => {
      const dir = directionOf(box.value) === direction() ? null : directionOf(box.value);
      const text = from === to ? word : null;
      const tr = text ? view.state.tr.insertText(text, from) : view.state.tr;
      const end = text ? from + text.length : to;
      tr.removeMark(from, end, phrase).addMark(from, end, phrase.create({ lang: box.value, dir }));
      if (text) tr.setSelection(TextSelection.create(tr.doc, from, end));
      dispatch(tr.scrollIntoView());
    });
    return true;
  };
}

/** A language that the list does not hold is added to it, so that opening the dialog changes nothing. */
function choose(box, tag) {
  if (![...box.options].some((option) => option.value === tag)) box.append(new Option(tag, tag));
  box.value = tag;
}
