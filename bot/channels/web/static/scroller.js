// Keeps the newest in sight, unless the reader went up to read: then a pill tells that there is news.

import { byId } from "./dom.js";

const NEAR = 60; // pixels from the end that count as the end
const MARGIN = 12; // pixels above the first new bubble
const NOWHERE = -9;

export class Scroller {
  constructor() {
    this.log = byId("log");
    this.pill = byId("newer");
    this.following = true;
    this.first = undefined;
    this.last = NOWHERE;
    this.pill.addEventListener("click", () => this.toEnd());
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const watch = new ResizeObserver(() => this.#settle()); // a keyboard opens, a picture arrives
    watch.observe(this.log);
    watch.observe(byId("talk"));
  }

  /** Something was added; `first` is the topmost new bubble: its beginning stays in sight however much came. */
  follow(first) {
    if (!this.following) this.pill.hidden = false;
    else this.first = first;
    this.#settle();
  }

  toEnd() {
    this.following = true;
    this.first = undefined;
    this.pill.hidden = true;
    this.#settle();
  }

  #end() {
    return this.log.scrollHeight - this.log.clientHeight;
  }

  #shape() {
    return `${this.log.scrollHeight} ${this.log.clientHeight}`;
  }

  #settle() {
    this.shape = this.#shape();
    if (!this.following) return;
    const top = this.first ? this.first.offsetTop - this.log.offsetTop - MARGIN : Infinity;
    this.last = Math.round(Math.max(0, Math.min(this.#end(), top)));
    this.log.scrollTop = this.last;
  }

  #scrolled() {
    if (this.shape !== this.#shape()) return; // something grew or shrank: not the reader's doing
    if (Math.abs(this.log.scrollTop - this.last) < 2) return; // ours
    this.following = this.#end() - this.log.scrollTop < NEAR;
    this.first = undefined;
    this.last = NOWHERE;
    if (this.following) this.pill.hidden = true;
  }
}
