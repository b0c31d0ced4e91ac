// One bubble: its paragraphs, and whose it is. What can be tapped is drawn by keys.js.

import { button, make } from "./dom.js";
import { locale, say } from "./words.js";

/** Whether a bubble asks for something, so that its question is to stand out. */
export const asks = (bubble) => bubble.entry !== "none" || bubble.progress !== "" || bubble.keys.some((key) => key.role === "answer");

export const plain = (bubble) =>
  bubble.paragraphs.map((paragraph) => paragraph.spans.map((span) => span.text).join("")).join("\n");

/** Return the paragraph that holds the question: the last of the body, before what explains it. */
function question(bubble) {
  if (!asks(bubble)) return undefined;
  const bodies = bubble.paragraphs.filter((paragraph) => paragraph.role === "body");
  const text = (paragraph) => plain({ paragraphs: [paragraph] });
  const found = bodies.findLast((paragraph) => text(paragraph).includes("?"));
  return found ?? (bubble.entry !== "none" || bubble.progress ? bodies.at(-1) : undefined);
}

function drawParagraph(paragraph, asked, tap) {
  const text = make("p", { class: paragraph.role });
  const strong = paragraph === asked && !paragraph.spans.some((span) => span.bold);
  if (strong) text.classList.add("ask");
  for (const span of paragraph.spans) text.append(span.bold ? make("b", {}, span.text) : span.text);
  if (!paragraph.key) return text;
  const key = paragraph.key;
  const named = say("web.edit_line", { n: key.label });
  const edit = button({ class: "edit", "data-choice": key.data, "aria-label": named }, () => tap(key), say("web.edit"));
  return make("div", { class: "with-edit" }, text, edit);
}

/** Return a card with the text of `bubble`; `tap(key)` hears of the edit buttons of its lines. */
export function drawCard(bubble, own, tap = () => {}) {
  const asked = own ? undefined : question(bubble);
  const card = make("div", { class: "card" }, make("span", { class: "sr" }, say(own ? "web.me" : "web.bot"), " "));
  for (const paragraph of bubble.paragraphs) {
    const drawn = drawParagraph(paragraph, asked, tap);
    if (paragraph === asked) drawn.id = `ask-${bubble.ref}`;
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
