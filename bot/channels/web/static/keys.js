// What can be tapped under a bubble: lines to tick, answers, and quiet words such as "back".

import { button, make } from "./dom.js";
import { say } from "./words.js";

const BOX = /^[☐☑]\s*/u;

function drawKey(key, kind, tap) {
  const ticked = key.ticked === null ? null : String(key.ticked);
  const attributes = { class: `key ${kind}`, "data-choice": key.data, "aria-pressed": ticked };
  return button(attributes, () => tap(key), make("span", {}, key.label.replace(BOX, "")));
}

function drawGroup(keys, kind, name, tap) {
  if (!keys.length) return [];
  return [make("div", { class: `keys ${kind}s`, role: "group", ...name }, ...keys.map((key) => drawKey(key, kind, tap)))];
}

/** Return the groups of keys of `bubble`; `tap(key)` hears what was tapped. */
export function drawKeys(bubble, card, tap) {
  const controls = bubble.keys.filter((key) => key.role === "control");
  const others = bubble.keys.filter((key) => key.role !== "control");
  const ask = card.querySelector("[id^=ask-]");
  const named = (words) => (ask ? { "aria-labelledby": ask.id } : { "aria-label": say(words) });
  return [
    ...drawGroup(others.filter((key) => key.ticked !== null), "tick", named("web.ticks"), tap),
    ...drawGroup(others.filter((key) => key.ticked === null), "answer", named("web.choices"), tap),
    ...drawGroup(controls, "control", { "aria-label": say("web.controls") }, tap),
  ];
}

/** Show a tick as set or not. */
export function showTick(element, choice, ticked) {
  element.querySelector(`.tick[data-choice="${CSS.escape(choice)}"]`)?.setAttribute("aria-pressed", String(ticked));
}
