// The text of the sheet as HTML that is stored, and stored HTML as the text of the sheet.
import { DOMParser as Reader, DOMSerializer } from "../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";
import { firstDirection } from "./direction.js";

const writer = DOMSerializer.fromSchema(schema);
const reader = Reader.fromSchema(schema);

/** A document of HTML that nobody sees. */
export function parsed(html) {
  return new DOMParser().parseFromString(`<!DOCTYPE html><body>${html}`, "text/html").body;
}

export function read(body) {
  for (const image of body.querySelectorAll("p img, h2 img, h3 img, h4 img")) standAlone(image);
  for (const code of body.querySelectorAll("pre")) code.textContent = code.textContent.replace(/\n$/, "");
  return reader.parse(body);
}

/** A picture stands between paragraphs, and not in one: as one of them, when the paragraph held nothing else. */
function standAlone(image) {
  const line = image.closest("p, h2, h3, h4");
  const rest = line.cloneNode(false);
  for (let next = image.nextSibling; next; next = image.nextSibling) rest.append(next);
  line.after(image, rest);
  for (const part of [line, rest]) if (!part.textContent.trim() && !part.querySelector("img")) part.remove();
}

/** The HTML of a text in a post that runs in a direction. An empty sheet is an empty text. */
export function written(doc, direction) {
  const body = document.implementation.createHTMLDocument("").body;
  body.append(writer.serializeFragment(doc.content, { document: body.ownerDocument }));
  dropEmpty(body);
  for (const element of body.querySelectorAll("[dir=auto], pre")) settle(element, direction);
  for (const table of body.querySelectorAll("table")) head(table);
  for (const caption of body.querySelectorAll("figcaption")) if (!caption.textContent.trim()) caption.remove();
  for (const line of body.querySelectorAll(":is(li, td, th, dd) > p:first-child")) unwrap(line);
  return [...body.children].map((element) => element.outerHTML).join("\n");
}

/** Lines with nothing in them are where somebody was going to write. */
function dropEmpty(body) {
  for (const line of body.querySelectorAll("p, h2, h3, h4")) {
    if (!line.hasChildNodes() && (line.parentElement === body || line.parentElement.children.length > 1)) line.remove();
  }
  for (const quote of body.querySelectorAll("blockquote, aside")) {
    if (!quote.textContent.trim() && !quote.querySelector("img")) quote.remove();
  }
}

/** A block says its direction where that is not the post's. */
function settle(element, direction) {
  const own = element.matches("pre") ? "ltr" : firstDirection(element.textContent);
  if (own && own !== direction) element.dir = own;
  else element.removeAttribute("dir");
}

/** The first row, when all of it are headings, is the head of the table; each heading says of what. */
function head(table) {
  const body = table.tBodies[0];
  const first = body.rows[0];
  const isHead = first && body.rows.length > 1 && [...first.cells].every((each) => each.tagName === "TH" && each.rowSpan === 1);
  for (const row of body.rows) {
    for (const each of row.cells) if (each.tagName === "TH") each.scope = row === first && isHead ? "col" : "row";
  }
  if (isHead) table.createTHead().append(first);
}

/** The only paragraph of an item or a cell needs no element of its own, unless it says something. */
function unwrap(line) {
  const next = line.nextElementSibling;
  if (line.attributes.length || (next && !next.matches("ul, ol"))) return;
  line.replaceWith(...line.childNodes);
}
