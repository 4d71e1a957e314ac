// Dialogs that ask for what a button needs. They stand outside the form, so that nothing in them is sent with it.

/** Open a dialog; `done()` is asked when its main button is pressed, and closes it unless it gives false. */
export function ask(dialog, view, done) {
  const main = dialog.querySelector(".go");
  const finish = () => done() !== false && dialog.close();
  const byKey = (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox], [type=file]), select")) return;
    event.preventDefault();
    finish();
  };
  main.onclick = finish;
  dialog.onkeydown = byKey;
  dialog.onclose = () => view.focus();
  for (const button of dialog.querySelectorAll("[data-close]")) button.onclick = () => dialog.close();
  complain(dialog, "");
  dialog.showModal();
}

/** Say what is wrong, beside the box that it concerns. */
export function complain(dialog, words, box) {
  const message = dialog.querySelector(".msg") ?? Object.assign(document.createElement("p"), { className: "msg", id: `${dialog.id}-error`, role: "alert" });
  message.textContent = words;
  message.hidden = !words;
  for (const each of dialog.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
  if (words && box) {
    box.before(message);
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", message.id);
    box.focus();
  }
  return !words;
}
