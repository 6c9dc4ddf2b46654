// Follows an import at work: the words change in place, are announced now and then, and the outcome is opened when it
// is there. Without scripts a link looks again: a page that changes by itself is read from its start again.
const EVERY = 1000;
const SAID_EVERY = 8000;
let said = Date.now();

async function look() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("import-progress");
    if (!fresh) return location.replace(location.href);
    document.getElementById("import-progress").replaceWith(fresh);
    document.title = page.title;
    if (Date.now() - said > SAID_EVERY) {
      said = Date.now();
      document.getElementById("import-announced").textContent = fresh.dataset.words;
    }
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
