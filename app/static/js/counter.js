// Says how many characters are left. The visible text follows every key; what a screen reader hears
// waits for a pause, so that it does not talk through the typing.
const PAUSE = 1000;

function follow(counter) {
  const field = document.getElementById(counter.dataset.counterFor);
  const limit = Number(field?.dataset.maxlength);
  if (!field || !limit) return;

  const heard = document.createElement("span");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  counter.after(heard);
  let waiting;

  const update = () => {
    const left = limit - field.value.length;
    const text = left < 0 ? counter.dataset.textOver : counter.dataset.textLeft;
    counter.textContent = text.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    counter.classList.toggle("counter--over", left < 0);
  };
  field.addEventListener("input", () => {
    update();
    clearTimeout(waiting);
    waiting = setTimeout(() => { heard.textContent = counter.textContent; }, PAUSE);
  });
  update();
}

document.querySelectorAll("[data-counter-for]").forEach(follow);
