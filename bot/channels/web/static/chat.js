// Puts the parts of the chat together: what is sent goes through the outbox, what is shown comes from the feed.

import { post, upload } from "./api.js";
import { dropFiles, keepFiles, loadFiles } from "./blobs.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { byId, touched } from "./dom.js";
import { showEntry } from "./entry.js";
import { Feed } from "./feed.js";
import { showBanner, showProgress, showToast, showTyping } from "./notices.js";
import { Outbox } from "./outbox.js";
import { Own } from "./own.js";
import { Scroller } from "./scroller.js";
import { say } from "./words.js";

const GIVEN_UP = 6000; // milliseconds after which nothing more is expected in reply

export function openChat() {
  byId("chat").hidden = false;
  new Chat().open();
}

class Chat {
  constructor() {
    this.feed = new Feed();
    this.outbox = new Outbox((item) => this.#deliver(item));
    this.own = new Own((id) => this.outbox.retry(id));
    this.talk = new Conversation(this.own);
    this.scroller = new Scroller();
    this.composer = new Composer((text) => this.#say(text), (files) => this.#show(files));
    this.queued = false;
    this.#listen();
  }

  async open() {
    byId("log").setAttribute("aria-live", "off"); // what is long past is not read out
    for (const item of this.outbox.items) {
      this.own.show(item, item.kind === "files" ? ((await loadFiles(item.id)) ?? []) : []);
      if (item.held) this.own.fate(item.id, "failed");
    }
    this.feed.open();
    this.outbox.flush();
  }

  // --- what the person does ---

  #say(text) {
    this.#send({ kind: "say", text });
  }

  #tap({ entry, key }) {
    this.talk.tapped(entry, key);
    const silent = key.ticked !== null;
    this.#send({ kind: "tap", ref: entry.bubble.ref, choice: key.data, label: key.label, silent });
  }

  async #show(files) {
    this.#ready();
    const item = this.outbox.add({ kind: "files", after: this.feed.last });
    this.own.show(item, files);
    this.scroller.toEnd();
    await keepFiles(item.id, files);
    this.outbox.flush();
  }

  #send(item) {
    this.#ready(); // who answers has read enough of the past
    const whole = this.outbox.add({ ...item, after: this.feed.last });
    this.own.show(whole);
    if (!whole.silent) this.scroller.toEnd();
    this.talk.acted ||= !whole.silent;
    this.outbox.flush();
  }

  async #deliver(item) {
    if (item.kind === "say") return post("/api/say", { id: item.id, text: item.text });
    if (item.kind === "tap") return post("/api/tap", { id: item.id, ref: item.ref, choice: item.choice });
    const files = await loadFiles(item.id);
    if (!files) return {}; // the device threw them away; there is nothing left to send
    const form = new FormData();
    form.append("id", item.id);
    for (const { name, blob } of files) form.append("file", blob, name);
    const answer = await upload("/api/files", form, (bytes) => this.own.moved(item.id, bytes));
    dropFiles(item.id);
    return answer;
  }

  // --- what comes of it ---

  #listen() {
    const on = (source, name, act) => source.addEventListener(name, (event) => act(event.detail));
    on(this.talk, "tap", (tap) => this.#tap(tap));
    on(this.outbox, "sending", ({ item }) => this.#sending(item));
    on(this.outbox, "sent", ({ item, answer }) => this.#sent(item, answer));
    on(this.outbox, "failed", ({ item }) => this.#failed(item));
    on(this.outbox, "refused", ({ item }) => this.#refused(item));
    on(this.outbox, "lost", () => this.#lost());
    on(this.feed, "item", (item) => this.#item(item));
    on(this.feed, "ready", () => this.#ready());
    on(this.feed, "live", () => this.#live());
    on(this.feed, "away", () => showBanner(navigator.onLine ? "web.reconnecting" : "web.offline"));
    on(this.feed, "lost", () => this.#lost());
    byId("menu").addEventListener("click", () => this.#say("/menu"));
  }

  #sending(item) {
    this.own.fate(item.id, "sending");
    if (!item.silent) showTyping(true);
  }

  #sent(item, answer) {
    this.own.fate(item.id, "sent", answer);
    if (answer.toast) showToast(answer.toast);
    const settle = () => this.talk.settled(item.ref, item.choice);
    if (item.kind === "tap") setTimeout(settle, answer.toast ? 300 : GIVEN_UP / 2);
    setTimeout(() => this.outbox.busy || showTyping(false), GIVEN_UP);
    if (this.queued && !this.outbox.items.length) this.#allIn();
  }

  #failed(item) {
    this.queued = true;
    this.own.fate(item.id, "failed");
    showTyping(false);
  }

  #refused(item) {
    showToast(say("web.refused"));
    if (item.kind === "tap") this.talk.settled(item.ref, item.choice);
  }

  #allIn() {
    this.queued = false;
    showBanner("web.all_in", true);
    setTimeout(() => showBanner(), 4000);
  }

  #item(item) {
    const element = this.talk.add(item);
    if (item.verb !== "echo") {
      showTyping(false);
      this.#fit();
    }
    if (this.talk.quiet) return;
    if (item.verb === "send") this.#focusOn(element);
    this.#inSight(item, element);
  }

  /** What comes in one go is scrolled to in one go: to the top of the first of it that is new. */
  #inSight(item, element) {
    if (item.verb === "send") this.first ??= element;
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      if (this.first) this.scroller.follow(this.first);
      this.first = undefined;
    }, 60);
  }

  #fit() {
    const question = this.talk.question;
    const entry = question?.entry ?? "none";
    if (question?.progress || entry === "none") showProgress(question?.progress ?? ""); // a doubt belongs to its question
    this.composer.fit(entry);
  }

  /** Whoever answered by keyboard goes on at the new question. */
  #focusOn(element) {
    if (!this.talk.focusLost || document.activeElement !== byId("log")) return;
    const key = element.querySelector(".key:not(.control)");
    if (key) key.focus({ preventScroll: true });
    else if (!touched()) this.composer.focus();
    this.talk.focusLost = false;
  }

  #ready() {
    if (!this.talk.quiet) return;
    this.talk.quiet = false;
    this.scroller.toEnd();
    byId("log").setAttribute("aria-live", "polite");
    if (!touched()) this.composer.focus();
  }

  #live() {
    if (navigator.onLine && !byId("banner").classList.contains("good")) showBanner();
    if (this.outbox.items.some((item) => !item.held)) this.outbox.flush();
  }

  #lost() {
    this.feed.close();
    this.outbox.hold();
    byId("chat").hidden = true;
    showEntry(say("web.lost"), () => location.replace("/"));
  }
}
