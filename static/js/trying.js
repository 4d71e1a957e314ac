// While links are being tried, the list before publishing is looked up again a few times. Whoever has no script opens the page again.
const PAUSES = [2, 3, 5, 8, 15];

const trying = () => document.querySelector("[data-trying]");
if (trying()) again();

async function again() {
  for (const pause of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.getElementById("before")?.closest("section");
    if (list) trying().replaceWith(document.adoptNode(list));
    if (!trying()) return;
  }
}
