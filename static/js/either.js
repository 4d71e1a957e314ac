// Two texts side by side, of which a person takes one. Nothing is written over before that.

/** Show both; gives "mine" or "theirs". Whoever closes the dialog takes their own. */
export function either(mine, theirs) {
  const dialog = document.getElementById("either");
  for (const [name, fields] of Object.entries({ mine, theirs })) {
    dialog.querySelector(`[data-title=${name}]`).textContent = fields.title ?? "";
    dialog.querySelector(`[data-text=${name}]`).textContent = words(fields);
  }
  return new Promise((resolve) => {
    let taken = "mine";
    for (const button of dialog.querySelectorAll("[data-take]")) {
      button.onclick = () => {
        taken = button.dataset.take;
        dialog.close();
      };
    }
    dialog.onclose = () => resolve(taken);
    dialog.showModal();
  });
}

/** The text alone: what was typed is not cleaned yet, and is never put into the page as markup. */
function words({ standfirst = "", body = "", body_format }) {
  if (body_format !== "html") return [standfirst, body].filter(Boolean).join("\n\n");
  const apart = body.replace(/<\/(p|h\d|li|blockquote|figcaption|tr|pre|aside)>/g, "$&\n\n");
  return [standfirst, new DOMParser().parseFromString(apart, "text/html").body.textContent.trim()].filter(Boolean).join("\n\n");
}
