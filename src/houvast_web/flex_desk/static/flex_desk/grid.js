// A table becomes a grid: one stop for Tab, arrow keys from cell to cell. Without script it stays a table.
for (const table of document.querySelectorAll("table[data-grid]")) {
  table.setAttribute("role", "grid");
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].filter((cell) => cell.tagName === "TD"));
  for (const cell of rows.flat()) { cell.setAttribute("role", "gridcell"); cell.tabIndex = -1; }
  if (rows[0]?.[0]) rows[0][0].tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const at = event.target.closest("td");
    const row = rows.findIndex((cells) => cells.includes(at));
    if (row < 0) return;
    const column = rows[row].indexOf(at);
    const last = rows[row].length - 1;
    const whole = event.ctrlKey || event.metaKey;
    const to = {
      ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1], ArrowDown: [row + 1, column], ArrowUp: [row - 1, column],
      Home: [whole ? 0 : row, 0], End: [whole ? rows.length - 1 : row, last],
      PageDown: [Math.min(row + 10, rows.length - 1), column], PageUp: [Math.max(row - 10, 0), column],
    }[event.key];
    const next = to && rows[to[0]]?.[to[1]];
    if (!to) return;
    event.preventDefault();
    if (!next) return;
    at.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
