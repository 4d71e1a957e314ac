import { TextSelection } from "../../vendor/prosemirror/prosemirror.js";

/** Browsers tell of a new selection late, and a quick key or click comes first: what is selected now is asked for. */
export function heedSelection(view) {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection();
  const known = view.state.selection;
  if (!(known instanceof TextSelection) || !view.dom.contains(anchorNode)) return;
  const at = (node, offset) => view.state.doc.resolve(view.posAtDOM(node, offset));
  const now = TextSelection.between(at(anchorNode, anchorOffset), at(focusNode, focusOffset));
  if (!now.eq(known)) view.dispatch(view.state.tr.setSelection(now));
}
