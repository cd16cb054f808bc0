// Keeps a form with `data-autosave-url` by posting it a moment after the last change. The answer may
// be JSON with `fields`: new values of hidden fields, such as the version of what was kept.
const PAUSE = 2000;
const RETRY = 15000;

function keep(form) {
  const status = form.querySelector("[data-autosave-status]");
  let waiting;
  let sending = false;
  let changedMeanwhile = false;
  let submitted = false;

  const say = (kind) => {
    if (!status) return;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    status.textContent = (status.dataset[kind] ?? "").replace("{time}", time);
  };
  const plan = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, delay);
  };
  const take = async (response) => {
    if (!response.headers.get("Content-Type")?.includes("json")) return;
    const { fields = {} } = await response.json();
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement && field.type === "hidden") field.value = value;
    }
  };

  async function save() {
    if (submitted) return;
    if (sending) { changedMeanwhile = true; return; }
    sending = true;
    changedMeanwhile = false;
    say("textSaving");
    try {
      const response = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        redirect: "error",
        headers: { "X-CSRFToken": form.elements.namedItem("csrf_token")?.value ?? "", Accept: "application/json" },
      });
      if (!response.ok) throw new Error(String(response.status));
      await take(response);
      say("textSaved");
      if (!changedMeanwhile) form.dispatchEvent(new CustomEvent("leerlus:saved"));
    } catch {
      say("textFailed");
      plan(RETRY);
    } finally {
      sending = false;
      if (changedMeanwhile) plan(PAUSE);
    }
  }

  form.addEventListener("input", () => {
    if (sending) changedMeanwhile = true;
    plan(PAUSE);
  });
  form.addEventListener("submit", () => {
    submitted = true;
    clearTimeout(waiting);
  });
}

document.querySelectorAll("form[data-autosave-url]").forEach(keep);
