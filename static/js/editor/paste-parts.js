/** What an element's style said, by property; `paste.js` reads styles under another name. */
export function properties(element) {
  const found = {};
  for (const each of (element.dataset?.style ?? "").split(";")) {
    const at = each.indexOf(":");
    if (at > 0) found[each.slice(0, at).trim().toLowerCase()] = each.slice(at + 1).trim().toLowerCase();
  }
  return found;
}

export function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

export function wrapInside(element, tag) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}
