// What is wrong with a form takes the focus, so that it is seen and read out first: after the load, since an address
// with a fragment takes the focus away until then.
const summary = document.querySelector(".summary[tabindex]");
if (summary) addEventListener("load", () => summary.focus());
