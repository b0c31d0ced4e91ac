// The stream of messages: kept open, opened again from where it broke off, and not trusted when it falls silent.

import { known } from "./api.js";

const SILENCE = 40; // seconds; the server gives a sign every 15
const PATIENCE = 4; // seconds without a stream before the person is told
const LONGEST = 15; // seconds between two tries

export class Feed extends EventTarget {
  constructor() {
    super();
    this.last = 0;
    this.failures = 0;
    setInterval(() => this.#watch(), 5000);
    addEventListener("online", () => this.wanted && this.open());
    addEventListener("offline", () => this.#away());
    document.addEventListener("visibilitychange", () => document.hidden || this.#watch());
  }

  open() {
    clearTimeout(this.retry);
    this.source?.close();
    this.wanted = true;
    this.heard = performance.now();
    const source = (this.source = new EventSource(`/api/feed?after=${this.last}`));
    source.onopen = () => this.#live();
    source.onmessage = (event) => this.#take(JSON.parse(event.data));
    source.addEventListener("beat", () => this.#live());
    source.addEventListener("ready", () => {
      this.#live();
      this.dispatchEvent(new Event("ready"));
    });
    source.onerror = () => this.#failed(source);
  }

  close() {
    this.wanted = false;
    clearTimeout(this.retry);
    clearTimeout(this.worry);
    this.source?.close();
  }

  #take(item) {
    this.#live();
    if (item.id <= this.last) return; // the browser reconnected by itself and was sent it twice
    this.last = item.id;
    this.dispatchEvent(new CustomEvent("item", { detail: item }));
  }

  #live() {
    this.heard = performance.now();
    this.failures = 0;
    clearTimeout(this.worry);
    this.worry = undefined;
    this.dispatchEvent(new Event("live"));
  }

  #away() {
    this.dispatchEvent(new Event("away"));
  }

  #watch() {
    if (this.wanted && performance.now() - this.heard > SILENCE * 1000) this.open();
  }

  async #failed(source) {
    if (source !== this.source || !this.wanted) return;
    this.worry ??= setTimeout(() => this.#away(), PATIENCE * 1000);
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    this.failures += 1;
    this.retry = setTimeout(() => this.open(), Math.min(LONGEST, 2 ** this.failures) * 1000);
    const guest = await known().catch(() => true);
    if (!guest && this.wanted) {
      this.close();
      this.dispatchEvent(new Event("lost"));
    }
  }
}
