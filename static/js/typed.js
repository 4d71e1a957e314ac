// What is typed is kept on the network every few seconds, and in this browser until the network has it.
import { browser } from "./keep.js";
import { either } from "./either.js";
import { signInHere } from "./sign-in-here.js";

const EVERY = 3000;
const AGAIN = 8000;
const NO_ANSWER = Symbol("no answer");

// After the sheet has taken the place of the text area, which reads what stands in it.
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-typed]");
  if (form) keepTyped(form);
});

function keepTyped(form) {
  const key = `sheet:${form.dataset.typed}`;
  const state = document.querySelector("[data-typed-state]");
  const trouble = document.querySelector("[data-typed-trouble]");
  const beside = document.querySelector("[data-beside]");
  let kept = text(form);
  let turn = Number(form.elements.turn.value);
  let soon, busy, goes = false;

  bringBack();
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", first);
  addEventListener("online", () => send());
  addEventListener("beforeunload", (event) => {
    if (!goes && text(form) !== kept) event.preventDefault();
  });

  function typed() {
    remember();
    state.textContent = "";
    soon ??= setTimeout(send, EVERY);
  }

  /** This browser holds what the network does not. */
  function remember() {
    if (text(form) === kept) browser.remove(key);
    else browser.write(key, JSON.stringify({ turn, fields: fields(form) }));
  }

  /** What a lost page left here: put back, or shown beside what came to the network since. */
  async function bringBack() {
    const left = JSON.parse(browser.read(key) ?? "null");
    if (!left || JSON.stringify(left.fields) === kept) return browser.remove(key);
    const isNew = Boolean(form.elements.opened);
    if (left.turn !== turn && !isNew) {
      if ((await either(left.fields, fields(form))) === "theirs") return browser.remove(key);
    }
    if (isNew) turn = left.turn;
    fill(form, left.fields);
    tell("", form.dataset.back);
    soon ??= setTimeout(send, EVERY);
  }

  /** Whether the network has what stands here; one request at a time. */
  function send({ always = false } = {}) {
    clearTimeout(soon);
    soon = null;
    busy = (busy ?? Promise.resolve()).then(() => (always || text(form) !== kept ? keep() : true));
    return busy;
  }

  async function keep() {
    const now = text(form);
    const answer = await post(form.dataset.typed, { ...fields(form), turn });
    if (answer === NO_ANSWER) return later(navigator.onLine ? form.dataset.busy : form.dataset.offline);
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) {
      [turn, kept] = [told.turn, now];
      remember();
      tell(told.words);
      beside.textContent = told.beside;
      beside.hidden = !told.beside;
      return true;
    }
    if (answer.status === 401) {
      no(form.dataset.away);
      return (await signInHere()) && keep();
    }
    if (answer.status === 409 && told.fields) {
      turn = told.turn;
      if ((await either(fields(form), told.fields)) === "theirs") {
        fill(form, told.fields);
        kept = text(form);
        remember();
        tell(told.words);
        return true;
      }
      return keep();
    }
    return answer.status < 500 ? no(told.error) : later(form.dataset.busy);
  }

  /** That all is well is there to be read; only trouble is read out. */
  function tell(words, wrong = "") {
    state.textContent = words;
    if (trouble.textContent !== wrong) trouble.textContent = wrong;
  }

  function no(words) {
    tell("", words ?? form.dataset.busy);
    return false;
  }

  function later(words) {
    soon ??= setTimeout(send, AGAIN);
    return no(words);
  }

  /** A button sends the form only when the network is there to take it; till then the text is safe here. */
  async function first(event) {
    const button = event.submitter;
    if (goes || button?.formTarget === "_blank") return;
    if (button?.hasAttribute("data-drop")) {
      goes = true;
      browser.remove(key);
      return;
    }
    event.preventDefault();
    if (!(await send({ always: true }))) return trouble.scrollIntoView({ block: "nearest" });
    goes = true;
    form.requestSubmit(button);
  }
}

function fields(form) {
  const found = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "turn") found[name] = value;
  return found;
}

function text(form) {
  return JSON.stringify(fields(form));
}

function fill(form, given) {
  for (const [name, value] of Object.entries(given)) {
    const box = form.elements[name];
    if (!box || name === "turn") continue;
    if (box.type === "checkbox") box.checked = true;
    else box.value = value;
  }
  const { body, body_format } = given;
  if (body !== undefined) form.dispatchEvent(new CustomEvent("text:replace", { detail: { body, body_format } }));
}

async function post(address, given) {
  const body = new FormData();
  for (const [name, value] of Object.entries(given)) body.set(name, value);
  try {
    return await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    return NO_ANSWER;
  }
}
