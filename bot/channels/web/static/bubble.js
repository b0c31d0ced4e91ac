// One bubble: its paragraphs, and whose it is. What can be tapped is drawn by keys.js.

import { button, make } from "./dom.js";
import { locale, say } from "./words.js";

/** Whether a bubble asks for something, so that its question is to stand out. */
export const asks = (bubble) => bubble.entry !== "none" || bubble.progress !== "" || bubble.keys.some((key) => key.role === "answer");

const LONG = 160; // characters of a paragraph that is more than a question
const GOOD = /^[✔✅]/u;

const text = (paragraph) => paragraph.spans.map((span) => span.text).join("");

export const plain = (bubble) => bubble.paragraphs.map(text).join("\n");

/** Return the paragraph that holds the question: the last of the body that looks like one. */
function question(bubble) {
  if (!asks(bubble)) return undefined;
  const bodies = bubble.paragraphs.filter((paragraph) => paragraph.role === "body");
  const found = bodies.findLast((paragraph) => text(paragraph).includes("?"));
  return found ?? (bubble.entry !== "none" || bubble.progress ? bodies.at(-1) : undefined);
}

function drawText(paragraph) {
  const element = make("p", { class: paragraph.role });
  for (const span of paragraph.spans) element.append(span.bold ? make("b", {}, span.text) : span.text);
  return element;
}

/** Return a line of a summary card with the button that edits it, where it could be another way. */
function drawLine(paragraph, tap) {
  const key = paragraph.key;
  if (!key) return make("div", { class: "with-edit" }, drawText(paragraph));
  const named = say("web.edit_line", { n: key.label });
  const edit = button({ class: "edit", "data-choice": key.data, "aria-label": named }, () => tap(key), say("web.edit"));
  return make("div", { class: "with-edit" }, drawText(paragraph), edit);
}

/** Return a card with the text of `bubble`; `tap(key)` hears of the edit buttons of its lines. */
export function drawCard(bubble, own, tap = () => {}) {
  const asked = own ? undefined : question(bubble);
  const card = make("div", { class: "card" }, make("span", { class: "sr" }, say(own ? "web.me" : "web.bot"), " "));
  card.classList.toggle("good", GOOD.test(plain(bubble)));
  for (const paragraph of bubble.paragraphs) {
    const drawn = paragraph.role === "line" ? drawLine(paragraph, tap) : drawText(paragraph);
    if (paragraph === asked) drawn.id = `ask-${bubble.ref}`;
    drawn.classList.toggle("ask", paragraph === asked && text(paragraph).length <= LONG);
    card.append(drawn);
  }
  return card;
}

const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "2-digit", month: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" });
const PAUSE = 30 * 60 * 1000;

/** Return the line that tells when, where the talk was paused before `at`; else undefined. */
export function drawTime(before, at) {
  const now = new Date(at);
  if (before && now - new Date(before) < PAUSE) return undefined;
  return make("p", { class: "time" }, `${day.format(now)} · ${hour.format(now)}`);
}
