// Follows a session that is going on: hears a number (server-sent events, or asks every few seconds
// when that fails), fetches this page when it differs, and replaces the parts marked `data-live`.
// A part in which somebody is typing stays as it is until they ask for the news.
import { keepTyped, isTyping } from "./live_typing.js";
import { startClock } from "./live_clock.js";

const POLL = 3000;
const page = document.querySelector("[data-watch]");
let shown = page.dataset.watch;
let stream = null;
let poll = 0;
let busy = false;
let again = false;
const waiting = new Map();

const heard = page.querySelector("[data-live-heard]");
const news = page.querySelector("[data-live-news]");
const parts = (root) => [...root.querySelectorAll("[data-live]")];
const say = (text) => { if (text) heard.textContent = text; };

// Tokens differ with every answer, the clock with every second, and scripts count characters: that
// is no news.
function contentsOf(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("[name=csrf_token], [data-clock], [data-counter-for], [role=status]").forEach((one) => one.remove());
  copy.querySelectorAll("details").forEach((one) => { one.open = false; });
  return copy.innerHTML;
}

function nameOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const form = element.closest("form");
  if (form && element.name) return `form[action="${form.getAttribute("action")}"] [name="${CSS.escape(element.name)}"]`;
  if (form) return `form[action="${form.getAttribute("action")}"] ${element.localName}`;
  return element.localName === "summary" ? `#${CSS.escape(element.parentElement.id)} > summary` : "";
}

function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? nameOf(document.activeElement) : "";
  const open = new Set([...part.querySelectorAll("details[open][id]")].map((one) => one.id));
  const top = document.activeElement?.getBoundingClientRect().top;
  const keep = keepTyped(part);
  for (const { name } of [...part.attributes]) part.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) part.setAttribute(name, value);
  part.replaceChildren(...fresh.childNodes);
  keep();
  part.querySelectorAll("details[id]").forEach((one) => { if (open.has(one.id)) one.open = true; });
  if (focused && document.activeElement === document.body) part.querySelector(focused)?.focus({ preventScroll: true });
  const moved = (document.activeElement?.getBoundingClientRect().top ?? 0) - (top ?? 0);
  if (document.activeElement !== document.body && moved) window.scrollBy({ top: moved, behavior: "instant" });
  startClock(part, say);
}

function show(fresh) {
  const step = page.querySelector("[data-live-step]")?.dataset.liveStep;
  for (const part of parts(page)) {
    const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!next) continue;
    waiting.delete(part);
    if (contentsOf(part) === contentsOf(next)) takeClock(part, next);
    else if (isTyping(part)) waiting.set(part, next);
    else replace(part, next);
  }
  const now = page.querySelector("[data-live-step]");
  if (now && now.dataset.liveStep !== step) say(now.dataset.liveSays);
  document.title = fresh.ownerDocument.title;
  offerNews();
}

function takeClock(part, next) {
  const clock = next.querySelector("[data-clock]");
  if (clock) part.querySelector("[data-clock]")?.replaceWith(clock);
  startClock(part, say);
}

function offerNews() {
  if (!waiting.size) news.replaceChildren();
  if (!waiting.size || news.childNodes.length) return;
  const button = page.querySelector("[data-live-button]").content.firstElementChild.cloneNode(true);
  button.addEventListener("click", () => {
    const [[first]] = waiting;
    for (const [part, next] of waiting) replace(part, next);
    waiting.clear();
    offerNews();
    // The button is gone: the focus goes on where the news begins.
    first.tabIndex = -1;
    first.focus();
  });
  const text = document.createElement("p");
  text.textContent = news.dataset.textNews;
  news.append(text, button);
}

function giveUp() {
  stop();
  waiting.clear();
  news.textContent = news.dataset.textGone;
}

async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = parsed.querySelector("[data-watch]");
    if (!fresh && answer.status < 500) giveUp();
    if (!fresh) return;
    shown = fresh.dataset.watch;
    show(fresh);
    if ("over" in fresh.dataset) stop();
  } catch {
    // The server is away for a moment.
    setTimeout(refresh, POLL);
  } finally {
    busy = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

const told = (number) => { if (number !== shown) refresh(); };

async function ask() {
  try {
    const answer = await fetch(page.dataset.state, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if ([401, 404].includes(answer.status)) giveUp();
    else if (answer.ok) told(String((await answer.json()).revision));
  } catch {
    // Without an answer the next question comes as soon.
  }
}

function askFromTimeToTime() {
  stream?.close();
  stream = null;
  if (!poll) poll = setInterval(ask, POLL);
}

function listen() {
  if (stream || poll || document.hidden) return;
  if (!("EventSource" in window)) {
    askFromTimeToTime();
    return;
  }
  stream = new EventSource(`${page.dataset.stream}?na=${shown}`);
  stream.onmessage = (event) => told(event.data);
  stream.addEventListener("over", giveUp);
  // The browser comes back by itself after a lost connection, but not after a refusal.
  stream.onerror = () => { if (stream?.readyState === EventSource.CLOSED) askFromTimeToTime(); else ask(); };
}

function pause() {
  stream?.close();
  stream = null;
  clearInterval(poll);
  poll = 0;
}

function wake() {
  if (page.dataset.stopped) return;
  if (document.hidden) pause();
  else {
    ask();
    listen();
  }
}

function stop() {
  pause();
  page.dataset.stopped = "yes";
}

startClock(page, say);
if (!("over" in page.dataset)) {
  listen();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pagehide", pause);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
}
