// Reading and filling the fields of a form by their names.
const OURS = ["csrf_token", "submission_key", "version", "draft_version", "draft_window", "draft_turn", "then"];

export const textsOf = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

export function setHidden(form, name, value) {
  let field = form.elements.namedItem(name);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  if (field instanceof HTMLInputElement && field.type === "hidden") field.value = value;
}

const lines = (text) => text.replace(/\r\n/g, "\n").trim();

function grouped(values) {
  const groups = new Map();
  for (const [name, value] of values) {
    if (!OURS.includes(name)) groups.set(name, [...(groups.get(name) ?? []), lines(value)]);
  }
  return groups;
}

const controls = (form, name) => [...form.elements].filter((one) => one.name === name);

// The names of the fields of this form for which these values say something else.
export function differing(form, values) {
  const own = grouped(textsOf(form));
  return [...grouped(values)]
    .filter(([name]) => controls(form, name).length)
    .filter(([name, texts]) => texts.join("\n") !== (own.get(name) ?? [""]).join("\n"))
    .map(([name]) => name);
}

// Puts these values in the form, with the version of the case from which they began.
export function fill(form, values) {
  const groups = grouped(values);
  for (const [name, texts] of groups) {
    for (const control of controls(form, name)) {
      if (["radio", "checkbox"].includes(control.type)) control.checked = texts.includes(lines(control.value));
      else control.value = texts[0];
    }
  }
  for (const details of form.querySelectorAll("details")) details.open = true;
  const version = values.find(([name]) => name === "version");
  if (version?.[1]) setHidden(form, "version", version[1]);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// What a field is called on the page, and what it holds, in words.
export function labelOf(form, name) {
  const [control] = controls(form, name);
  const group = control?.closest("fieldset")?.querySelector("legend");
  return (group ?? control?.labels?.[0])?.firstChild?.textContent.trim() ?? "";
}

export function wordsOf(form, name, value) {
  const chosen = controls(form, name).find((one) => one.type === "radio" && one.value === value);
  if (chosen) return chosen.labels?.[0]?.textContent.trim() ?? value;
  const [control] = controls(form, name);
  if (control instanceof HTMLSelectElement) return [...control.options].find((one) => one.value === value)?.text ?? value;
  return value;
}
