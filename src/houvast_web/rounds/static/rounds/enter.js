// A scanned card or link carries its token behind #, which browsers do not send: put it in the form, and out of sight.
const field = document.querySelector("#token");

function take() {
  if (location.hash.length < 2 || !field) return;
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

take();
addEventListener("hashchange", take);
