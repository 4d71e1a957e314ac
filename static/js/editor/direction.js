// Which way a text runs.
const RTL = /^(?:Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Mand|Samr|Rohg)$/;
const STRONG = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Thaana}|\p{Script=Syriac}|\p{Script=Nko}|\p{Script=Adlam}|(\p{L})/u;

/** Of a language, by its script. */
export function directionOf(tag) {
  try {
    return RTL.test(new Intl.Locale(tag).maximize().script) ? "rtl" : "ltr";
  } catch {
    return "ltr";
  }
}

/** By the first letter that has a direction, as `dir=auto` does; null where none has. */
export function firstDirection(text) {
  const found = STRONG.exec(text);
  return found && (found[1] ? "ltr" : "rtl");
}
