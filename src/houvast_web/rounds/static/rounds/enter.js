// A scanned card or link carries its token behind #, which browsers do not send: put it in the form, and out of sight.
const token = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("#token");
if (token && field) {
  field.value = token;
  history.replaceState(null, "", location.pathname);
}
