// What happened less than a day ago is said so; the full time stays in the title.
import { language } from "./language.js";

const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const DAY = 24 * 60;

for (const time of document.querySelectorAll("time[data-relative]")) {
  const minutes = Math.floor((Date.now() - new Date(time.dateTime)) / 60_000);
  if (minutes >= 0 && minutes < DAY) {
    time.title = time.textContent;
    time.textContent = minutes < 60 ? format.format(-minutes, "minute") : format.format(-Math.floor(minutes / 60), "hour");
  }
}
