// Moves the four figures of the start page through the years. Without it the page shows the last year.
const series = JSON.parse(document.getElementById("moving").textContent);
const spoken = document.documentElement.lang;
const plain = new Intl.NumberFormat(spoken, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(spoken, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });
const year = document.getElementById("year");
const shown = document.getElementById("year-shown");

function show(place) {
  for (const quadrant of document.querySelectorAll("[data-future]")) {
    const figure = series[quadrant.dataset.future][place];
    quadrant.querySelector("[data-value]").textContent = `${plain.format(figure.mean)}%`;
    quadrant.querySelector("[data-difference]").textContent = signed.format(figure.difference);
    const dot = quadrant.querySelector("[data-dot]");
    dot.setAttribute("cx", figure.x);
    dot.setAttribute("cy", figure.y);
    shown.textContent = figure.year;
    year.setAttribute("aria-valuetext", figure.year);
  }
}

document.getElementById("years").hidden = false;
year.addEventListener("input", () => show(Number(year.value)));
show(Number(year.value));
