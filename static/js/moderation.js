// Single keys for reading the queue quickly. A box turns them off (WCAG 2.1.4), and this browser remembers it.
import { browser } from "./keep.js";

const queue = document.querySelector("[data-queue]");

if (queue) {
  letKeysBeTurnedOff();
  select(cases()[0]);
  queue.addEventListener("focusin", (event) => select(event.target.closest("[data-case]")));
  goTo(cases().find((each) => location.hash === `#${each.id}`));
  document.addEventListener("keydown", (event) => {
    if (!turnedOff() && !typing(event)) obey(event);
  });
}

function cases() {
  return [...queue.querySelectorAll("[data-case]")];
}

function current() {
  return queue.querySelector("[data-case].sel");
}

function select(chosen) {
  if (chosen) cases().forEach((each) => each.classList.toggle("sel", each === chosen));
}

function turnedOff() {
  return browser.read("queue-keys") === "off";
}

function letKeysBeTurnedOff() {
  for (const box of document.querySelectorAll("[data-queue-keys]")) {
    box.checked = !turnedOff();
    box.addEventListener("change", () => browser.write("queue-keys", box.checked ? "on" : "off"));
    box.closest("[hidden]")?.removeAttribute("hidden");
  }
}

function typing(event) {
  const command = event.ctrlKey || event.metaKey || event.altKey;
  return command || event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, dialog");
}

function obey(event) {
  const key = event.key.toLowerCase();
  if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (!press(key)) return;
  event.preventDefault();
}

function move(step) {
  const all = cases();
  goTo(all[all.indexOf(current()) + step]);
}

function goTo(chosen) {
  if (chosen) {
    chosen.tabIndex = -1;
    chosen.focus();
    chosen.scrollIntoView({ block: "nearest" });
  }
}

/** A button with the key is pressed; a field with it, such as the reasons, is brought up and takes the focus. */
function press(key) {
  const target = current()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  target.closest("details")?.setAttribute("open", "");
  if (target.matches("button, a")) target.click();
  else target.focus();
  return true;
}
