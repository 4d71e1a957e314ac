// What a post can hold: the elements that `network/base/html.py` lets through, as a schema.
import { Schema } from "../../vendor/prosemirror/prosemirror.js";

const ATTRIBUTES = { lang: { default: null }, dir: { default: null } };

/** Words of one element within a line, kept as they came even where the toolbar has no button for them. */
const KEPT = { sup: [], sub: [], s: [], small: [], mark: [], ins: [], del: [], q: [], cite: [], kbd: [], bdi: [], abbr: ["title"], time: ["datetime"] };

const FOOTNOTE = "small[role=doc-footnote]";

function spoken(element) {
  const dir = element.getAttribute("dir");
  return { lang: element.getAttribute("lang") || null, dir: dir === "rtl" || dir === "ltr" ? dir : null };
}

/** In the sheet each block finds its direction by itself; what is stored is worked out in stored.js. */
function attributes({ lang, dir }, more = {}) {
  return { ...(lang && { lang }), dir: dir ?? "auto", ...more };
}

function block(tag, content, more = {}) {
  return {
    content,
    group: "block",
    attrs: ATTRIBUTES,
    parseDOM: [{ tag, getAttrs: spoken }],
    toDOM: (node) => [tag, attributes(node.attrs), 0],
    ...more,
  };
}

/** Around other blocks: it takes the direction of the post, and each block within its own. */
function around(tag, content, more = {}) {
  return block(tag, content, {
    toDOM: ({ attrs: { lang, dir } }) => [tag, { ...(lang && { lang }), ...(dir && { dir }) }, 0],
    ...more,
  });
}

const heading = {
  content: "inline*",
  group: "block",
  defining: true,
  attrs: { ...ATTRIBUTES, level: { default: 2 } },
  parseDOM: [1, 2, 3, 4, 5, 6].map((typed) => ({
    tag: `h${typed}`,
    getAttrs: (element) => ({ ...spoken(element), level: Math.min(4, Math.max(2, typed)) }),
  })),
  toDOM: (node) => [`h${node.attrs.level}`, attributes(node.attrs), 0],
};

const ordered_list = around("ol", "list_item+", {
  attrs: { ...ATTRIBUTES, start: { default: 1 }, reversed: { default: false } },
  parseDOM: [
    {
      tag: "ol",
      getAttrs: (element) => ({ ...spoken(element), start: element.start, reversed: element.reversed }),
    },
  ],
  toDOM: ({ attrs: { lang, dir, start, reversed } }) => [
    "ol",
    { ...(lang && { lang }), ...(dir && { dir }), ...(start !== 1 && { start }), ...(reversed && { reversed: "" }) },
    0,
  ],
});

const code_block = block("pre", "text*", {
  marks: "",
  code: true,
  defining: true,
  parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: spoken }],
  toDOM: () => ["pre", { dir: "ltr" }, ["code", 0]],
});

/** A picture and its caption. `alt` is null until somebody said what it shows, and empty when it shows nothing to be said. */
const figure = {
  content: "inline*",
  group: "block",
  isolating: true,
  draggable: true,
  attrs: { ...ATTRIBUTES, src: {}, alt: { default: null }, width: { default: null }, height: { default: null } },
  parseDOM: [
    {
      tag: "figure",
      getAttrs: (element) => {
        const image = element.querySelector("img[src]");
        const alone = element.querySelectorAll("img, table, p, blockquote, ul, ol, pre").length === 1;
        return image && alone ? { ...spoken(element), ...pictured(image) } : false;
      },
      contentElement: (element) => element.querySelector("figcaption") ?? document.createElement("figcaption"),
    },
    { tag: "img[src]", getAttrs: pictured },
  ],
  toDOM: ({ attrs: { src, alt, width, height, ...own } }) => [
    "figure",
    own.lang ? { lang: own.lang } : {},
    ["img", { src, ...(alt !== null && { alt }), ...(width && { width }), ...(height && { height }) }],
    ["figcaption", { dir: own.dir ?? "auto" }, 0],
  ],
};

