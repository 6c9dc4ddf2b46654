// Installs the worker that holds the shell of the site, and keeps a form that cannot be sent.
const worker = document.documentElement.dataset.worker;
if (worker && "serviceWorker" in navigator) {
  window.addEventListener("load", () => navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {}));
}

// Without a network the page stays as it is, with all that was typed, and says so; the same button sends it later.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const words = document.getElementById("not-sent");
    if (navigator.onLine || form.method !== "post" || !words) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const message = words.content.firstElementChild.cloneNode(true);
    document.querySelector(".not-sent")?.remove();
    form.prepend(message);
    message.scrollIntoView({ block: "center" });
    message.focus({ preventScroll: true });
  },
  { capture: true },
);
window.addEventListener("online", () => document.querySelector(".not-sent")?.remove());
