// What matters most in a picture: a click on it puts the place into the two fields, and a mark shows what stands there.
for (const shown of document.querySelectorAll("[data-focus]")) {
  const boxes = shown.dataset.focus.split(" ").map((name) => document.querySelector(`[name="${name}"]`));
  const quarter = (part) => 25 * Math.round(4 * Math.min(1, Math.max(0, part)));
  const mark = () => {
    shown.classList.remove(...[...shown.classList].filter((name) => /^f[xy]-/.test(name)));
    boxes.forEach((box, n) => shown.classList.add(`f${"xy"[n]}-${quarter((box.value === "" ? 50 : Number(box.value)) / 100)}`));
  };
  shown.classList.add("click");
  shown.addEventListener("click", (event) => {
    const { left, top, width, height } = shown.getBoundingClientRect();
    const at = [quarter((event.clientX - left) / width), quarter((event.clientY - top) / height)];
    boxes.forEach((box, n) => {
      box.value = at[n];
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  boxes.forEach((box) => box.addEventListener("input", mark));
}
