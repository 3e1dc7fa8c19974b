// Progress of a full run: events where the server sends them, asking again where not.
const ASK_AGAIN_MS = 3000;

export function watch(root) {
  for (const run of root.querySelectorAll("[data-events]")) {
    if (run.dataset.watched) continue;
    run.dataset.watched = "yes";
    listen(run);
  }
}

function listen(run) {
  const stream = new EventSource(run.dataset.events);
  stream.onmessage = (event) => {
    const now = JSON.parse(event.data);
    show(run, now);
    if (now.status !== "waiting" && now.status !== "running") { stream.close(); renew(run); }
  };
  stream.onerror = () => { stream.close(); if (run.isConnected) setTimeout(() => renew(run), ASK_AGAIN_MS); };
}

function show(run, now) {
  const bar = run.querySelector("progress");
  if (!bar) return;
  bar.max = now.total;
  bar.value = now.done;
  run.querySelector("output").value = `${now.done} / ${now.total}`;
}

async function renew(run) {
  const answer = await fetch(run.dataset.page);
  if (!answer.ok || !run.isConnected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#run");
  if (!fresh) return;
  const parent = run.parentNode;
  run.replaceWith(document.importNode(fresh, true));
  window.htmx?.process(parent);
  watch(parent);
}

new MutationObserver(() => watch(document)).observe(document.body, { childList: true, subtree: true });
watch(document);
