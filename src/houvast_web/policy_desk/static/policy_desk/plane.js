// The point in the plane: dragged, clicked, moved with the arrow keys. It only moves the two range inputs, which are
// the controls; whoever cannot drag uses those.
const STEP = 0.05;
const SIDE = 100;

export function plane(form) {
  const picture = form.querySelector("#plane");
  const handle = form.querySelector("#handle");
  const axes = ["t", "c"].map((key) => form.elements[key]);

  const place = ([technology, collective], isFinal) => {
    const values = [technology, collective].map((each) => Math.round(Math.min(1, Math.max(-1, each)) / STEP) * STEP);
    axes.forEach((axis, at) => { axis.value = values[at].toFixed(2); });
    if (!isFinal) setWorld("plane");
    axes[0].dispatchEvent(new Event("input", { bubbles: true }));
    if (isFinal) axes[0].dispatchEvent(new Event("change", { bubbles: true }));
  };
  const setWorld = (world) => {
    for (const radio of form.querySelectorAll("input[name=w]")) radio.checked = radio.value === world;
  };
  const under = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return [(at.x / SIDE) * 2 - 1, 1 - (at.y / SIDE) * 2];
  };

  let isDragging = false;
  picture.addEventListener("pointerdown", (event) => {
    isDragging = true;
    picture.setPointerCapture(event.pointerId);
    const corner = event.target.closest(".corner");
    place(corner ? [Number(corner.dataset.t), Number(corner.dataset.c)] : under(event), false);
    handle.focus({ preventScroll: true });
    event.preventDefault();
  });
  picture.addEventListener("pointermove", (event) => { if (isDragging) place(under(event), false); });
  for (const end of ["pointerup", "pointercancel"]) {
    picture.addEventListener(end, () => {
      if (!isDragging) return;
      isDragging = false;
      place(axes.map((axis) => Number(axis.value)), true);
    });
  }
  const moves = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  handle.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const now = axes.map((axis, at) => Number(axis.value) + move[at] * STEP * (event.shiftKey ? 4 : 1));
    place(now, false);
    place(now, true);
  });
  for (const button of form.querySelectorAll(".corner-button")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      place([Number(button.dataset.t), Number(button.dataset.c)], false);
      place([Number(button.dataset.t), Number(button.dataset.c)], true);
    });
  }
  for (const axis of axes) axis.addEventListener("input", (event) => { if (event.isTrusted) setWorld("plane"); });

  // Show where the inputs say the point is.
  return function show() {
    const [technology, collective] = axes.map((axis) => Number(axis.value));
    const isResting = form.querySelector("input[name=w][value=baseline]").checked;
    picture.classList.toggle("is-resting", isResting);
    for (const circle of handle.querySelectorAll("circle")) {
      circle.setAttribute("cx", ((technology + 1) / 2) * SIDE);
      circle.setAttribute("cy", ((1 - collective) / 2) * SIDE);
    }
    const words = axes.map((axis) => `${form.querySelector(`label[for=${axis.id}]`).textContent}: ${inWords(axis)}`);
    axes.forEach((axis) => {
      axis.setAttribute("aria-valuetext", inWords(axis));
      form.querySelector(`#words-${axis.name}`).value = inWords(axis);
    });
    handle.setAttribute("aria-valuenow", technology);
    handle.setAttribute("aria-valuetext", words.join("; "));
    for (const button of form.querySelectorAll(".corner-button")) {
      const isHere = !isResting && Number(button.dataset.t) === technology && Number(button.dataset.c) === collective;
      if (isHere) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    }
  };
}

function inWords(axis) {
  const value = Number(axis.value);
  if (value === 0) return document.documentElement.lang === "nl" ? "midden" : "middle";
  return `${Math.round(Math.abs(value) * 100)}% ${value > 0 ? axis.dataset.high : axis.dataset.low}`;
}
