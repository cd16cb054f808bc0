// Working through patterns with single letters, on a page with `data-letters`. Each letter presses a
// button or link that stands on the page (`data-key`), so that without this file nothing is lost;
// j and k walk along the steps (`data-step`), and a letter of a step (`data-step-key`) presses the
// button of the step that has the focus. Letters do nothing in a field, nor once they are switched
// off; that choice stays in this browser, and holds for all pages with letters.
const KEPT = "leerlus.losse-toetsen";
const TYPED = "textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable]";

function kept() {
  try { return localStorage.getItem(KEPT) !== "uit"; } catch { return true; }
}

function keep(on) {
  try { localStorage.setItem(KEPT, on ? "aan" : "uit"); } catch { /* Then it holds for this page. */ }
}

const stepHere = () => document.activeElement?.closest("[data-step]");

// The first of several presses counts: a page shows the same button above and below a long list.
function pressFor(letter) {
  const own = stepHere()?.querySelector(`[data-step-key="${letter}"]`);
  return own ?? document.querySelector(`[data-key="${letter}"]`);
}

function walk(by) {
  const steps = [...document.querySelectorAll("[data-step]")].filter((one) => one.checkVisibility?.() ?? true);
  const here = steps.indexOf(stepHere());
  const to = steps[here < 0 ? (by > 0 ? 0 : steps.length - 1) : here + by];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return Boolean(to);
}

function unfold() {
  const text = stepHere()?.querySelector("details");
  if (text) text.open = !text.open;
  return Boolean(text);
}

function listen(list) {
  const box = list.querySelector("[data-single-keys]");
  const told = list.querySelector("[data-keys-on]");
  const pressed = [...document.querySelectorAll("[data-key], [data-step-key]")];
  const show = () => {
    told.hidden = !box.checked;
    for (const one of pressed) {
      if (box.checked) one.setAttribute("aria-keyshortcuts", one.dataset.key ?? one.dataset.stepKey);
      else one.removeAttribute("aria-keyshortcuts");
    }
  };
  const explain = () => {
    list.open = true;
    list.querySelector("summary").focus();
    return true;
  };
  const ways = { j: () => walk(1), k: () => walk(-1), o: unfold, "?": explain };

  box.checked = kept();
  box.addEventListener("change", () => { keep(box.checked); show(); });
  list.hidden = false;
  show();

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat || !box.checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.matches(TYPED)) return;
    const letter = event.key.toLowerCase();
    const target = letter in ways ? null : pressFor(letter);
    target?.click();
    if (target ?? ways[letter]?.()) event.preventDefault();
  });
}

document.querySelectorAll("details[data-letters]").forEach(listen);
