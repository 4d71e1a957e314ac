// A footnote stands where it belongs to, and goes to the foot of the post when that is shown.
import { keymap, TextSelection, toggleMark } from "../../vendor/prosemirror/prosemirror.js";
import { isMarked } from "./commands.js";
import { schema } from "./schema.js";

const { footnote } = schema.marks;

/** Selected words become a note; without any, a note with a word to be typed over. In a note: at its end out of it, else it is text again. */
export function toggleNote(word) {
  return (state, dispatch) => {
    if (!state.selection.empty) return toggleMark(footnote)(state, dispatch);
    if (isMarked(state, footnote)) return leave(state, dispatch) || unmark(state, dispatch);
    if (!state.selection.$from.parent.type.allowsMarkType(footnote)) return false;
    if (dispatch) {
      const { from } = state.selection;
      const tr = state.tr.replaceWith(from, from, schema.text(word, [footnote.create()]));
      dispatch(tr.setSelection(TextSelection.create(tr.doc, from, from + word.length)).scrollIntoView());
    }
    return true;
  };
}

/** What is typed next is text again, and no part of the note before it. */
function leave(state, dispatch) {
  const { $cursor } = state.selection;
  if (!$cursor || !isMarked(state, footnote) || footnote.isInSet($cursor.nodeAfter?.marks ?? [])) return false;
  dispatch?.(state.tr.removeStoredMark(footnote));
  return true;
}

function unmark(state, dispatch) {
  const { $from } = state.selection;
  const pieces = [];
  $from.parent.forEach((node, offset) => {
    const [from, to] = [$from.start() + offset, $from.start() + offset + node.nodeSize];
    if (!footnote.isInSet(node.marks)) return;
    if (pieces.at(-1)?.[1] === from) pieces.at(-1)[1] = to;
    else pieces.push([from, to]);
  });
  const here = pieces.find(([from, to]) => from <= $from.pos && $from.pos <= to);
  if (here) dispatch?.(state.tr.removeMark(...here, footnote));
  return Boolean(here);
}

/** The arrow that leads on in this line's direction. */
function onward(right) {
  return (state, dispatch, view) => {
    const { node } = view.domAtPos(state.selection.from);
    const element = node.nodeType === 1 ? node : node.parentElement;
    return (getComputedStyle(element).direction === "ltr") === right && leave(state, dispatch);
  };
}

export const noteKeys = keymap({ ArrowRight: onward(true), ArrowLeft: onward(false), Enter: leave });
