// The pages on which a case is told: the question follows the kind, a field shows when it makes
// sense, and the page of suggestions counts what was accepted. Without this file all of it works.

function chosen(form, name) {
  return form.querySelector(`input[name="${name}"]:checked`)?.value ?? "";
}

// `data-shown-when` and `data-hidden-when` hold "name:value". What holds text never disappears.
function followRadios(form) {
  const parts = form.querySelectorAll("[data-shown-when], [data-hidden-when]");
  const update = () => {
    for (const part of parts) {
      const wish = part.dataset.shownWhen ?? part.dataset.hiddenWhen;
      const [name, value] = wish.split(":");
      const fits = (chosen(form, name) === value) === Boolean(part.dataset.shownWhen);
      const filled = [...part.querySelectorAll("input, textarea, select")].some(
        (one) => (one.type === "radio" ? one.checked : one.value !== ""),
      );
      part.hidden = !fits && !filled;
    }
  };
  form.addEventListener("change", update);
  update();
}

function followKind(form) {
  const label = form.querySelector(`label[for="${form.dataset.asks}"]`);
  if (!label) return;
  form.addEventListener("change", () => {
    const words = form.dataset[chosen(form, "kind") === "good_example" ? "askGood" : "askPinches"];
    if (words) label.textContent = words;
  });
}

function countChips(form) {
  const boxes = [...form.querySelectorAll('input[name="accepted"]')];
  const count = form.querySelector("[data-chips-count]");
  const all = form.querySelector("[data-chips-all]");
  if (!boxes.length || !count || !all) return;

  const update = () => {
    const accepted = boxes.filter((one) => one.checked).length;
    count.textContent = count.dataset.text.replace("{n}", accepted).replace("{total}", boxes.length);
    all.textContent = accepted === boxes.length ? all.dataset.textOff : all.dataset.textOn;
  };
  form.addEventListener("change", update);
  all.addEventListener("click", () => {
    const wanted = boxes.some((one) => !one.checked);
    for (const one of boxes) one.checked = wanted;
    update();
  });
  all.hidden = false;
  update();
}

document.querySelectorAll("form[data-follows]").forEach(followRadios);
document.querySelectorAll("form[data-asks]").forEach(followKind);
document.querySelectorAll("form[data-suggestions]").forEach(countChips);
