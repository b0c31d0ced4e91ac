// The person's own messages between the tap on "send" and their echo in the feed.

import { drawAlbum, markFaults, showProgress } from "./album.js";
import { drawCard, plain } from "./bubble.js";
import { button, byId, make } from "./dom.js";
import { keep, load } from "./store.js";
import { say } from "./words.js";

const REMEMBERED = 100; // albums whose pictures are shown again after a reload

const tidy = (text) => text.replace(/\s+/g, " ").trim();
const written = (text) => ({ paragraphs: [{ role: "body", spans: [{ text, bold: false }], key: null }] });

export class Own {
  /** `retry(id)` sends a message again. */
  constructor(retry) {
    this.retry = retry;
    this.list = byId("pending");
    this.records = [];
  }

  /** Show a message that waits; a tick or a control is only remembered, for its echo. */
  show(item, files = []) {
    const record = { item, album: undefined, element: undefined, note: undefined };
    this.records.push(record);
    if (item.kind === "tap" && item.silent) return;
    const card = item.kind === "files" ? undefined : drawCard(written(item.text ?? item.label), true);
    record.album = item.kind === "files" ? drawAlbum(files) : undefined;
    record.note = make("p", { class: "fate", "aria-live": "off" });
    record.element = make("article", { class: "bubble own waiting" }, card ?? "", record.album ?? "", record.note);
    this.list.append(record.element);
  }

  /** Show what became of a message: "sending", "sent" or "failed". */
  fate(id, state, answer) {
    const record = this.#record(id);
    if (!record?.note) return;
    const again = () => this.retry(id);
    const failed = navigator.onLine ? "web.retry" : "web.waiting";
    record.note.replaceChildren(state === "failed" ? button({}, again, say(failed)) : say(`web.${state}`));
    record.element.classList.toggle("waiting", state !== "sent");
    if (state === "sent") record.done = true;
    if (record.album && answer?.files) this.#kept(record, answer.files);
  }

  moved(id, bytes) {
    const record = this.#record(id);
    if (record?.album) showProgress(record.album, bytes);
  }

  /** An answer came in the place of an echo (the asked bubble now shows what was tapped): the tap needs no bubble. */
  amended(ref) {
    const found = this.records.find(({ item }) => item.kind === "tap" && item.ref === ref);
    if (found) this.#forget(found);
  }

  /** Return the messages that were taken and never echoed: they go up into the talk when it goes on. */
  settled() {
    const found = this.records.filter((record) => record.done && record.element && !record.settled);
    for (const record of found) record.settled = true;
    return found.map(({ element }) => element);
  }

  /** Take the message that `echo` repeats out of the waiting ones; return what is to stand in the echo's bubble. */
  claim(echo, replaying) {
    document.querySelectorAll("#items .fate").forEach((note) => note.remove());
    const record = this.#match(echo);
    if (!record) return replaying ? this.#remembered(echo.id) : [];
    this.#forget(record);
    record.echo = echo.id;
    this.#remember(record);
    return [record.album ?? "", make("p", { class: "fate", "aria-live": "off" }, say("web.sent"))];
  }

  #record(id) {
    return this.records.find(({ item }) => item.id === id) ?? this.claimed?.find(({ item }) => item.id === id);
  }

  #match(echo) {
    const text = tidy(plain(echo.bubble));
    const open = this.records.filter(({ item }) => echo.id > item.after);
    const same = open.filter(({ item }) => tidy(item.text ?? item.label ?? "") === text);
    return same.find(({ element }) => element) ?? same[0] ?? open.find(({ item }) => item.kind === "files");
  }

  #forget(record) {
    record.element?.remove();
    this.records = this.records.filter((each) => each !== record);
    this.claimed = [record, ...(this.claimed ?? [])].slice(0, 5);
  }

  #kept(record, files) {
    record.files = files;
    showProgress(record.album, Infinity);
    markFaults(record.album, files);
    this.#remember(record);
  }

  /** Remember which pictures belong to which echo, as soon as both are known. */
  #remember({ echo, files }) {
    if (!echo || !files) return;
    const shots = files.filter((file) => file.sha256).map((file) => file.sha256);
    keep("albums", [[echo, shots], ...load("albums", [])].slice(0, REMEMBERED));
  }

  #remembered(id) {
    const [, shots] = load("albums", []).find(([echo]) => echo === id) ?? [];
    return shots?.length ? [drawAlbum(shots.map((sha256) => ({ name: "", url: `/api/file/${sha256}` })))] : [];
  }
}
