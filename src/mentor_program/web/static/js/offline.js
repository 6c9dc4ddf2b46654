// Installs the worker that holds the shell of the site, and keeps a form that cannot be sent.
const worker = document.documentElement.dataset.worker;
if (worker && "serviceWorker" in navigator) {
  window.addEventListener("load", () => navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {}));
}

// Without a network, or without an answer from the server, the page stays as it is, with all that was typed, and says so;
// the same button sends it later.
function hold(form, why) {
  const message = document.getElementById("not-sent").content.firstElementChild.cloneNode(true);
  for (const words of message.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== why;
  document.querySelector(".not-sent")?.remove();
  form.prepend(message);
  message.scrollIntoView({ block: "center" });
  message.focus({ preventScroll: true });
}

let sent;
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" || !document.getElementById("not-sent")) return;
    sent = form;
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    hold(form, "offline");
  },
  { capture: true },
);
window.addEventListener("online", () => document.querySelector(".not-sent")?.remove());

// The worker says so when nobody answered what was sent; the browser has then stayed on this page.
navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data.unanswered && sent?.action === event.data.unanswered) hold(sent, navigator.onLine ? "unreachable" : "offline");
});
