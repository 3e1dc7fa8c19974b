// Keeps every answer as soon as it is given. What could not be sent waits in this page and is tried again; the form's
// own buttons send everything once more, so that script or no script, what was chosen arrives.
const form = document.querySelector("form.questions");
const status = form.querySelector(".saved");
const { save, saving, saved, waiting } = form.dataset;
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const queue = new Map();
let version = Number(form.dataset.version);
let isSending = false;
let restSeconds = 1;

function said(text) {
  status.textContent = text;
}

async function send() {
  if (isSending || !queue.size) return;
  isSending = true;
  const [key, item] = queue.entries().next().value;
  said(saving);
  try {
    const body = new URLSearchParams({ key, value: item.value, version: item.version, csrfmiddlewaretoken: token });
    const answer = await fetch(save, { method: "POST", body, keepalive: true, redirect: "error" });
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    const told = await answer.json();
    if (queue.get(key) === item) queue.delete(key);
    restSeconds = 1;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    said(told.saved ? `${saved} ${time}` : told.said ?? "");
    isSending = false;
    send();
  } catch {
    isSending = false;
    said(waiting);
    setTimeout(send, restSeconds * 1000);
    restSeconds = Math.min(restSeconds * 2, 30);
  }
}

function keep(field) {
  version += 1;
  queue.delete(field.name);
  queue.set(field.name, { value: field.value, version });
  send();
}

form.addEventListener("change", (event) => {
  if (event.target.name) keep(event.target);
});
addEventListener("online", send);
let isLeaving = false;
form.addEventListener("submit", () => { isLeaving = true; });
addEventListener("beforeunload", (event) => {
  if (queue.size && !isLeaving) event.preventDefault();
});
