// A file on its way to the network, with how far it has come.

/** Send a picture; `done` gives what the network made of it, or an error: its sentence, the name of one of ours, or none when it was stopped. */
export function send(address, file, progress) {
  const request = new XMLHttpRequest();
  progress.value = 0;
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => (progress.value = total ? loaded / total : 0));
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Error(request.response?.error ?? "failed"));
    });
    request.addEventListener("error", () => reject(new Error("failed")));
    request.addEventListener("abort", () => reject(new Error("")));
  });
  const sent = new FormData();
  sent.set("picture", file);
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.send(sent);
  return { done, abort: () => request.abort() };
}
