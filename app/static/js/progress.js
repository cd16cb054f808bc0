// Follows long work: asks `data-progress-url` for JSON with percent, text, done and next. When the
// work is done it opens `next`, a page on this site, or else this page again.
const PAUSE = 1000;
const RETRY = 5000;

function leave(next) {
  const target = next ? new URL(next, location.href) : null;
  if (target?.origin === location.origin) location.assign(target);
  else location.reload();
}

function watch(element) {
  const bar = element.querySelector("progress");
  const text = element.querySelector("[data-progress-text]");
  const say = (message) => {
    if (message && text.textContent !== message) text.textContent = message;
  };
  const ask = async () => {
    let delay = PAUSE;
    try {
      const response = await fetch(element.dataset.progressUrl, {
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(String(response.status));
      const state = await response.json();
      bar.value = state.percent ?? bar.value;
      say(state.text);
      if (state.done) { leave(state.next); return; }
    } catch {
      say(element.dataset.textFailed);
      delay = RETRY;
    }
    setTimeout(ask, delay);
  };
  setTimeout(ask, PAUSE);
}

document.querySelectorAll("[data-progress-url]").forEach(watch);
