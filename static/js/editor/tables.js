// A new table has three columns with headings to be typed over, and two rows.
import { isInTable, TextSelection } from "../../vendor/prosemirror/prosemirror.js";
import { insertBlock } from "./commands.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const INTO_FIRST_CELL = 4;

export function insertTable(word) {
  const line = (text) => nodes.paragraph.create(null, text ? schema.text(text) : null);
  const row = (type, text) => nodes.table_row.create(null, [1, 2, 3].map(() => type.create(null, line(text))));
  return (state, dispatch) => {
    if (isInTable(state)) return false;
    const table = nodes.table.create(null, [row(nodes.table_header, word), row(nodes.table_cell), row(nodes.table_cell)]);
    return insertBlock(table, INTO_FIRST_CELL)(state, dispatch && ((tr) => dispatch(selectLine(tr))));
  };
}

function selectLine(tr) {
  const { $from } = tr.selection;
  return tr.setSelection(TextSelection.create(tr.doc, $from.start(), $from.end()));
}
