// What can be done with the text, as ProseMirror's commands: (state, dispatch) => whether it can.
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, liftListItem, liftTarget, redo, Selection, setBlockType,
  sinkListItem, TextSelection, toggleHeaderCell, toggleHeaderRow, toggleMark, undo, wrapIn, wrapInList,
} from "../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** The innermost block of a type around the selection, with its depth. */
export function within({ selection: { $from } }, type) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return { node: $from.node(depth), depth, pos: $from.before(depth) };
  }
  return null;
}

export function isMarked({ selection, storedMarks, doc }, type) {
  const { from, to, $from, empty } = selection;
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}

function isHeading({ selection: { $from } }, level) {
  return $from.parent.type === nodes.heading && $from.parent.attrs.level === level;
}

function isPicture({ selection }) {
  return selection.node?.type === nodes.figure || selection.$from.parent.type === nodes.figure;
}

function list(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) return { node, pos: $from.before(depth) };
  }
  return null;
}

/** A picture with its caption is no line of text that could become a heading. */
function ofText(command) {
  return (state, dispatch, view) => !isPicture(state) && command(state, dispatch, view);
}

export function toggleHeading(level) {
  return ofText((state, dispatch) =>
    isHeading(state, level)
      ? setBlockType(nodes.paragraph)(state, dispatch)
      : setBlockType(nodes.heading, { level })(state, dispatch));
}

const toggleCode = ofText((state, dispatch) =>
  setBlockType(state.selection.$from.parent.type === nodes.code_block ? nodes.paragraph : nodes.code_block)(state, dispatch));

function toggleAround(type) {
  return (state, dispatch) => {
    if (!within(state, type)) return wrapIn(type)(state, dispatch);
    const { $from, $to } = state.selection;
    const range = $from.blockRange($to, (node) => node.type === type);
    const target = range && liftTarget(range);
    if (target === null || target === undefined) return false;
    dispatch?.(state.tr.lift(range, target).scrollIntoView());
    return true;
  };
}

function toggleList(type) {
  return ofText((state, dispatch) => {
    const around = list(state);
    if (!around) return wrapInList(type)(state, dispatch);
    if (around.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(around.pos, type, { lang: around.node.attrs.lang, dir: around.node.attrs.dir }));
    return true;
  });
}

/** The caret stays in the table when the cell that it was in goes. */
function stayIn(command) {
  return (state, dispatch) =>
    command(state, dispatch && ((tr) => {
      const at = tr.mapping.map(within(state, nodes.table).pos);
      const table = tr.doc.nodeAt(at);
      const { from } = tr.selection;
      const isOut = table?.type === nodes.table && (from < at || from > at + table.nodeSize);
      dispatch(isOut ? tr.setSelection(Selection.near(tr.doc.resolve(at + table.nodeSize - 1), -1)) : tr);
    }));
}

/** Put a block where the selection is, and the caret some steps into it. */
export function insertBlock(node, steps) {
  return (state, dispatch) => {
    if (dispatch) {
      const { $from } = state.selection;
      const parent = $from.depth > 1 ? $from.node(-1) : state.doc;
      const isEmptyLine =
        $from.parent.type === nodes.paragraph &&
        !$from.parent.content.size &&
        parent.canReplaceWith($from.index(-1), $from.indexAfter(-1), node.type);
      const at = !$from.depth ? $from.pos : isEmptyLine ? $from.before() : $from.after();
      const { tr } = state;
      if (isEmptyLine) tr.replaceWith(at, $from.after(), node);
      else tr.insert(at, node);
      const end = at + node.nodeSize;
      if (end === tr.doc.content.size) tr.insert(end, nodes.paragraph.create());
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + steps))).scrollIntoView());
    }
    return true;
  };
}

/** Each by the name that its button bears: what it does, and where it is told on the button whether it is done. */
export const COMMANDS = {
  heading: { run: toggleHeading(2), isOn: (state) => isHeading(state, 2) },
  subheading: { run: toggleHeading(3), isOn: (state) => isHeading(state, 3) },
  minor: { run: toggleHeading(4), isOn: (state) => isHeading(state, 4) },
  bold: { run: toggleMark(marks.strong), isOn: (state) => isMarked(state, marks.strong) },
  italic: { run: toggleMark(marks.em), isOn: (state) => isMarked(state, marks.em) },
  code: { run: toggleMark(marks.code), isOn: (state) => isMarked(state, marks.code) },
  list: { run: toggleList(nodes.bullet_list), isOn: (state) => list(state)?.node.type === nodes.bullet_list },
  numbered: { run: toggleList(nodes.ordered_list), isOn: (state) => list(state)?.node.type === nodes.ordered_list },
  deeper: { run: sinkListItem(nodes.list_item) },
  outer: { run: liftListItem(nodes.list_item) },
  quote: { run: toggleAround(nodes.blockquote), isOn: (state) => Boolean(within(state, nodes.blockquote)) },
  pullquote: { run: toggleAround(nodes.aside), isOn: (state) => Boolean(within(state, nodes.aside)) },
  listing: { run: toggleCode, isOn: (state) => state.selection.$from.parent.type === nodes.code_block },
  row: { run: addRowAfter },
  column: { run: addColumnAfter },
  norow: { run: stayIn(deleteRow) },
  nocolumn: { run: stayIn(deleteColumn) },
  headrow: { run: toggleHeaderRow },
  headcell: { run: toggleHeaderCell },
  notable: { run: deleteTable },
  undo: { run: undo },
  redo: { run: redo },
};

/** Where the buttons of a group are shown. */
export const PLACES = {
  table: isInTable,
  list: (state) => Boolean(list(state)),
  picture: isPicture,
};

