// Looks along while somebody types in a form with `data-findings-url`: posts its texts there after a
// pause and shows under each field what looks like personal data. The answer is JSON with `fields`:
// lines by the name of a field. Nothing is kept; saving and sharing look again.
const PAUSE = 1500;
const TEXTS = "textarea[name], input[type=text][name]";

function lookAlong(form) {
  const shown = new Map();
  let waiting;
  let asked = 0;

  // A screen reader hears what is new from one place that stands there from the beginning.
  const heard = document.createElement("span");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  form.append(heard);

  const place = (name) => {
    if (!shown.has(name)) {
      const line = document.createElement("p");
      line.className = "found-line";
      const field = form.elements.namedItem(name);
      field.closest(".field")?.append(line);
      shown.set(name, line);
    }
    return shown.get(name);
  };
  const show = (fields) => {
    const fresh = [];
    for (const name of new Set([...shown.keys(), ...Object.keys(fields)])) {
      if (!(form.elements.namedItem(name) instanceof HTMLElement)) continue;
      const text = (fields[name] ?? []).join(" ");
      const line = place(name);
      if (text && line.textContent !== text) fresh.push(text);
      line.textContent = text;
    }
    if (fresh.length) heard.textContent = fresh.join(" ");
  };

  async function ask() {
    const turn = ++asked;
    const body = new FormData();
    for (const field of form.querySelectorAll(TEXTS)) body.append(field.name, field.value);
    const key = form.elements.namedItem("submission_key");
    if (key) body.append("submission_key", key.value);
    try {
      const response = await fetch(form.dataset.findingsUrl, {
        method: "POST",
        body,
        credentials: "same-origin",
        redirect: "error",
        headers: { "X-CSRFToken": form.elements.namedItem("csrf_token")?.value ?? "", Accept: "application/json" },
      });
      if (!response.ok) return;
      const { fields = {} } = await response.json();
      if (turn === asked) show(fields);
    } catch {
      // Without an answer nothing is shown; saving looks again.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  form.addEventListener("submit", () => { clearTimeout(waiting); asked += 1; });
}

document.querySelectorAll("form[data-findings-url]").forEach(lookAlong);
