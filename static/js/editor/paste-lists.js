// Word has no lists on the clipboard, but paragraphs that say of which list and level they are, each with its sign typed out.
import { properties } from "./paste-parts.js";

const OF_LIST = /\bl(\d+)\s+level(\d+)/;
const NUMBER = /^\(?(\d+|[a-z]{1,4}|[٠-٩]+)[.)]/i;

export function wordLists(body) {
  let open = [];
  for (const line of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const said = line.tagName === "P" ? OF_LIST.exec(properties(line)["mso-list"] ?? "") : null;
    if (!said) continue;
    if (!follows(line, open)) open = [];
    open = put(line, Number(said[2]), said[1], open);
  }
}

/** Nothing but white space stands between a line and the list before it. */
function follows(line, open) {
  return open.length > 0 && line.previousElementSibling === open[0].list && !wordsBetween(open[0].list, line);
}

function wordsBetween(list, line) {
  for (let node = list.nextSibling; node && node !== line; node = node.nextSibling) if (node.textContent.trim()) return true;
  return false;
}

/** Move a line into the list of its level, and give the lists that are open after it. */
function put(line, level, id, open) {
  const sign = takeSign(line);
  const number = NUMBER.exec(sign);
  const tag = number ? "OL" : "UL";
  const around = open.filter((each) => each.level <= level);
  const same = around.at(-1);
  let own = same?.level === level && same.list.tagName === tag && (same.id === id || level > 1) ? same : null;
  if (!own) {
    const outer = around.filter((each) => each.level < level);
    own = { level, id, list: line.ownerDocument.createElement(tag) };
    if (/^\d+$/.test(number?.[1]) && number[1] !== "1") own.list.setAttribute("start", number[1]);
    if (outer.length) outer.at(-1).list.lastElementChild.append(own.list);
    else line.before(own.list);
    around.splice(0, around.length, ...outer, own);
  }
  const item = line.ownerDocument.createElement("li");
  item.append(line);
  own.list.append(item);
  return around;
}

function takeSign(line) {
  const sign = [...line.querySelectorAll("[data-style]")].find((each) => properties(each)["mso-list"] === "ignore");
  const text = sign?.textContent.trim() ?? "";
  sign?.remove();
  return text;
}
