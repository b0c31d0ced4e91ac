// Everything that is said beside the conversation: the line above it, a short notice, the progress, the typing dots.

import { byId } from "./dom.js";
import { say } from "./words.js";

const banner = byId("banner");
const toast = byId("toast");
const typing = byId("typing");
let toastTimer;
let typingTimer;

/** Say in the banner what `key` says; nothing without a key. `good` tones it as good news. */
export function showBanner(key, good = false) {
  const text = key ? say(key) : "";
  if (banner.textContent !== text) banner.textContent = text;
  banner.classList.toggle("good", good);
}

export function showToast(text) {
  clearTimeout(toastTimer);
  toast.textContent = text;
  toast.classList.add("shown");
  toastTimer = setTimeout(() => {
    toast.classList.remove("shown");
    toast.textContent = "";
  }, 3500 + text.length * 40);
}

/** Show the dots after `wait` ms, or take them away. */
export function showTyping(shown, wait = 350) {
  clearTimeout(typingTimer);
  if (!shown) typing.hidden = true;
  else typingTimer = setTimeout(() => (typing.hidden = false), wait);
}

/** Show "câu 7/18" in words and as a bar. */
export function showProgress(text) {
  const bar = byId("progress");
  const [, at, total] = /(\d+)\D+(\d+)/.exec(text) ?? [];
  byId("progress-text").textContent = text;
  bar.hidden = !total;
  if (total) Object.assign(bar, { max: Number(total), value: Number(at) });
}
