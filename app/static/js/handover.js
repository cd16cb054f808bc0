// Copies a text or prints the page with one press. Without this module the buttons stay hidden,
// and a line says how to do it by hand.
const status = document.querySelector("[data-handover-status]");
document.querySelectorAll("[data-by-hand]").forEach((hint) => { hint.hidden = true; });

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = button.dataset.textDone;
    } catch {
      status.textContent = button.dataset.textFailed;
    }
  });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
