// The keys of the sheet. Tab is not among them but in tables: it leads on through the page.
import {
  baseKeymap, chainCommands, exitCode, goToNextCell, keymap, liftListItem, redo, setBlockType, sinkListItem, splitListItem, undo,
  undoInputRule,
} from "../../vendor/prosemirror/prosemirror.js";
import { COMMANDS, toggleHeading } from "./commands.js";
import { schema } from "./schema.js";

const { nodes } = schema;

function breakLine(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(nodes.line_break.create()).scrollIntoView());
  return true;
}

const own = {
  "Mod-b": COMMANDS.bold.run,
  "Mod-i": COMMANDS.italic.run,
  "Mod-e": COMMANDS.code.run,
  "Mod-Alt-0": setBlockType(nodes.paragraph),
  "Mod-Alt-2": toggleHeading(2),
  "Mod-Alt-3": toggleHeading(3),
  "Mod-Alt-4": toggleHeading(4),
  "Mod-Shift-7": COMMANDS.numbered.run,
  "Mod-Shift-8": COMMANDS.list.run,
  "Mod-Shift-9": COMMANDS.quote.run,
  "Mod-]": sinkListItem(nodes.list_item),
  "Mod-[": liftListItem(nodes.list_item),
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  Backspace: undoInputRule,
  Enter: splitListItem(nodes.list_item),
  "Shift-Enter": chainCommands(exitCode, breakLine),
  Tab: goToNextCell(1),
  "Shift-Tab": goToNextCell(-1),
};

export const keys = [keymap(own), keymap(baseKeymap)];
