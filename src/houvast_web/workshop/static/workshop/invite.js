// Copies the link of an invitation. Without it the link can be selected by hand.
const copy = document.querySelector("#copy");
const link = document.querySelector("#link");
copy.hidden = false;
copy.addEventListener("click", async () => {
  link.select();
  try { await navigator.clipboard.writeText(link.value); copy.textContent = copy.dataset.done; } catch { /* selected: to be copied by hand */ }
});
