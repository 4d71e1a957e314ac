// Pictures: chosen, dropped or pasted, sent to the network at once, and put in with words for those who cannot see them.
import { keymap, NodeSelection, Plugin, TextSelection } from "../../vendor/prosemirror/prosemirror.js";
import { insertBlock } from "./commands.js";
import { ask, complain } from "./dialogs.js";
import { schema } from "./schema.js";
import { shelf } from "./shelf.js";
import { send } from "./upload.js";

const { nodes } = schema;

/** The command of the button: a new picture, or the one at the selection. `file` is one that was dropped or pasted. */
export function editPicture(dialog, file) {
  const boxes = Object.fromEntries([...dialog.querySelectorAll("[data-box]")].map((each) => [each.dataset.box, each]));
  return (state, dispatch, view) => {
    const there = file ? null : picture(state);
    if (!dispatch || !view) return true;
    fill(boxes, there?.node);
    let made = there?.node.attrs ?? null;
    let sending = null;
    const start = (chosen) => {
      sending?.abort();
      complain(dialog, "");
      made = there?.node.attrs ?? null;
      sending = send(dialog.dataset.address, chosen, boxes.progress);
      boxes.sending.hidden = false;
      sending.done
        .then((answer) => show(boxes, (made = answer)))
        .catch((why) => why.message && complain(dialog, dialog.dataset[why.message] ?? why.message, boxes.file))
        .finally(() => (boxes.sending.hidden = true));
    };
    let proposed = "";
    shelf(boxes, (picture) => {
      sending?.abort();
      complain(dialog, "");
      boxes.file.value = "";
      show(boxes, (made = picture));
      if (!boxes.alt.value || boxes.alt.value === proposed) proposed = boxes.alt.value = picture.alt;
    });
    boxes.file.onchange = () => boxes.file.files[0] && start(boxes.file.files[0]);
    boxes.cancel.onclick = () => sending?.abort();
    boxes.decorative.onchange = () => (boxes.alt.disabled = boxes.decorative.checked);
    ask(dialog, view, () => {
      const alt = boxes.decorative.checked ? "" : boxes.alt.value.trim();
      if (!made) return complain(dialog, dialog.dataset.none, boxes.file);
      if (!alt && !boxes.decorative.checked) return complain(dialog, dialog.dataset.noalt, boxes.alt);
      const { src, width, height } = made;
      put(view, there, { src, width, height, alt }, boxes.caption.value.trim());
    });
    const closed = dialog.onclose;
    dialog.onclose = () => (sending?.abort(), closed());
    if (file) start(file);
    return true;
  };
}

function picture({ selection }) {
  const { $from, node } = selection;
  if (node?.type === nodes.figure) return { node, pos: selection.from };
  return $from.parent.type === nodes.figure ? { node: $from.parent, pos: $from.before() } : null;
}

function fill(boxes, node) {
  boxes.file.value = "";
  boxes.alt.value = node?.attrs.alt ?? "";
  boxes.decorative.checked = node?.attrs.alt === "";
  boxes.alt.disabled = boxes.decorative.checked;
  boxes.caption.value = node?.textContent ?? "";
  boxes.caption.closest(".field").hidden = Boolean(node);
  boxes.sending.hidden = true;
  show(boxes, node?.attrs);
}

function show(boxes, made) {
  boxes.shown.hidden = !made;
  if (made) boxes.shown.src = made.src;
  else boxes.shown.removeAttribute("src");
}

function put(view, there, attributes, caption) {
  const { state } = view;
  if (there) {
    const tr = state.tr.setNodeMarkup(there.pos, null, { ...there.node.attrs, ...attributes });
    view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(there.pos + 1))));
    return;
  }
  const node = nodes.figure.create(attributes, caption ? schema.text(caption) : null);
  insertBlock(node, node.nodeSize + 1)(state, view.dispatch);
}

/** Files of pictures that are dropped or pasted open the dialog; words and pictures of an office program come as words. */
export function pictureFiles(dialog) {
  const open = (view, files) => {
    const file = [...(files ?? [])].find((each) => each.type.startsWith("image/"));
    if (file) editPicture(dialog, file)(view.state, view.dispatch, view);
    return Boolean(file);
  };
  return new Plugin({
    props: {
      handlePaste: (view, event) => !event.clipboardData?.types.some((kind) => kind.startsWith("text/")) && open(view, event.clipboardData?.files),
      handleDrop(view, event) {
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!event.dataTransfer?.files.length) return false;
        if (at) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
        event.preventDefault();
        return open(view, event.dataTransfer.files);
      },
    },
  });
}

/** From a caption, Enter leads on to the next line; Backspace at its beginning takes hold of the picture. */
export const pictureKeys = keymap({
  Enter(state, dispatch) {
    const { $from } = state.selection;
    if ($from.parent.type !== nodes.figure) return false;
    if (dispatch) {
      const after = $from.after();
      const tr = state.tr.insert(after, nodes.paragraph.create());
      dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
    }
    return true;
  },
  Backspace(state, dispatch) {
    const { $from, empty } = state.selection;
    if (!empty || $from.parent.type !== nodes.figure || $from.parentOffset) return false;
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, $from.before())));
    return true;
  },
});
