// The clock of a step: counts down each second, says once that the time is up, and stops nothing.
const clocks = new WeakMap();

function tick(clock, end, say) {
  const left = Math.max(0, Math.round((end - performance.now()) / 1000));
  const isUp = left === 0;
  const text = isUp
    ? clock.dataset.textUp
    : clock.dataset.textLeft.replace("{left}", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("clock--up", isUp);
  if (!clock.isConnected || isUp) clearInterval(clocks.get(clock));
  if (isUp && clock.isConnected) say(text);
}

export function startClock(part, say) {
  for (const clock of part.querySelectorAll("[data-clock]")) {
    if (clocks.has(clock)) continue;
    const left = Number(clock.dataset.clock);
    if (!left) {
      clocks.set(clock, 0);
      continue;
    }
    // Counted from now on this device, whose own clock may be wrong.
    const end = performance.now() + left * 1000;
    clocks.set(clock, setInterval(() => tick(clock, end, say), 1000));
    tick(clock, end, say);
  }
}
