// Says in time that the session is about to end, and goes on with it when asked to.

const NEAR = 5 * 60_000;
const box = document.getElementById("session-end");
let ends = Date.now() + Number(box.dataset.seconds) * 1000;
let shown = "";

/** Puts one of the two messages into the box, which readers of screens are told of. */
function show(name) {
  if (shown === name) return;
  shown = name;
  const message = name && document.getElementById(`session-${name}`).content.cloneNode(true);
  box.replaceChildren(...(message ? [message] : []));
  box.querySelector("button")?.addEventListener("click", goOn);
}

function look() {
  const left = ends - Date.now();
  show(left <= 0 ? "over" : left <= NEAR ? "near" : "");
  const minutes = box.querySelector("[data-left]");
  if (minutes) minutes.textContent = Math.ceil(left / 60_000);
}

/** Asks who is signed in, which counts as using the session, and takes over when it ends now. */
async function goOn() {
  const answer = await fetch("/api/v1/me", { headers: { accept: "application/json" } }).catch(() => null);
  // Without an answer nothing is known, and the message stays.
  if (!answer) return;
  ends = answer.ok ? Date.now() + (await left(answer)) : 0;
  look();
  if (answer.ok) document.getElementById("content").focus();
}

/** Returns how long the session goes on, by the clock of the portal: that of the visitor may be wrong. */
async function left(answer) {
  const { expires } = await answer.json();
  return Date.parse(expires) - (Date.parse(answer.headers.get("date")) || Date.now());
}

setInterval(look, 10_000);
