// Marks of Markdown become what they mean while they are typed. Backspace straight after takes that back.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** At the beginning of a plain paragraph; a caption or a heading keeps such signs. */
function atParagraph(rule) {
  return new InputRule(rule.match, (state, match, start, end) =>
    state.selection.$from.parent.type === nodes.paragraph ? rule.handler(state, match, start, end) : null);
}

/** Signs around words: the signs go, and the words are marked. */
function around(pattern, type) {
  return new InputRule(pattern, (state, match, start, end) => {
    const [, before, words] = match;
    if (state.doc.rangeHasMark(start, end, marks.code)) return null;
    const { tr } = state;
    const from = start + before.length;
    const signs = (match[0].length - before.length - words.length) / 2;
    // The last sign is being typed, so it is not in the text yet.
    tr.delete(from + signs + words.length, end).delete(from, from + signs);
    return tr.addMark(from, from + words.length, type.create()).removeStoredMark(type);
  });
}

export const rules = inputRules({
  rules: [
    atParagraph(textblockTypeInputRule(/^(#{1,4})\s$/, nodes.heading, (match) => ({ level: Math.max(2, match[1].length) }))),
    atParagraph(textblockTypeInputRule(/^```$/, nodes.code_block)),
    atParagraph(wrappingInputRule(/^\s*>\s$/, nodes.blockquote)),
    atParagraph(wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list)),
    atParagraph(
      wrappingInputRule(
        /^\s*(\d+)[.)]\s$/,
        nodes.ordered_list,
        (match) => ({ start: Number(match[1]) }),
        (match, node) => node.childCount + node.attrs.start === Number(match[1]),
      ),
    ),
    around(/(^|[^*\\])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
    around(/(^|[^*\\])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
    around(/(^|[^`\\])`([^`]+)`$/, marks.code),
  ],
});
