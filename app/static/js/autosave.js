// Keeps a form with `data-autosave-url`: on the server a moment after the last change, and in this
// browser when the server cannot. The answer is JSON with `fields`: new values of hidden fields.
import { freshKey } from "./form_key.js";
import { setHidden, textsOf } from "./form_fields.js";
import { forgetOwn, remember, windowId } from "./local_texts.js";
import { noticesOf, offerLocal, showOther } from "./autosave_notices.js";

const PAUSE = 2000;
const LONGEST = 5000;
const PATIENCE = 20000;
const RETRIES = [5000, 10000, 20000, 40000, 60000];

function keep(form) {
  const notices = noticesOf(form);
  let timer;
  let changedSince = 0;
  let sending = null;
  let isChanged = false;
  let submitted = false;
  let failures = 0;
  let turn = 0;

  const hidden = (name) => form.elements.namedItem(name)?.value ?? "";
  const key = () => hidden("submission_key") || form.dataset.autosaveUrl;
  const rememberHere = () => remember(key(), form.dataset.autosaveUrl, textsOf(form));
  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };
  const takeTurn = () => {
    if (!hidden("submission_key")) return;
    turn += 1;
    setHidden(form, "draft_window", windowId);
    setHidden(form, "draft_turn", String(turn));
  };
  const post = () => fetch(form.dataset.autosaveUrl, {
    method: "POST",
    body: new FormData(form),
    credentials: "same-origin",
    redirect: "error",
    signal: sending.signal,
    headers: { "X-CSRFToken": hidden("csrf_token"), Accept: "application/json" },
  });

  async function send() {
    const response = await post();
    if (response.status !== 400) return response;
    // The token may be of a session that has ended; with a new one the same text is welcome.
    const { token, reason } = await freshKey();
    if (reason) return { ok: false, status: 401, reason };
    if (!token || token === hidden("csrf_token")) return response;
    setHidden(form, "csrf_token", token);
    return post();
  }

  async function save() {
    if (submitted || sending) return;
    const controller = new AbortController();
    const patience = setTimeout(() => controller.abort(), PATIENCE);
    sending = controller;
    isChanged = false;
    changedSince = 0;
    if (!failures) notices.say("Saving");
    takeTurn();
    try {
      const response = await send();
      if (response.ok || response.status === 409) await keptBy(response);
      else failed(response.status === 401 ? response.reason ?? "signed-out" : "");
    } catch {
      if (!submitted) failed("");
    } finally {
      clearTimeout(patience);
      sending = null;
      if (isChanged && !failures) plan(PAUSE);
    }
  }

  async function keptBy(response) {
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const { fields = {}, other } = isJson ? await response.json() : {};
    if (response.status === 409 && !other) throw new Error("409");
    // What there is only once waits for a choice between two windows; meanwhile it stays here.
    if (other && !other.key) {
      notices.say(rememberHere() ? "Choose" : "Failed");
      showOther(form, other);
      return;
    }
    forgetOwn(key());
    for (const [name, value] of Object.entries(fields)) setHidden(form, name, value);
    failures = 0;
    notices.show("");
    notices.say("Saved");
    if (fields.submission_key && fields.draft_version) stayHere();
    if (!isChanged) form.dispatchEvent(new CustomEvent("leerlus:saved"));
    if (other) showOther(form, other);
  }

  // The address of a draft, so that loading the page again brings the text back.
  function stayHere() {
    const address = new URL(form.action, location.href);
    address.searchParams.set("concept", key());
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  function failed(reason) {
    isChanged = true;
    const isSafe = rememberHere();
    notices.show(reason);
    notices.say(!isSafe ? "Failed" : navigator.onLine ? "Unreachable" : "Offline");
    plan(RETRIES[Math.min(failures, RETRIES.length - 1)]);
    failures += 1;
  }

  function changed() {
    isChanged = true;
    if (sending) return;
    if (failures) {
      rememberHere();
      return;
    }
    changedSince ||= Date.now();
    plan(Math.max(0, Math.min(PAUSE, changedSince + LONGEST - Date.now())));
  }
  const again = () => {
    if (failures) plan(0);
  };
  const leave = () => {
    if (!isChanged || submitted) return;
    rememberHere();
    if (!failures) plan(0);
  };

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    takeTurn();
    const isSafe = rememberHere();
    if (!navigator.onLine) {
      event.preventDefault();
      isChanged = true;
      form.dispatchEvent(new Event("input"));
      failed("");
      notices.say(isSafe ? "Offline" : "Failed");
      return;
    }
    submitted = true;
    clearTimeout(timer);
    sending?.abort();
  });
  window.addEventListener("pageshow", () => { submitted = false; });
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : again()));
  offerLocal(form, key());
}

document.querySelectorAll("form[data-autosave-url]").forEach(keep);
