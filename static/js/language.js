const tag = document.documentElement.lang || "en";

/** The language of the page, or the browser's own where Intl does not know it. English dates are 25 March, not March 25. */
export const language = Intl.DateTimeFormat.supportedLocalesOf(tag === "en" ? "en-GB" : tag);

const plural = new Intl.PluralRules(language);
const figures = new Intl.NumberFormat(language);

/** A sentence that the page holds for this number, such as data-one or data-other, with the number in it. */
export function counted(element, number) {
  const sentence = element.dataset[plural.select(number)] ?? element.dataset.other ?? "{n}";
  return sentence.replace("{n}", figures.format(number));
}
