// The sheet shows the text as it will be read. Where this cannot run, the text area of the form is used as it is.
import { Decoration, DecorationSet, dropCursor, EditorState, EditorView, gapCursor, history, isInTable, keymap, Plugin, tableEditing } from "../../vendor/prosemirror/prosemirror.js";
import { directionOf } from "./direction.js";
import { editPicture, pictureFiles, pictureKeys } from "./figures.js";
import { noteKeys, toggleNote } from "./footnotes.js";
import { isMarked } from "./commands.js";
import { keys } from "./keys.js";
import { editLanguage } from "./languages.js";
import { editLink, pasteLink } from "./links.js";
import { markdownSwitch } from "./markdown.js";
import { cleaned } from "./paste.js";
import { rules } from "./rules.js";
import { schema } from "./schema.js";
import { read } from "./stored.js";
import { heedSelection } from "./selection.js";
import { inStep } from "./sync.js";
import { insertTable } from "./tables.js";
import { toolbar, toolbarKey } from "./toolbar.js";

const place = document.querySelector("[data-sheet]");
if (place) open(place, place.closest("form"));

function open(place, form) {
  const box = form.elements.body;
  const language = form.elements.language;
  const direction = () => directionOf(language.value);
  const element = document.querySelector("[data-toolbar]");
  const dialog = (name) => document.getElementById(`ask-${name}`);
  const word = (name) => element.querySelector(`[data-do=${name}]`).dataset.word;
  const link = editLink(dialog("link"));
  const buttons = {
    link: { run: link, isOn: (state) => isMarked(state, schema.marks.link) },
    language: {
      run: editLanguage(dialog("language"), language, direction, word("language")),
      isOn: (state) => isMarked(state, schema.marks.phrase),
    },
    note: { run: toggleNote(word("note")), isOn: (state) => isMarked(state, schema.marks.footnote) },
    table: { run: insertTable(word("table")), isOn: isInTable },
    picture: { run: editPicture(dialog("picture")) },
    describe: { run: editPicture(dialog("picture")) },
  };
  const state = EditorState.create({
    doc: read(document.querySelector("[data-formatted]").content),
    plugins: [
      rules,
      noteKeys,
      pictureKeys,
      keymap({ "Mod-k": (_state, dispatch, view) => (heedSelection(view), link(view.state, dispatch, view)) }),
      toolbarKey(element),
      ...keys,
      history(),
      pictureFiles(dialog("picture")),
      dropCursor({ class: "dropcursor", color: false }),
      gapCursor(),
      tableEditing(),
      inStep(form, direction),
      toolbar(element, buttons),
      looks(place.dataset),
    ],
  });
  const view = new EditorView({ mount: place }, {
    state,
    attributes: named(box, place),
    scrollMargin: { top: 160, bottom: 40, left: 0, right: 0 },
    scrollThreshold: { top: 140, bottom: 20, left: 0, right: 0 },
    transformPastedHTML: (html) => cleaned(html, language.value),
    handlePaste: pasteLink,
  });
  language.addEventListener("change", () => speak(view, language));
  speak(view, language);
  takeThePlace(box, place, view);
  markdownSwitch(box, place, element, view);
  return view;
}

/** What the text area said of itself, said of the sheet. */
function named(box, place) {
  const label = box.labels[0];
  label.id = `${box.id}-label`;
  const said = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, "aria-placeholder": place.dataset.placeholder };
  for (const name of ["aria-invalid", "aria-describedby"]) if (box.hasAttribute(name)) said[name] = box.getAttribute(name);
  return said;
}

/** Everything that readers will read is in the language of the post. */
function speak(view, language) {
  const { title, standfirst } = language.form.elements;
  for (const part of [view.dom, title, standfirst]) {
    part.lang = language.value;
    part.dir = directionOf(language.value);
  }
}

/** The label and the links to the text area lead to the sheet. */
function takeThePlace(box, place, view) {
  const label = box.labels[0];
  label.removeAttribute("for");
  label.addEventListener("click", () => (place.hidden ? box : view).focus());
  box.hidden = true;
  place.hidden = false;
  for (const each of document.querySelectorAll("[data-text-hint]")) each.hidden = true;
  for (const each of document.querySelectorAll("[data-sheet-hint]")) each.hidden = false;
  document.addEventListener("click", (event) => {
    if (!place.hidden && event.target.closest?.(`a[href="#${CSS.escape(box.id)}"]`)) {
      event.preventDefault();
      view.focus();
      view.dom.scrollIntoView({ block: "center" });
    }
  });
}

/** An empty sheet, and a picture without a caption, say what belongs there. */
function looks({ placeholder, caption }) {
  const hint = (from, node, words) => Decoration.node(from, from + node.nodeSize, { class: "blank", "data-placeholder": words });
  const isEmpty = ({ doc }) => doc.childCount === 1 && doc.firstChild.type === schema.nodes.paragraph && !doc.firstChild.content.size;
  const bare = (node) => node.type === schema.nodes.figure && !node.content.size;
  return new Plugin({
    props: {
      attributes: { class: "body prose" },
      decorations(state) {
        const found = [];
        if (isEmpty(state)) found.push(hint(0, state.doc.firstChild, placeholder));
        state.doc.forEach((node, at) => bare(node) && found.push(hint(at, node, caption)));
        return DecorationSet.create(state.doc, found);
      },
    },
  });
}
