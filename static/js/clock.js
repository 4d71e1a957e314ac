// What time it is where someone writes; the sentence around it stays hidden until it is true.
import { language } from "./language.js";

for (const clock of document.querySelectorAll("[data-clock]")) {
  start(clock);
}

function start(clock) {
  let format;
  try {
    format = new Intl.DateTimeFormat(language, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: clock.dataset.clock,
    });
  } catch {
    return; // A zone younger than the browser.
  }
  tick(clock, format);
  clock.closest("[hidden]")?.removeAttribute("hidden");
}

function tick(clock, format) {
  clock.textContent = format.format();
  setTimeout(tick, 60_000 - (Date.now() % 60_000), clock, format);
}
