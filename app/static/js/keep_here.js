// Keeps what is typed in a form with `data-keep-here` in this browser until the server has it, and
// offers it again. The form may come to the page later, so nothing is bound to it. A form with
// `data-not-kept` came back from the server with a text that it did not keep.
import { differing, textsOf } from "./form_fields.js";
import { forget, remember, remembered } from "./local_texts.js";
import { offerLocal } from "./autosave_notices.js";

const PAUSE = 500;
const SENT = ["sent", "1"];
const timers = new WeakMap();
const keyOf = (form) => form.dataset.keepHere;
const versionOf = (form) => Number(form.elements.namedItem("version")?.value ?? 0);
const keep = (form, ...more) => remember(keyOf(form), location.pathname, [...textsOf(form), ...more]);
const keptUnder = (key) => remembered().filter((entry) => entry.key === key);

function forgetAll(key) {
  for (const entry of keptUnder(key)) forget(entry.name);
}

// What was sent has arrived when the server is past the version from which it was typed.
function hasArrived(entry, version) {
  const values = new Map(entry.values);
  return values.get(SENT[0]) === SENT[1] && Number(values.get("version") ?? 0) < version;
}

function formOf(event) {
  return event.target instanceof Element ? event.target.closest("form[data-keep-here]") : null;
}

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keep(form), PAUSE));
});

document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.delete(form);
  keep(form, SENT);
});

window.addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-keep-here]")) {
    if (timers.has(form)) keep(form);
  }
});

for (const form of document.querySelectorAll("form[data-keep-here]")) {
  if ("notKept" in form.dataset) {
    forgetAll(keyOf(form));
    keep(form);
    continue;
  }
  for (const entry of keptUnder(keyOf(form))) {
    if (hasArrived(entry, versionOf(form)) || !differing(form, entry.values).length) forget(entry.name);
  }
  offerLocal(form, keyOf(form));
}

// No form for it stands here: the server has the text, or has passed this version of it.
for (const place of document.querySelectorAll("[data-kept-elsewhere]")) {
  const { keptElsewhere: key, version } = place.dataset;
  for (const entry of keptUnder(key)) {
    if (!version || hasArrived(entry, Number(version))) forget(entry.name);
  }
}
