// Filters: closed on a phone, open where there is room beside the results.
if (matchMedia("(min-width: 60rem)").matches) {
  for (const details of document.querySelectorAll("details[data-wide]")) {
    details.open = true;
  }
}