function pictured(image) {
  const number = (name) => Number.parseInt(image.getAttribute(name), 10) || null;
  return { src: image.getAttribute("src"), alt: image.getAttribute("alt"), width: number("width"), height: number("height") };
}

const cell = { ...ATTRIBUTES, colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } };

function table_part(tag, role) {
  return {
    content: "block+",
    attrs: cell,
    tableRole: role,
    isolating: true,
    parseDOM: [
      {
        tag,
        getAttrs: (element) => ({ ...spoken(element), colspan: element.colSpan || 1, rowspan: element.rowSpan || 1 }),
      },
    ],
    toDOM: ({ attrs: { lang, dir, colspan, rowspan } }) => [
      tag,
      { ...(lang && { lang }), ...(dir && { dir }), ...(colspan > 1 && { colspan }), ...(rowspan > 1 && { rowspan }) },
      0,
    ],
  };
}

const table = {
  content: "table_row+",
  tableRole: "table",
  isolating: true,
  group: "block",
  attrs: { ...ATTRIBUTES, caption: { default: "" } },
  parseDOM: [
    {
      tag: "table",
      getAttrs: (element) => ({ ...spoken(element), caption: element.caption?.textContent.trim() ?? "" }),
    },
    { tag: "table > caption", ignore: true },
  ],
  toDOM: ({ attrs: { lang, dir, caption } }) => [
    "table",
    { ...(lang && { lang }), ...(dir && { dir }) },
    ...(caption ? [["caption", caption]] : []),
    ["tbody", 0],
  ],
};

const nodes = {
  doc: { content: "block+" },
  paragraph: block("p", "inline*"),
  heading,
  blockquote: around("blockquote", "block+", { defining: true }),
  aside: around("aside", "block+", { defining: true }),
  bullet_list: around("ul", "list_item+"),
  ordered_list,
  list_item: around("li", "paragraph block*", { group: "", defining: true }),
  code_block,
  figure,
  table,
  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  table_cell: table_part("td", "cell"),
  table_header: table_part("th", "header_cell"),
  definitions: around("dl", "(term | definition)+"),
  term: block("dt", "inline*", { group: "" }),
  definition: around("dd", "block+", { group: "" }),
  details: around("details", "summary? block+"),
  summary: block("summary", "inline*", { group: "" }),
  rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  text: { group: "inline" },
  line_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
};

function kept(tag, names) {
  const own = Object.fromEntries(names.map((name) => [name, { default: null }]));
  return {
    attrs: { ...ATTRIBUTES, ...own },
    parseDOM: [
      {
        tag: tag === "small" ? `small:not(${FOOTNOTE})` : tag,
        getAttrs: (element) => ({
          ...spoken(element),
          ...Object.fromEntries(names.map((name) => [name, element.getAttribute(name)])),
        }),
      },
    ],
    toDOM: (mark) => [tag, Object.fromEntries(Object.entries(mark.attrs).filter(([, value]) => value !== null)), 0],
  };
}

const marks = {
  // The outermost mark, so that a note with a link in it stays one note.
  footnote: {
    parseDOM: [{ tag: FOOTNOTE }],
    toDOM: () => ["small", { role: "doc-footnote" }, 0],
  },
  link: {
    attrs: { href: {}, title: { default: null }, hreflang: { default: null } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (element) => ({
          href: element.getAttribute("href"),
          title: element.getAttribute("title"),
          hreflang: element.getAttribute("hreflang"),
        }),
      },
    ],
    toDOM: ({ attrs: { href, title, hreflang } }) => ["a", { href, ...(title && { title }), ...(hreflang && { hreflang }) }, 0],
  },
  phrase: {
    attrs: ATTRIBUTES,
    parseDOM: [{ tag: "span[lang]", getAttrs: spoken }, { tag: "span[dir]", getAttrs: spoken }],
    toDOM: ({ attrs: { lang, dir } }) => ["span", { ...(lang && { lang }), ...(dir && { dir }) }, 0],
  },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  ...Object.fromEntries(Object.entries(KEPT).map(([tag, names]) => [tag, kept(tag, names)])),
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
};

export const schema = new Schema({ nodes, marks });
