// Blocking and in the head, so that no page flashes in the scheme that was not chosen.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is forbidden: the system's scheme holds.
}
