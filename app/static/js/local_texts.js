// Texts that the server could not keep yet, in this browser, under the person and the window that
// typed them. They go when the server has them, at signing out, and after a week.
const PREFIX = "leerlus:tekst:";
const LEFT = "leerlus:afgemeld";
const LIFE = 7 * 24 * 60 * 60 * 1000;
const NEVER_KEPT = ["csrf_token", "own_reference"];
const opened = Date.now();

export const person = () => document.body.dataset.person ?? "";
export const windowId = Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => String.fromCharCode(97 + (one % 26))).join("");

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

// Keeps the fields of a form; false when this browser cannot, or somebody has signed out since.
export function remember(key, url, values) {
  if (!person() || Number(read(LEFT) ?? 0) > opened) return false;
  const kept = values.filter(([name]) => !NEVER_KEPT.includes(name) && !/password/i.test(name));
  const entry = { key, url, window: windowId, at: Date.now(), values: kept };
  try {
    localStorage.setItem(`${PREFIX}${person()}:${key}:${windowId}`, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

// What this person typed in this browser and the server does not have, newest first.
export function remembered() {
  if (!person()) return [];
  return names()
    .filter((name) => name.startsWith(`${PREFIX}${person()}:`))
    .map((name) => ({ ...read(name), name }))
    .filter((entry) => entry.key && Array.isArray(entry.values))
    .sort((one, other) => other.at - one.at);
}

export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Without storage there is nothing to forget.
  }
}

export const forgetOwn = (key) => forget(`${PREFIX}${person()}:${key}:${windowId}`);

export function forgetOld() {
  for (const name of names()) {
    if (!(Date.now() - (read(name)?.at ?? 0) < LIFE)) forget(name);
  }
}

// At signing out nothing stays, and what is still open in another window does not come back.
export function forgetAll() {
  names().forEach(forget);
  try {
    localStorage.setItem(LEFT, String(Date.now()));
  } catch {
    // As above.
  }
}
