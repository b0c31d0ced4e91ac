// What the person said and the server has not taken yet: one after the other, in order, again until it is taken.
// The id of a message is made once, so the server knows a repetition. The list outlives the page.

import { Refused } from "./api.js";
import { keep, load, newId } from "./store.js";

const LONGEST = 30; // seconds between two tries
const BROKEN = 6; // answers "I failed" before a message steps aside and lets the next one through

export class Outbox extends EventTarget {
  /** `deliver(item)` posts one message. */
  constructor(deliver) {
    super();
    this.deliver = deliver;
    this.busy = false;
    this.failures = 0;
    this.timer = undefined;
    addEventListener("online", () => this.flush());
  }

  get items() {
    return load("outbox", []);
  }

  add(item) {
    const whole = { ...item, id: newId() };
    keep("outbox", [...this.items, whole]);
    return whole;
  }

  /** Let go of a message. */
  drop(id) {
    keep("outbox", this.items.filter((item) => item.id !== id));
  }

  /** Try a message again that failed. */
  retry(id) {
    this.#change(id, { held: false, broken: 0 });
    this.failures = 0;
    this.flush();
  }

  /** Keep everything until the person says that it is still meant: the session has changed. */
  hold() {
    for (const item of this.items) {
      this.#change(item.id, { held: true });
      this.#tell("failed", item);
    }
  }

  async flush() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      for (let item; (item = this.items.find((each) => !each.held)); ) {
        if (!(await this.#attempt(item))) break;
      }
    } finally {
      this.busy = false;
    }
  }

  /** Try one message; false where the line is to wait. */
  async #attempt(item) {
    this.#tell("sending", item);
    try {
      const answer = await this.deliver(item);
      this.drop(item.id);
      this.failures = 0;
      this.#tell("sent", item, answer);
      return true;
    } catch (error) {
      return this.#failed(item, error);
    }
  }

  #failed(item, error) {
    if (error instanceof Refused && error.status === 401) {
      this.hold();
      this.#tell("lost", item);
      return false;
    }
    const broken = (item.broken ?? 0) + (error.status >= 500 ? 1 : 0);
    const held = error instanceof Refused || broken >= BROKEN;
    this.#change(item.id, { broken, held });
    this.#tell("failed", item);
    if (held) {
      this.#tell("refused", item);
      return true;
    }
    this.failures += 1;
    this.timer = setTimeout(() => this.flush(), Math.min(LONGEST, 2 ** this.failures) * 1000);
    return false;
  }

  #change(id, changes) {
    keep("outbox", this.items.map((item) => (item.id === id ? { ...item, ...changes } : item)));
  }

  #tell(what, item, answer) {
    this.dispatchEvent(new CustomEvent(what, { detail: { item, answer } }));
  }
}
