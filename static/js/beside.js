// The original stands beside its version where there is room; on a phone it waits, folded, above it.
if (!matchMedia("(min-width: 62.5rem)").matches) {
  for (const details of document.querySelectorAll("details.original")) {
    details.open = false;
  }
}
