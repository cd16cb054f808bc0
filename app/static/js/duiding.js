// Reading cases with the keyboard. Ctrl+Enter saves and goes on. Single keys (1 to 4, b, z, o) work
// outside text fields while their box is ticked; that choice stays in this browser. Every key presses
// something that stands on the page, so that without this file nothing is lost. The choice holds for
// every page with single keys (curation.js keeps it under the same name).
const KEPT = "leerlus.losse-toetsen";
const PRESSES = { b: "next", z: "as_told", o: "skip" };
const TYPED = "textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable]";

function kept() {
  try { return localStorage.getItem(KEPT) !== "uit"; } catch { return true; }
}

function keep(on) {
  try { localStorage.setItem(KEPT, on ? "aan" : "uit"); } catch { /* Then it holds for this page. */ }
}

function listen(form) {
  const box = form.querySelector("[data-single-keys]");
  const told = form.querySelector("[data-keys-on]");
  const button = (then) => form.querySelector(`button[name=then][value="${then}"]`);
  const show = () => {
    told.hidden = !box.checked;
    for (const [key, then] of Object.entries(PRESSES)) {
      if (box.checked) button(then)?.setAttribute("aria-keyshortcuts", key);
      else button(then)?.removeAttribute("aria-keyshortcuts");
    }
  };

  box.checked = kept();
  box.addEventListener("change", () => { keep(box.checked); show(); });
  form.querySelector("[data-keys]").hidden = false;
  show();

  const single = (key) => {
    const choice = /^[1-4]$/.test(key) ? form.querySelectorAll("input[name=nature]")[Number(key) - 1] : null;
    choice?.click();
    choice?.focus();
    const target = button(PRESSES[key]);
    target?.click();
    return Boolean(choice ?? target);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      button("next").click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !box.checked) return;
    if (event.target instanceof Element && event.target.matches(TYPED)) return;
    if (single(event.key.toLowerCase())) event.preventDefault();
  });
}

document.querySelectorAll("form[data-duiding]").forEach(listen);
