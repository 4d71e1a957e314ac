// Times stand on the writer's clock; a button shows them on the reader's.
import { language } from "./language.js";

const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
const theirs = new Map();

for (const button of document.querySelectorAll("[data-my-clock]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const mine = button.ariaPressed !== "true";
    button.ariaPressed = mine;
    for (const time of document.querySelectorAll('time[datetime*="T"]')) {
      show(time, mine);
    }
  });
}

function show(time, mine) {
  if (!theirs.has(time)) theirs.set(time, time.textContent);
  time.textContent = mine ? format.format(new Date(time.dateTime)) : theirs.get(time);
}
