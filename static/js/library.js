// The library of pictures, asked for a few at a time.

/** What is found by some words, from `before` on: the pictures, and where the next ones begin. Throws when no answer came. */
export async function look(address, words, before) {
  const asked = new URL(address, location.href);
  if (words) asked.searchParams.set("q", words);
  if (before) asked.searchParams.set("before", before);
  const answer = await fetch(asked, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("failed");
  return answer.json();
}

export function thumbnail({ small, width, height }, alt) {
  return Object.assign(new Image(width, height), { src: small, alt });
}

/** Enter in a search box presses its button, and sends no form. */
export function searches(box, button, search) {
  button.onclick = (event) => (event.preventDefault(), search());
  box.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    search();
  };
}
