// On every page: hands texts that stayed behind in this browser to the server, forgets old ones,
// and forgets all of them at signing out.
import { freshKey } from "./form_key.js";
import { forget, forgetAll, forgetOld, remembered } from "./local_texts.js";

const shownHere = () => [...document.querySelectorAll("form[data-autosave-url] [name=submission_key]")].map((field) => field.value);

// The server keeps it as a draft, beside a newer one when there is one.
async function deliver(entry, token) {
  const body = new FormData();
  for (const [name, value] of entry.values) body.append(name, value);
  const response = await fetch(entry.url, {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "error",
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  if (!response.ok && response.status !== 409) return false;
  forget(entry.name);
  return true;
}

async function deliverAll() {
  const here = shownHere();
  const waiting = remembered().filter((entry) => {
    const hasKey = entry.values.some(([name, value]) => name === "submission_key" && value);
    return hasKey && !here.includes(entry.key);
  });
  if (!waiting.length) return;
  const { token } = await freshKey();
  if (!token) return;
  let delivered = false;
  for (const entry of waiting) {
    try {
      delivered = (await deliver(entry, token)) || delivered;
    } catch {
      return;
    }
  }
  if (delivered && document.querySelector("[data-reload-when-kept]") && !touched) location.reload();
}

let touched = false;
document.addEventListener("input", () => { touched = true; }, { once: true });
forgetOld();
document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forgetAll));
window.addEventListener("online", deliverAll);
deliverAll();
