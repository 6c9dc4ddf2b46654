// Keeps what is typed into a form with data-draft as a draft on the server, and offers it when the form is opened
// again. Boxes to tick are left out: they may name a diagnosis, which nobody has consented to storing yet.
const DRAFTS = "/drafts/";
const TYPED = "textarea, select, input[type=text], input[type=tel], input[type=email], input[type=radio]";
const PAUSE_MS = 1500;

const addressOf = (form) => new URL(form.action).pathname;

function typedIn(form) {
  const given = [...form.querySelectorAll(TYPED)].filter((one) => one.name && (one.type !== "radio" || one.checked));
  return Object.fromEntries(given.map((one) => [one.name, one.value]));
}

function fill(form, fields) {
  for (const control of form.querySelectorAll(TYPED)) {
    if (!(control.name in fields)) continue;
    if (control.type === "radio") control.checked = control.value === fields[control.name];
    else control.value = fields[control.name];
  }
}

function tell(form, content) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ ...content, address: addressOf(form), csrfmiddlewaretoken: token });
  return fetch(DRAFTS, { method: "POST", body, keepalive: true }).catch(() => {});
}

async function offer(form) {
  const answer = await fetch(`${DRAFTS}?${new URLSearchParams({ address: addressOf(form) })}`);
  const draft = answer.ok && !answer.redirected ? await answer.json() : {};
  // A page that says what is wrong already holds what was typed.
  if (!draft.fields || form.querySelector("[aria-invalid=true]")) return;
  const box = document.getElementById("draft-offer").content.firstElementChild.cloneNode(true);
  box.querySelector("p").prepend(`${draft.words} `);
  const close = () => {
    box.remove();
    form.querySelector(TYPED).focus();
  };
  box.querySelector("[data-use]").addEventListener("click", () => {
    fill(form, draft.fields);
    close();
  });
  box.querySelector("[data-erase]").addEventListener("click", () => {
    tell(form, { erase: "yes" });
    close();
  });
  form.prepend(box);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  let timer;
  const save = () => tell(form, { fields: JSON.stringify(typedIn(form)) });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  // Marked as sent, so that the server erases the draft once it has accepted the form.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (form.elements.draft) return;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: "sent" }));
  });
  // A form within a dialog asks when it is opened.
  if (form.closest("dialog")) form.addEventListener("focusin", () => offer(form).catch(() => {}), { once: true });
  else offer(form).catch(() => {});
}
