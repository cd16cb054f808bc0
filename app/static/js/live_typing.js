// What somebody is typing while a page changes around them: it is never replaced.

const isSecret = (field) => field.type === "hidden" || field.type === "submit" || field.type === "button";

function isChanged(field) {
  if (isSecret(field)) return false;
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(0, first);
  }
  return "defaultValue" in field && field.value !== field.defaultValue;
}

const changedForms = (part) => [...part.querySelectorAll("form")].filter((form) => [...form.elements].some(isChanged));

export const isTyping = (part) => changedForms(part).length > 0;

// What a form is about: its address, and what it carries along unseen, but for tokens and versions.
function aboutOf(form) {
  const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((one) => !["csrf_token", "version"].includes(one.name));
  return JSON.stringify([form.getAttribute("action"), ...hidden.map((one) => [one.name, one.value])]);
}

// Gives a function that puts the forms with unsaved text back after the part was replaced. A form
// keeps its own hidden fields: the version from which somebody began to type goes along, so that the
// server notices what another wrote meanwhile. A form that has no place any more stays on top.
export function keepTyped(part) {
  const kept = changedForms(part);
  const field = document.activeElement;
  const cursor = "selectionStart" in field ? [field.selectionStart, field.selectionEnd] : null;
  return () => {
    for (const form of kept) {
      const twin = [...part.querySelectorAll("form")].find((one) => aboutOf(one) === aboutOf(form));
      if (twin) twin.replaceWith(form);
      else part.prepend(form);
      for (let place = form.closest("details"); place; place = place.parentElement.closest("details")) place.open = true;
    }
    if (!kept.some((form) => form.contains(field))) return;
    field.focus({ preventScroll: true });
    if (cursor && cursor[0] !== null) field.setSelectionRange(...cursor);
  };
}

// A form that came in later asks as well before somebody leaves with unsaved text.
let isSent = false;
document.addEventListener("submit", () => { isSent = true; });
window.addEventListener("pageshow", () => { isSent = false; });
window.addEventListener("beforeunload", (event) => {
  const forms = changedForms(document).filter((form) => "warnUnsaved" in form.dataset);
  if (forms.length && !isSent) event.preventDefault();
});
