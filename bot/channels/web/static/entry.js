// The card that a stranger sees: he types his code, or comes without one and is told how to get it.

import { Refused, post } from "./api.js";
import { byId, touched } from "./dom.js";
import { showBanner } from "./notices.js";
import { keep, newId } from "./store.js";
import { say } from "./words.js";

const card = byId("entry");
const note = byId("entry-note");
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Return the code inside a personal link (/?code=… or /v/…), else "". */
export function codeIn(address) {
  const url = new URL(address, location.origin);
  return url.searchParams.get("code") ?? /^\/v\/([^/]+)$/.exec(url.pathname)?.[1] ?? "";
}

/** Return the code that was typed, or pasted with the link around it. */
function tidied(text) {
  const code = text.includes("/") && URL.canParse(text, location.origin) ? codeIn(text) : text;
  return code.replace(/[^0-9A-Za-z_-]/g, "").slice(0, 64);
}

/** Do `act` until the server answers. */
export async function patiently(act) {
  for (let seconds = 1; ; seconds = Math.min(10, seconds * 2)) {
    try {
      const answer = await act();
      showBanner();
      return answer;
    } catch (error) {
      if (error instanceof Refused) throw error;
      showBanner(navigator.onLine ? "web.reconnecting" : "web.offline");
      note.textContent = byId("banner").textContent;
      await pause(seconds);
    }
  }
}

/** Come in. First the cookie, then the code: a one-time code must not be spent on an answer that gets lost. */
export async function enter(code) {
  const id = newId();
  await patiently(() => post("/api/session"));
  const answer = await patiently(() => post("/api/enter", code ? { id, code } : { id }));
  if (code) keep("code", code);
  return answer;
}

/** Show the card with a `message`; `done()` is called when the person is in. */
export function showEntry(message, done) {
  const form = byId("entry-form");
  const [submit, noCode] = [form.querySelector("[type=submit]"), byId("no-code")];
  const words = submit.textContent;

  async function come(code) {
    [submit.disabled, noCode.disabled, submit.textContent] = [true, true, say("web.entering")];
    try {
      await enter(code);
      card.hidden = true;
      done();
    } catch {
      note.textContent = say("web.refused");
    }
    [submit.disabled, noCode.disabled, submit.textContent] = [false, false, words];
  }

  note.textContent = message;
  card.hidden = false;
  form.onsubmit = (event) => {
    event.preventDefault();
    const code = tidied(byId("code").value.trim());
    if (code) return come(code);
    note.textContent = say("web.no_code_given");
    byId("code").focus();
  };
  noCode.onclick = () => come("");
  if (!touched()) byId("code").focus();
}
