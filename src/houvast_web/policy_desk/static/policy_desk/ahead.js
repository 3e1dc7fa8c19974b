// Ahead of the hand: where it rests, on a point that is dragged or on a measure not yet ticked, the exact answer is
// begun. The server does so only while nobody waits, and drops it as soon as anybody asks for something else.
const REST_MS = 100;

export function beginAhead(form) {
  let resting;
  let begun = "";
  const begin = (change) => {
    const asked = new FormData(form);
    change(asked);
    const query = new URLSearchParams(asked).toString();
    if (query === begun) return;
    begun = query;
    fetch(`${form.dataset.ahead}?${query}`, { priority: "low" }).catch(() => {}); // the answer itself is asked for later
  };
  const rest = (change = () => {}) => {
    clearTimeout(resting);
    resting = setTimeout(() => begin(change), REST_MS);
  };
  const leave = () => clearTimeout(resting);

  const toggled = (box) => (asked) => (box.checked ? asked.delete(box.name) : asked.set(box.name, box.value));
  const moved = (corner) => (asked) => {
    asked.set("w", "plane");
    for (const axis of ["t", "c"]) asked.set(axis, corner.dataset[axis]);
  };
  const over = ({ target }) => {
    const box = target.closest(".switch")?.querySelector("input");
    const corner = target.closest(".corner, .corner-button");
    if (box) rest(toggled(box)); else if (corner) rest(moved(corner));
  };
  form.addEventListener("input", () => rest());
  form.addEventListener("change", () => { leave(); begun = ""; });
  for (const each of ["pointerover", "focusin"]) form.addEventListener(each, over);
  for (const each of ["pointerout", "focusout"]) form.addEventListener(each, leave);
}
