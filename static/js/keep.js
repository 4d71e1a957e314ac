/** Storage that may be missing, full or forbidden: then it keeps nothing, and nobody is troubled. */
function keep(storage) {
  const attempt = (action) => {
    try {
      return action(window[storage]);
    } catch {
      return null;
    }
  };
  return {
    read: (key) => attempt((box) => box.getItem(key)),
    write: (key, value) => attempt((box) => box.setItem(key, value)),
    remove: (key) => attempt((box) => box.removeItem(key)),
  };
}

/** What this browser keeps until it is told otherwise. */
export const browser = keep("localStorage");

/** What this tab keeps until it is closed. */
export const tab = keep("sessionStorage");
