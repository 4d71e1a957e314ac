// A sign-in that ran out while somebody wrote: the password is asked for in place.

let asking;

/** Ask for the password; gives whether somebody is signed in again. Asked twice at once, it is one question. */
export function signInHere() {
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

function ask() {
  const dialog = document.getElementById("sign-in-here");
  const form = dialog.querySelector("form");
  const box = form.querySelector("[type=password]");
  return new Promise((resolve) => {
    let isIn = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      isIn = await signIn(form.action, form.elements.email.value, box.value);
      box.value = "";
      if (isIn) dialog.close();
      else complain(box, dialog.dataset.wrong);
    };
    form.querySelector("[data-close]").onclick = () => dialog.close();
    dialog.onclose = () => resolve(isIn);
    dialog.showModal();
  });
}

async function signIn(address, email, password) {
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ email, password }), redirect: "manual" });
    return answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}

function complain(box, words) {
  const id = `${box.id}-error`;
  const message = document.getElementById(id) ?? Object.assign(document.createElement("p"), { className: "msg", id, role: "alert" });
  message.textContent = words;
  box.before(message);
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", id);
  box.focus();
}
