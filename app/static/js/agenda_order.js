// Lets the lines of an agenda be dragged. What is sent is the form of the page itself: the order of
// the lines in it is the order that is kept. Without this the buttons beside each line do the same.
const MOVED = 4;

function dragIn(form) {
  const list = form.querySelector("ol");
  const order = () => [...list.children].map((line) => line.id).join();

  // The window listens while something is dragged: a line that is moved loses hold of the pointer.
  const start = (event, line) => {
    if (event.button !== 0) return;
    const before = order();
    const from = event.clientY;
    event.preventDefault();

    const move = (now) => {
      if (Math.abs(now.clientY - from) < MOVED) return;
      line.classList.add("agenda-order__line--moving");
      const others = [...list.children].filter((one) => one !== line);
      const next = others.find((one) => {
        const box = one.getBoundingClientRect();
        return now.clientY < box.top + box.height / 2;
      });
      if (line.nextElementSibling !== (next ?? null)) list.insertBefore(line, next ?? null);
    };
    const stop = (end) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", stop);
      window.removeEventListener("pointercancel", stop);
      line.classList.remove("agenda-order__line--moving");
      if (end.type === "pointerup" && order() !== before) form.requestSubmit(send);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", stop);
  };

  // Says that only the order changed, so that the page comes back to go on with.
  const send = document.createElement("button");
  send.type = "submit";
  send.name = "move";
  send.value = "gesleept:";
  send.hidden = true;
  form.append(send);

  form.querySelectorAll("[data-line]").forEach((line) => {
    const grip = line.querySelector("[data-grip]");
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => start(event, line));
  });
}

document.querySelectorAll("[data-agenda-order]").forEach(dragIn);
