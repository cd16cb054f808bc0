// A fresh token for a form that stood open longer than its session.
import { person } from "./local_texts.js";

// The token; or why there is none: "signed-out", "other-person", or "" when nobody answers.
export async function freshKey() {
  let response;
  try {
    response = await fetch("/formulier-sleutel", { credentials: "same-origin", headers: { Accept: "application/json" } });
  } catch {
    return { token: "", reason: "" };
  }
  if (response.status === 401) return { token: "", reason: "signed-out" };
  if (!response.ok) return { token: "", reason: "" };
  const answer = await response.json();
  if (person() && answer.person !== person()) return { token: "", reason: "other-person" };
  return { token: answer.token, reason: "" };
}

// A form with `data-fresh-token` was made before somebody signed in again in another window.
document.querySelectorAll("form[data-fresh-token]").forEach((form) => {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.freshToken === "taken") return;
    event.preventDefault();
    const { token } = await freshKey();
    if (token) form.elements.namedItem("csrf_token").value = token;
    form.dataset.freshToken = "taken";
    form.requestSubmit(event.submitter);
  });
});
