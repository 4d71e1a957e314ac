// Times stand on the place's clock; a button puts the reader's beside them.
import { language } from "./language.js";

// The page writes all digits alike, so that the browser does as well.
const tags = language.map((tag) => `${tag}-u-ca-gregory-nu-latn`);
const clock = new Intl.DateTimeFormat(tags, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const calendar = new Intl.DateTimeFormat(tags, { day: "numeric", month: "long", year: "numeric" });
const isoDay = new Intl.DateTimeFormat("sv", { dateStyle: "short" });
const theirs = new Map();

for (const button of document.querySelectorAll("[data-my-clock]")) {
  const on = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const mine = theirs.size === 0;
    button.textContent = mine ? button.dataset.off : on;
    if (mine) add(button.dataset.words, button.dataset.comma);
    else takeAway();
  });
}

function add(words, comma) {
  for (const time of document.querySelectorAll(':is(.dateline, .com) time[datetime*="T"]')) {
    const at = new Date(time.dateTime);
    const there = time.textContent;
    const day = time.dateTime.startsWith(isoDay.format(at)) ? "" : `${calendar.format(at)}${comma} `;
    theirs.set(time, there);
    time.textContent = words.replace("{there}", there).replace("{here}", day + clock.format(at));
  }
}

function takeAway() {
  for (const [time, there] of theirs) time.textContent = there;
  theirs.clear();
}
