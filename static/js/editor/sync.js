// The form's own fields follow the text. An untouched text stays as it was sent, byte for byte, in the format that it had.
import { Plugin } from "../../vendor/prosemirror/prosemirror.js";
import { parsed, read, written } from "./stored.js";

const PAUSE = 200;

/** Keeps `form`'s text and format in step with the sheet; `direction()` is the post's. */
export function inStep(form, direction) {
  const { body, body_format: format } = form.elements;
  let was = { source: body.value, format: format.value, doc: null };
  let pause;

  function keep(view) {
    clearTimeout(pause);
    pause = null;
    if (!body.hidden) return; // It is written there, in Markdown.
    const isAsSent = view.state.doc.eq(was.doc);
    const source = isAsSent ? was.source : written(view.state.doc, direction());
    if (body.value === source) return;
    body.value = source;
    format.value = isAsSent ? was.format : "html";
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Another text takes the place of all of it, as one step that can be undone; `text:replaced` or `text:failed` tells of it. */
  async function replace(view, { body: source, body_format: kind }) {
    const html = kind === "markdown" ? await rendered(form, source) : source;
    clearTimeout(pause);
    pause = null;
    body.value = source;
    format.value = kind;
    const doc = read(parsed(html));
    was = { source, format: kind, doc };
    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, doc.content).setMeta("fromOutside", true));
    form.dispatchEvent(new CustomEvent("text:replaced", { bubbles: true }));
  }

  return new Plugin({
    view(view) {
      was.doc = view.state.doc;
      const flush = () => pause && keep(view);
      form.addEventListener("submit", flush, true);
      form.addEventListener("text:keep", flush);
      form.addEventListener("text:replace", ({ detail }) =>
        replace(view, detail).catch(() => form.dispatchEvent(new CustomEvent("text:failed", { bubbles: true, detail }))));
      form.elements.language?.addEventListener("change", () => keep(view));
      addEventListener("pagehide", flush);
      return {
        update(_view, before) {
          if (view.state.doc === before.doc) return;
          pause ??= setTimeout(() => keep(view), PAUSE);
        },
      };
    },
  });
}

/** Markdown as the server renders it. */
async function rendered(form, source) {
  const asked = new FormData();
  for (const [name, value] of [["action", "preview"], ["body", source], ["body_format", "markdown"]]) asked.set(name, value);
  asked.set("language", form.elements.language.value);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: asked, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the preview answers ${answer.status}`);
  return (await answer.json()).html;
}
