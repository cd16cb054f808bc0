// Asks before somebody leaves a form with `data-warn-unsaved` that holds text not kept anywhere.
// Autosave announces `leerlus:saved` on the form once its contents are safe.
function guard(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  form.addEventListener("leerlus:saved", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

document.querySelectorAll("form[data-warn-unsaved]").forEach(guard);
