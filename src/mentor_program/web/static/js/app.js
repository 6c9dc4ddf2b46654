// Makes pages better where scripts run; every story works without.

// The outcome of what was just done, or all that is wrong, is where reading begins.
const first = document.querySelector("[data-focus-first]");
if (first && document.activeElement !== first) first.focus();

// Links of an error summary move focus into the field, so that typing can begin.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.labels?.[0] ?? field).scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

// A link with data-dialog opens the dialog of that id instead of the page it leads to.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(dialog);
  dialog.onclose = () => leave(dialog, opener);
});

// A screen reader loses its place when the page around a modal dialog vanishes, and then says nothing at all: it hears
// of the dialog first, and the page is shut off once that has been spoken.
const HEARD = 400; // milliseconds
function open(dialog) {
  dialog.show();
  // The buttons may stick to the lower edge: then nothing need move, and heading and consequence stay in view.
  const cancel = dialog.querySelector("[data-close-dialog]");
  cancel?.focus({ preventScroll: true });
  if (cancel?.getBoundingClientRect().bottom > dialog.getBoundingClientRect().bottom) cancel.scrollIntoView();
  setTimeout(() => {
    if (!dialog.open || dialog.matches(":modal")) return;
    const held = document.activeElement;
    dialog.close();
    dialog.showModal();
    held.focus({ preventScroll: true });
  }, HEARD);
}

// Focus goes back at once, and again when the page is there again for screen readers: only then is it spoken.
function leave(dialog, opener) {
  if (dialog.open) return;
  opener.focus();
  setTimeout(() => {
    if (dialog.open || document.activeElement !== opener) return;
    opener.blur();
    setTimeout(() => dialog.open || opener.focus(), HEARD / 4);
  }, HEARD);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest("dialog[open]")?.close();
});

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close-dialog]");
  const dialog = closer?.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

// A form with data-results="<ids>" fetches its results into those elements and keeps focus where it is. The element
// named by data-count says, politely, how many there are: it holds the words that the first of the new results
// brings along in its own data-count-words.
async function refresh(form) {
  const asked = [...new FormData(form)].filter(([, value]) => value !== "");
  const address = `${form.action.split("?")[0]}?${new URLSearchParams(asked)}`;
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const ids = form.dataset.results.split(" ");
  const fresh = page.getElementById(ids[0]);
  if (!fresh) return form.submit();
  for (const id of ids) document.getElementById(id).replaceWith(page.getElementById(id));
  document.title = page.title;
  history.replaceState(null, "", address);
  const count = document.getElementById(form.dataset.count);
  if (count) count.textContent = fresh.dataset.countWords ?? "";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.results) return;
  event.preventDefault();
  refresh(form).catch(() => form.submit());
});

// Fields inside data-enabled-by="<id>" can be used while the checkbox of that id is ticked; closed ones are not sent.
for (const part of document.querySelectorAll("[data-enabled-by]")) {
  const condition = document.getElementById(part.dataset.enabledBy);
  const follow = () => part.querySelectorAll("fieldset").forEach((group) => { group.disabled = !condition.checked; });
  condition.addEventListener("change", follow);
  follow();
}
