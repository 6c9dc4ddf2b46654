// Keeps what is typed into a form with data-draft as a draft on the server, and offers it when the form is opened
// again. What stands within data-undrafted is left out: it may name a diagnosis, which may not be stored before the
// consent is.
const DRAFTS = "/drafts/";
const TYPED = "textarea, select, input:is([type=text], [type=tel], [type=email], [type=radio], [type=checkbox])";
const PAUSE_MS = 1500;

const addressOf = (form) => new URL(form.action).pathname;

const controlsOf = (form) =>
  [...form.querySelectorAll(TYPED)].filter((one) => one.name && !one.closest("[data-undrafted]"));

// Texts by name; of boxes to tick the values that are ticked, as a list.
function typedIn(form) {
  const fields = {};
  for (const one of controlsOf(form)) {
    if (one.type === "checkbox") fields[one.name] = [...(fields[one.name] ?? []), ...(one.checked ? [one.value] : [])];
    else if (one.type !== "radio" || one.checked) fields[one.name] = one.value;
  }
  return fields;
}

function fill(form, fields) {
  for (const control of controlsOf(form)) {
    const kept = fields[control.name];
    if (kept === undefined) continue;
    if (control.type === "radio") control.checked = control.value === kept;
    else if (control.type === "checkbox") control.checked = kept.includes(control.value);
    else control.value = kept;
    // What is opened or counted by it follows.
    control.dispatchEvent(new Event("change", { bubbles: true }));
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
