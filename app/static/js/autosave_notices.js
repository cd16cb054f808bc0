// What a form that keeps itself tells: its status, that somebody has to sign in again, that this
// browser holds a newer text, that another window has the same draft open.
import { differing, fill, labelOf, setHidden, wordsOf } from "./form_fields.js";
import { forget, remembered, windowId } from "./local_texts.js";

// Every page tells the time of the Netherlands, wherever the browser is.
const MINUTE = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" };
const clock = (moment) => moment.toLocaleTimeString(document.documentElement.lang, MINUTE);
const day = (moment) => moment.toLocaleString(document.documentElement.lang, { day: "numeric", month: "long", ...MINUTE });
const part = (form, name) => form.querySelector(`[data-autosave-notice="${name}"]`);

export function noticesOf(form) {
  const status = form.querySelector("[data-autosave-status]");
  const bar = form.querySelector("[data-autosave-bar]");
  return {
    say(kind) {
      // What goes wrong has to be seen wherever somebody types in a long form.
      bar?.classList.toggle("autosave--troubled", !["Saving", "Saved"].includes(kind));
      const words = (status?.dataset[`text${kind}`] ?? "").replace("{time}", clock(new Date()));
      if (status && status.textContent !== words) status.textContent = words;
    },
    // Of these only one holds at a time; an empty name takes them away.
    show(reason) {
      for (const name of ["signed-out", "other-person"]) {
        const notice = part(form, name);
        if (notice) notice.hidden = name !== reason;
      }
    },
  };
}

// Offers what this browser kept of this form, and never puts it in by itself.
export function offerLocal(form, key) {
  const entry = remembered().find((one) => one.key === key && one.window !== windowId);
  const notice = part(form, "local");
  if (!entry || !notice) return;
  if (!differing(form, entry.values).length) {
    // The same text stands here: it only has to reach the server still.
    forget(entry.name);
    form.dispatchEvent(new Event("input"));
    offerLocal(form, key);
    return;
  }
  const time = notice.querySelector("[data-time]");
  time.textContent = time.dataset.text.replace("{time}", day(new Date(entry.at)));
  list(notice, form, entry.values);
  form.prepend(notice);
  notice.hidden = false;
  answer(notice, {
    take: () => fill(form, entry.values),
    drop: () => {},
  }, () => {
    forget(entry.name);
    offerLocal(form, key);
  });
}

// Lays the text of another window beside the one here. Both are kept, under keys of their own; or,
// where there is one text only, the one that is chosen here goes on from the other's version.
export function showOther(form, other) {
  const notice = part(form, "other-window");
  if (!notice) return;
  const values = Object.entries(other.values);
  list(notice, form, values);
  if (notice.hidden) {
    form.prepend(notice);
    notice.hidden = false;
    notice.scrollIntoView({ block: "start" });
  }
  answer(notice, {
    take: () => {
      if (other.key) {
        setHidden(form, "submission_key", other.key);
        setHidden(form, "draft_version", other.version);
      }
      fill(form, values);
    },
    drop: () => {
      if (other.key) return;
      setHidden(form, "version", other.version);
      form.dispatchEvent(new Event("input", { bubbles: true }));
    },
  }, () => {});
}

function answer(notice, ways, after) {
  for (const [name, way] of Object.entries(ways)) {
    notice.querySelector(`[data-press="${name}"]`).onclick = () => {
      notice.hidden = true;
      way();
      after();
      notice.closest("form").querySelector("textarea, input:not([type=hidden])")?.focus();
    };
  }
}

// One block a field: what stands here, and what stands there.
function list(notice, form, values) {
  const place = notice.querySelector("[data-differences]");
  const model = notice.querySelector("template");
  const own = new FormData(form);
  place.replaceChildren(...differing(form, values).map((name) => {
    const block = model.content.cloneNode(true);
    const there = values.find(([one]) => one === name)?.[1] ?? "";
    block.querySelector("[data-label]").textContent = labelOf(form, name);
    for (const [side, value] of [["here", own.get(name) ?? ""], ["there", there]]) {
      const text = block.querySelector(`[data-${side}]`);
      text.textContent = wordsOf(form, name, value) || text.dataset.empty;
    }
    return block;
  }));
}
