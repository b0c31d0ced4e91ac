// Begins: lets the person in by a link, by his cookie or by the card, and opens the chat.

import { known, post } from "./api.js";
import { openChat } from "./chat.js";
import { codeIn, enter, patiently, showEntry } from "./entry.js";
import { load, newId } from "./store.js";
import { say } from "./words.js";

/** Return whether the person is in. A link that was opened here before only shows where he is. */
async function admitted(code) {
  const guest = await patiently(known);
  if (code && !(guest && code === load("code", ""))) {
    await enter(code);
    return true;
  }
  const id = newId();
  if (guest) patiently(() => post("/api/enter", { id })).catch(() => {});
  return guest;
}

async function start() {
  try {
    const inside = await admitted(codeIn(location.href));
    history.replaceState(null, "", "/"); // the code is spent: it need not stay in sight
    if (inside) openChat();
    else showEntry("", openChat);
  } catch {
    showEntry(say("web.refused"), openChat);
  }
}

start();
