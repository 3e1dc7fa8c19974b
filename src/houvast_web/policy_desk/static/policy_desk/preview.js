// The preview while something is dragged: read from the precomputed surface, drawn dashed over the exact chart, and
// marked as indicative. The arithmetic is that of houvast.experiments.exploration.surface.
const SVG = "http://www.w3.org/2000/svg";
const CORNERS = [[1, -1], [1, 1], [-1, 1], [-1, -1]];
const kept = new Map();

export async function load(address, outcome) {
  if (!address) return null; // a plane of one's own: only exact answers
  if (!kept.has(outcome)) {
    kept.set(outcome, fetch(`${address}?o=${encodeURIComponent(outcome)}`).then((answer) => (answer.ok ? answer.json() : null)));
  }
  return kept.get(outcome);
}

export function between(axis, values, [technology, collective]) {
  const cell = (at) => {
    let place = axis.findLastIndex((each) => each <= at);
    place = Math.min(Math.max(place, 0), axis.length - 2);
    return [place, (at - axis[place]) / (axis[place + 1] - axis[place])];
  };
  const [[i, s], [j, t]] = [cell(technology), cell(collective)];
  const mix = (a, b, c, d) => (1 - s) * (1 - t) * a + s * (1 - t) * b + (1 - s) * t * c + s * t * d;
  const [a, b, c, d] = [values[i][j], values[i + 1][j], values[i][j + 1], values[i + 1][j + 1]];
  return Array.isArray(a) ? a.map((each, at) => mix(each, b[at], c[at], d[at])) : mix(a, b, c, d);
}

export function weights([technology, collective]) {
  return CORNERS.map(([t, c]) => ((1 + technology * t) / 2) * ((1 + collective * c) / 2));
}

const add = (a, b) => (Array.isArray(a) ? a.map((each, at) => each + b[at]) : a + b);
const weigh = (four, by) => four.reduce((sum, each, at) => add(sum, Array.isArray(each) ? each.map((v) => v * by[at]) : each * by[at]),
  Array.isArray(four[0]) ? four[0].map(() => 0) : 0);

export function value(part, axis, state) {
  let found = part.baseline;
  if (state.point) found = add(found, between(axis, part.world, state.point));
  for (const measure of state.measures) {
    if (part.effects[measure]) found = add(found, weigh(part.effects[measure], weights(state.point ?? [0, 0])));
  }
  return found;
}

export function draw(data, state, answer) {
  const frame = answer.querySelector(".chart-frame[data-low]");
  if (!frame || !data) return;
  const picture = frame.querySelector(".chart svg");
  let overlay = frame.querySelector(".overlay");
  if (!overlay) {
    overlay = document.createElementNS(SVG, "svg");
    overlay.classList.add("overlay");
    overlay.setAttribute("aria-hidden", "true");
    overlay.setAttribute("viewBox", picture.getAttribute("viewBox"));
    overlay.append(document.createElementNS(SVG, "polyline"));
    frame.append(overlay);
  }
  const { left, top, width, height, low, high } = Object.fromEntries(Object.entries(frame.dataset).map(([k, v]) => [k, Number(v)]));
  const path = value(data, data.axis, state);
  const points = path.map((each, at) => {
    const up = Math.min(1, Math.max(0, (each - low) / (high - low)));
    return `${(left + (at / (path.length - 1)) * width).toFixed(1)},${(top + (1 - up) * height).toFixed(1)}`;
  });
  overlay.firstChild.setAttribute("points", points.join(" "));
  answer.classList.add("is-preview");
  const number = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  for (const tile of answer.querySelectorAll("[data-outcome]")) {
    const part = data.tiles[tile.dataset.outcome];
    if (part) tile.textContent = `≈ ${number.format(Math.min(1, Math.max(0, value(part, data.axis, state))))}`;
  }
}
