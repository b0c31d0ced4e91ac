// The bubbles in order, and which of them can still be answered: those that nothing of the person's own came after.

import { asks, drawCard, drawTime } from "./bubble.js";
import { byId, make } from "./dom.js";
import { drawKeys, showTick } from "./keys.js";
import { drawPapers } from "./paper.js";

/** From this number on a message is no step of the talk: an announcement, whose button stays until it is tapped. */
const ASIDE = 1_000_000_000;

export class Conversation extends EventTarget {
  /** `own` keeps the person's messages that are still on their way. */
  constructor(own) {
    super();
    this.own = own;
    this.list = byId("items");
    this.entries = new Map();
    this.live = new Set();
    this.ticks = new Map();
    this.focusLost = false;
    this.quiet = true;
    this.acted = false;
  }

  /** Show one item of the feed; return its element. */
  add(item) {
    const known = this.entries.get(item.bubble.ref);
    if (item.verb === "echo") return this.#echo(item);
    return item.verb === "amend" && known ? this.#amend(known, item) : this.#append(item);
  }

  /** Return the bubble that the person is to answer now. */
  get question() {
    const open = [...this.live].map((entry) => entry.bubble);
    return open.findLast(asking) ?? open.findLast((bubble) => asks(bubble) && !aside(bubble));
  }

  /** Show that a tap is on its way: a tick at once, an answer as chosen while nothing else can be. */
  tapped(entry, key) {
    if (key.ticked !== null) {
      const now = !this.#ticked(entry, key);
      this.ticks.set(`${entry.bubble.ref} ${key.data}`, now);
      showTick(entry.element, key.data, now);
      return;
    }
    for (const each of entry.element.querySelectorAll("button")) {
      each.setAttribute("aria-disabled", "true");
      each.classList.toggle("chosen", each.dataset.choice === key.data);
    }
  }

  /** Let the person tap again: a tap was answered, or could not be sent. */
  settled(ref, choice) {
    this.ticks.delete(`${ref} ${choice}`);
    for (const each of this.entries.get(ref)?.element.querySelectorAll("button") ?? []) {
      each.removeAttribute("aria-disabled");
      each.classList.remove("chosen");
    }
  }

  #ticked(entry, key) {
    return this.ticks.get(`${entry.bubble.ref} ${key.data}`) ?? key.ticked;
  }

  #append(item) {
    const element = make("article", { class: this.quiet ? "bubble bot" : "bubble bot fresh" });
    const entry = { id: item.id, bubble: item.bubble, element };
    this.list.append(...this.own.settled());
    this.#time(item);
    this.list.append(entry.element);
    if (aside(item.bubble)) this.entries.set(item.bubble.ref, entry);
    else if (item.bubble.ref) this.#supersede(entry);
    this.#draw(entry);
    return entry.element;
  }

  /** What the person did (edit, "? Là gì", menu) led to another question: the one before takes no more taps. What
   * comes unasked, as a reminder does, leaves it open. */
  #supersede(entry) {
    const before = this.quiet || this.acted || asking(entry.bubble) ? [...this.live] : [];
    for (const each of before) if (each.bubble.ref && !aside(each.bubble)) this.#retire(each);
    this.acted = false;
    this.entries.set(entry.bubble.ref, entry);
  }

  #amend(entry, item) {
    const before = entry.bubble;
    Object.assign(entry, { id: item.id, bubble: item.bubble });
    if (this.live.has(entry) && sameButTicks(before, item.bubble)) this.#tickOver(entry);
    else this.#draw(entry);
    entry.element.classList.toggle("past", !this.live.has(entry));
    return undefined;
  }

  #echo(item) {
    const [album, note] = this.own.claim(item, this.quiet);
    const card = drawCard(item.bubble, true);
    if (album) card.classList.add("sr"); // the pictures say it better
    const element = make("article", { class: "bubble own" }, card, album ?? "", note ?? "");
    this.#time(item);
    this.list.append(element);
    for (const entry of [...this.live]) if (!aside(entry.bubble)) this.#retire(entry);
    return element;
  }

  #draw(entry) {
    const focus = entry.element.contains(document.activeElement) ? document.activeElement.dataset.choice : undefined;
    const tap = (key) => this.#tap(entry, key);
    const card = drawCard(entry.bubble, false, tap);
    entry.element.replaceChildren(card, ...drawPapers(entry.id, entry.bubble), ...drawKeys(entry.bubble, card, tap));
    const open = asks(entry.bubble) || entry.element.querySelector("button");
    this.live[open ? "add" : "delete"](entry);
    if (open) this.#tickOver(entry);
    if (focus !== undefined) this.#refocus(entry.element.querySelector(`[data-choice="${CSS.escape(focus)}"]`));
  }

  #tap(entry, key) {
    if (entry.element.querySelector("[aria-disabled]")) return;
    this.dispatchEvent(new CustomEvent("tap", { detail: { entry, key } }));
  }

  #tickOver(entry) {
    for (const key of entry.bubble.keys) {
      if (key.ticked !== null) showTick(entry.element, key.data, this.#ticked(entry, key));
    }
  }

  #retire(entry) {
    this.live.delete(entry);
    const held = entry.element.contains(document.activeElement);
    for (const part of entry.element.querySelectorAll(".keys, .edit")) part.remove();
    entry.element.classList.add("past");
    if (held) this.#refocus(null);
  }

  /** Give the focus to `element`, else to the log until the next question takes it. */
  #refocus(element) {
    this.focusLost = !element;
    (element ?? byId("log")).focus({ preventScroll: true });
  }

  #time(item) {
    const line = drawTime(this.at, item.at);
    this.at = item.at;
    if (line) this.list.append(line);
  }
}

/** Whether a bubble is a step of something longer, and not only a menu or a notice with buttons. */
const asking = (bubble) => bubble.entry !== "none" || bubble.progress !== "";

/** Whether a bubble stands beside the talk. */
const aside = (bubble) => bubble.ref > ASIDE;

/** Whether two bubbles differ in nothing but what is ticked: then the buttons stay, and with them the focus and what
 * was read back above the question, so that nothing moves under the thumb. */
function sameButTicks(before, after) {
  const asked = (bubble) => bubble.paragraphs.filter((paragraph) => paragraph.role !== "head");
  const shape = (bubble) => JSON.stringify([asked(bubble), bubble.keys.map((key) => [key.data, key.label.slice(1), key.role])]);
  return shape(before) === shape(after);
}
