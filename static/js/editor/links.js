// Links: words lead to an address.
import { TextSelection } from "../../vendor/prosemirror/prosemirror.js";
import { isMarked } from "./commands.js";
import { ask, complain } from "./dialogs.js";
import { schema } from "./schema.js";

const { link } = schema.marks;
const ADDRESS = /^(?:https?:\/\/|mailto:|[/#?])\S*$/i;

/** An address as it was typed, or with what was left out; null when it is none. */
export function address(typed) {
  const text = typed.trim();
  if (ADDRESS.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  return /^[^\s:/]+\.[^\s:/]{2,}(?:[/?#]\S*)?$/.test(text) ? `https://${text}` : null;
}

/** The stretch of text with one mark around a position. */
export function stretch($pos, type) {
  const mark = type.isInSet($pos.marks()) ?? type.isInSet($pos.nodeAfter?.marks ?? []);
  if (!mark) return null;
  let [from, to, found] = [$pos.start(), $pos.start(), null];
  $pos.parent.forEach((node, offset) => {
    const at = $pos.start() + offset;
    if (!mark.isInSet(node.marks)) from = at + node.nodeSize;
    else {
      to = at + node.nodeSize;
      if (from <= $pos.pos && $pos.pos <= to) found = { from, to, mark };
    }
  });
  return found;
}

/** The command of the button and of its key. */
export function editLink(dialog) {
  const [box, words] = dialog.querySelectorAll("input");
  return (state, dispatch, view) => {
    if (!state.selection.$from.parent.type.allowsMarkType(link)) return false;
    if (!dispatch) return true;
    const around = stretch(state.selection.$from, link);
    const { from, to } = state.selection.empty && around ? around : state.selection;
    box.value = around?.mark.attrs.href ?? "";
    words.value = "";
    words.closest(".field").hidden = from !== to;
    const remove = dialog.querySelector("[data-remove]");
    remove.hidden = !around;
    remove.onclick = () => {
      dispatch(view.state.tr.removeMark(from, to, link));
      dialog.close();
    };
    ask(dialog, view, () => {
      const href = address(box.value);
      if (!href) return complain(dialog, box.dataset.wrong, box);
      const text = from === to ? words.value.trim() || box.value.trim() : "";
      const tr = text ? view.state.tr.insertText(text, from) : view.state.tr;
      const end = to + text.length;
      tr.removeMark(from, end, link).addMark(from, end, link.create({ href }));
      dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
    });
    return true;
  };
}

/** An address that is pasted over words becomes their link. */
export function pasteLink(view, event) {
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { from, to, empty } = view.state.selection;
  if (empty || !/^https?:\/\/\S+$/i.test(text) || isMarked(view.state, schema.marks.code)) return false;
  view.dispatch(view.state.tr.addMark(from, to, link.create({ href: text })));
  return true;
}
