// Text from elsewhere: what it looked like becomes what it means, and every word stays.
import { footnotesInPlace } from "./paste-notes.js";
import { wordLists } from "./paste-lists.js";
import { parsed } from "./stored.js";
import { properties, unwrap, wrapInside } from "./paste-parts.js";

const NO_WORDS = "script, style, meta, link, title, template, xml, noscript, br.Apple-interchange-newline";
const KEPT = "href title hreflang src alt width height lang dir colspan rowspan start reversed role datetime".split(" ");
const TAG = /<[a-z][^\s<>]*(?:\s+(?:[^\s"'<>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]*))?)|\s*\/)*\s*>/gi;
const BLOCKS = "p, div, ul, ol, li, table, blockquote, h1, h2, h3, h4, h5, h6, pre, dl, figure, section, article";

/** Clipboard HTML in the subset of a post in `language`. */
export function cleaned(html, language) {
  if (/\bdata-pm-slice\b/.test(html)) return html;
  const body = parsed(withoutStyles(html));
  drop(body);
  footnotesInPlace(body);
  wordLists(body);
  nestLists(body);
  for (const element of body.querySelectorAll("*")) meanWhatItLookedLike(element);
  for (const element of body.querySelectorAll("[lang], [dir]")) speak(element, language);
  for (const image of body.querySelectorAll("img")) asWords(image);
  for (const link of body.querySelectorAll("a")) straighten(link);
  raise(body);
  tidy(body);
  return body.innerHTML;
}

/** The policy of the page forbids inline styles and scripts even where nothing is shown, so styles are read under another name. */
function withoutStyles(html) {
  const rename = (tag) => tag.replace(/(\s)(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3");
  return html.replace(/<(style|script)\b[^]*?<\/\1\s*>/gi, "").replace(TAG, rename);
}

function drop(body) {
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const each of found) each.remove();
  for (const each of body.querySelectorAll(NO_WORDS)) each.remove();
  for (const each of body.querySelectorAll("[data-style*=mso-spacerun], [data-style*=mso-tab-count]")) each.replaceWith(" ");
}

/** Google Docs puts a deeper list beside the item that it belongs to. */
function nestLists(body) {
  for (const inner of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    if (inner.previousElementSibling?.matches("li")) inner.previousElementSibling.append(inner);
  }
}

function meanWhatItLookedLike(element) {
  const look = properties(element);
  const weight = look["font-weight"];
  const isTitle = element.closest("h1, h2, h3, h4, h5, h6, th") !== null;
  if (element.matches("b, strong") && (isTitle || /^(?:normal|[1-4]00)$/.test(weight))) return unwrap(element);
  if (element.matches("i, em") && look["font-style"] === "normal") return unwrap(element);
  if (element.querySelector(BLOCKS) || element.matches("table, tbody, thead, tr, ul, ol")) return;
  if (/^(?:bold|bolder|[6-9]00)$/.test(weight) && !isTitle && !element.matches("b, strong")) wrapInside(element, "strong");
  if (/^(?:italic|oblique)/.test(look["font-style"]) && !element.matches("i, em")) wrapInside(element, "em");
  if (/line-through/.test(look["text-decoration"] ?? look["text-decoration-line"])) wrapInside(element, "s");
  if (look["vertical-align"] === "super" && !element.matches("sup")) wrapInside(element, "sup");
  if (look["vertical-align"] === "sub" && !element.matches("sub")) wrapInside(element, "sub");
}

/** Office programs name the language of every stretch; only one that is not the post's says anything. */
function speak(element, language) {
  const base = (tag) => tag.split("-")[0].toLowerCase();
  const tag = element.getAttribute("lang");
  element.removeAttribute("dir");
  if (!tag || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) || base(tag) === base(language) || base(tag) === "x") element.removeAttribute("lang");
  else [element.lang] = Intl.getCanonicalLocales(tag);
}

/** Pictures of other hosts are not shown here: their words stay, as a link to them. */
function asWords(image) {
  const address = image.getAttribute("src") ?? "";
  const own = address.replace(location.origin, "");
  if (own.startsWith("/media/")) return image.setAttribute("src", own);
  const words = image.alt.trim();
  if (!words) return image.remove();
  if (!/^https?:/.test(address) || image.closest("a")) return image.replaceWith(words);
  const link = image.ownerDocument.createElement("a");
  link.href = address;
  link.textContent = words;
  image.replaceWith(link);
}

/** Links lead straight where they lead, or are words. */
function straighten(link) {
  const href = link.getAttribute("href") ?? "";
  const through = /^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(href);
  if (through) link.setAttribute("href", decodeURIComponent(through[1]));
  else if (!/^(?:https?:|mailto:|\/)/i.test(href)) unwrap(link);
}

/** The page has its own first heading: those of the text begin below it, and none is skipped, as the server orders them. */
function raise(body) {
  const around = [];
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const typed = Number(heading.tagName[1]);
    while (around.length && around.at(-1).typed >= typed) around.pop();
    const level = Math.min(4, around.length ? around.at(-1).level + 1 : 2);
    around.push({ typed, level });
    if (typed === level) continue;
    const other = body.ownerDocument.createElement(`h${level}`);
    if (heading.lang) other.lang = heading.lang;
    other.append(...heading.childNodes);
    heading.replaceWith(other);
  }
}

function tidy(body) {
  for (const table of body.querySelectorAll("table")) {
    const cells = table.querySelectorAll("td, th");
    if (cells.length === 1) table.replaceWith(...cells[0].childNodes);
  }
  for (const end of body.querySelectorAll(":is(p, li, td, th, h2, h3, h4) > br:last-child")) if (!end.nextSibling?.textContent.trim()) end.remove();
  for (const line of body.querySelectorAll("p, h2, h3, h4")) {
    if (!line.textContent.trim() && !line.querySelector("img") && !line.closest("td, th, li")) line.remove();
  }
  for (const each of body.querySelectorAll("*")) {
    for (const name of each.getAttributeNames()) if (!KEPT.includes(name)) each.removeAttribute(name);
  }
}
