// Footnotes of Word, LibreOffice, Google Docs and our own pages: two links that lead to each other. The note goes where it belongs.
import { unwrap } from "./paste-parts.js";

export function footnotesInPlace(body) {
  const links = [...body.querySelectorAll("a[href*='#']")];
  const noted = new Set();
  for (const reference of links) {
    if (noted.has(reference)) continue;
    const back = links.find((each) => each !== reference && leadsTo(reference, each) && leadsTo(each, reference));
    if (!back || !(reference.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    noted.add(back);
    put(reference, back, links);
  }
}

function leadsTo(link, other) {
  const name = decodeURIComponent(link.getAttribute("href").split("#")[1] ?? "");
  return name !== "" && [other, other.closest("li, div[id]"), other.closest("p"), other.closest("sup")].some((each) => each && [each.id, each.getAttribute("name")].includes(name));
}

function put(reference, back, links) {
  const wide = back.closest("li, div[id]");
  const whole = wide && links.filter((each) => wide.contains(each) && each !== back && each.hash).length === 0 && !wide.contains(reference);
  const note = whole ? wide : back.closest("p, li, div");
  if (!note || note.contains(reference)) return;
  const list = note.parentElement;
  (back.closest("sup") ?? back).remove();
  const small = note.ownerDocument.createElement("small");
  small.setAttribute("role", "doc-footnote");
  const lines = note.querySelectorAll("p, div");
  for (const line of lines) {
    line.append(" ");
    unwrap(line);
  }
  small.append(...note.childNodes);
  small.normalize();
  if (small.firstChild?.nodeType === 3) small.firstChild.data = small.firstChild.data.trimStart();
  if (small.lastChild?.nodeType === 3) small.lastChild.data = small.lastChild.data.trimEnd();
  note.remove();
  (reference.closest("sup") ?? reference).replaceWith(small);
  if (!list.textContent.trim()) list.remove();
}
