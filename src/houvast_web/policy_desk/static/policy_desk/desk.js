// The desk: what the form says is what is shown. While something moves the preview follows; the exact answer comes by
// htmx when a control is let go.
import { plane } from "./plane.js";
import { beginAhead } from "./ahead.js";
import { draw, load } from "./preview.js";
import "./runs.js";

const form = document.querySelector("#controls");
const answer = document.querySelector("#answer");
const state = document.querySelector("#state");
const said = form.ownerDocument.documentElement.lang === "nl"
  ? { preview: "Indicatief, uit de voorproef", error: (size) => `; fout tot ${size}`, levers: "; knoppen zoals gegeven", exact: "Exact antwoord wordt berekend …", measures: (n) => `${n} ${n === 1 ? "maatregel" : "maatregelen"}` }
  : { preview: "Indicative, from the preview", error: (size) => `; error up to ${size}`, levers: "; levers as given", exact: "Working out the exact answer …", measures: (n) => `${n} ${n === 1 ? "measure" : "measures"}` };
const show = plane(form);
let isMoving = false;
for (const each of document.querySelectorAll(".script-only:not(.one-back)")) each.hidden = false;
// On a small screen the answer should not lie below all measures.
if (matchMedia("(max-width: 60rem)").matches) for (const seed of form.querySelectorAll(".seed:not(:has(:checked))")) seed.open = false;

const chosen = () => [...form.querySelectorAll(".switch input:checked")].map((each) => each.name);
const isToday = () => form.querySelector("input[name=w][value=baseline]").checked;
const explored = () => ({
  point: isToday() ? null : [Number(form.elements.t.value), Number(form.elements.c.value)],
  measures: chosen(),
});

function refresh() {
  show();
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  for (const lever of form.querySelectorAll(".lever input")) {
    lever.parentNode.querySelector("output").value = number.format(Number(lever.value));
    lever.disabled = !form.elements[lever.name.split(".")[0]].checked;
  }
  for (const back of form.querySelectorAll(".one-back")) {
    const control = document.getElementById(back.dataset.for);
    back.hidden = control.disabled || Number(control.value) === Number(control.dataset.default);
  }
  form.querySelector("#count").textContent = said.measures(chosen().length);
}

async function preview() {
  refresh();
  const now = explored();
  const data = await load(form.dataset.preview, form.elements.o.value);
  draw(data, now, answer);
  if (isMoving) state.value = told(now);
}

// What is drawn and how far off it may be. The preview knows measures with their levers as given only.
function told(now) {
  const frame = answer.querySelector(".chart-frame[data-low]");
  if (!frame || !form.dataset.preview) return "";
  const size = now.measures.length ? frame.dataset.errorPackage : frame.dataset.errorWorld;
  const isMoved = [...form.querySelectorAll(".lever input")].some((each) => !each.disabled && Number(each.value) !== Number(each.dataset.default));
  return said.preview + said.error(size) + (isMoved ? said.levers : "");
}

// -- undo and redo --------------------------------------------------------------------
const fields = () => [...form.elements].filter((each) => each.name && each.type !== "submit" && each.type !== "hidden");
const snapshot = () => JSON.stringify(fields().map((each) => [each.id || `${each.name}=${each.value}`, each.type === "checkbox" || each.type === "radio" ? each.checked : each.value]));
let past = [];
let ahead = [];
let current = snapshot();
const buttons = { undo: form.querySelector("#undo"), redo: form.querySelector("#redo") };

function enable() {
  buttons.undo.disabled = !past.length;
  buttons.redo.disabled = !ahead.length;
}

function remember() {
  const now = snapshot();
  if (now === current) return;
  past.push(current);
  ahead = [];
  current = now;
  enable();
}

function go(from, to) {
  if (!from.length) return;
  to.push(current);
  current = from.pop();
  const values = new Map(JSON.parse(current));
  for (const each of fields()) {
    const value = values.get(each.id || `${each.name}=${each.value}`);
    if (value === undefined) continue;
    if (typeof value === "boolean") each.checked = value; else each.value = value;
  }
  enable();
  preview();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

buttons.undo.addEventListener("click", () => go(past, ahead));
buttons.redo.addEventListener("click", () => go(ahead, past));
form.addEventListener("click", (event) => {
  const back = event.target.closest(".one-back");
  if (!back) return;
  const control = document.getElementById(back.dataset.for);
  control.value = control.dataset.default;
  control.focus();
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
});

// -- from the hand to the answer ---------------------------------------------------------
form.addEventListener("input", () => { isMoving = true; preview(); });
form.addEventListener("change", () => { isMoving = false; refresh(); remember(); state.value = said.exact; });

function shown(found) {
  answer.classList.remove("is-preview");
  state.value = found.dataset.said;
  const run = new URLSearchParams(location.search).get("run");
  history.replaceState(null, "", `?${found.dataset.link}${run && found.dataset.kind === "full" ? `&run=${run}` : ""}`);
  for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
}

function arrived() {
  const found = answer.querySelector("[data-link]");
  if (!found || found.dataset.seen) return;
  found.dataset.seen = "yes";
  if (!isMoving) shown(found); // else the hand has gone on, and the preview follows it
  const copy = answer.querySelector("#copy");
  copy.hidden = false;
  copy.addEventListener("click", () => {
    const share = answer.querySelector("#share");
    share.select();
    copied(copy, share.value);
  });
}

async function copied(button, text) {
  try { await navigator.clipboard.writeText(text); button.textContent = button.dataset.done; } catch { /* selected: to be copied by hand */ }
}

answer.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const listing = document.getElementById(button.dataset.copies);
  getSelection().selectAllChildren(listing);
  copied(button, listing.textContent);
});

function uncovered() {
  for (const button of answer.querySelectorAll("[data-copies][hidden]")) button.hidden = false;
}

new MutationObserver(() => { arrived(); uncovered(); }).observe(answer, { childList: true, subtree: true });
refresh();
beginAhead(form);
arrived();
uncovered();
load(form.dataset.preview, form.elements.o.value);
