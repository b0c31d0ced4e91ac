// The person's own messages between the tap on "send" and their echo in the feed.

import { drawAlbum, markFaults, showProgress } from "./album.js";
import { drawCard, plain } from "./bubble.js";
import { button, byId, make } from "./dom.js";
import { keep, load } from "./store.js";
import { say } from "./words.js";

const LONG = 1500; // milliseconds after which a tap is shown as a message that waits
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

  /** Show a message that waits. A tap or a command is answered by what comes of it: it is shown only when that takes
   * long. A tick is not shown at all. */
  show(item, files = []) {
    if (item.silent) return;
    const album = item.kind === "files" ? drawAlbum(files) : undefined;
    const note = make("p", { class: "fate", "aria-live": "off" });
    const body = album ?? drawCard(written(item.text ?? item.label), true);
    const element = make("article", { class: "bubble own waiting fresh" }, body, note);
    const shy = item.kind === "tap" || (item.text ?? "").startsWith("/");
    element.hidden = shy;
    if (shy) setTimeout(() => (element.hidden = false), LONG);
    this.records.push({ item, album, element, note, shy });
    this.list.append(element);
  }

  /** Show what became of a message: "sending", "sent" or "failed". */
  fate(id, state, answer) {
    const record = this.#record(id);
    if (!record) return;
    const again = () => this.retry(id);
    const failed = navigator.onLine ? "web.retry" : "web.waiting";
    record.note.replaceChildren(state === "failed" ? button({}, again, say(failed)) : say(`web.${state}`));
    record.element.classList.toggle("waiting", state !== "sent");
    if (state === "sent") record.done = true;
    if (state === "failed") record.element.hidden = false;
    if (state === "sent" && record.shy) this.#forget(record);
    if (record.album && answer?.files) this.#kept(record, answer.files);
  }

  moved(id, bytes) {
    const record = this.#record(id);
    if (record?.album) showProgress(record.album, bytes);
  }

  /** Return the messages that were taken and never echoed: they go up into the talk when it goes on. */
  settled() {
    const found = this.records.filter((record) => record.done && !record.settled);
    for (const record of found) record.settled = true;
    return found.map(({ element }) => element);
  }

  /** Take the message that `echo` repeats out of the waiting ones; return its [album, note], as far as there are. */
  claim(echo, replaying) {
    document.querySelectorAll("#items .fate").forEach((note) => note.remove());
    const record = this.#match(echo);
    if (!record) return replaying ? this.#remembered(echo.id) : [];
    this.#forget(record);
    record.echo = echo.id;
    this.#remember(record);
    return [record.album, make("p", { class: "fate", "aria-live": "off" }, say("web.sent"))];
  }

  #record(id) {
    return this.records.find(({ item }) => item.id === id) ?? this.claimed?.find(({ item }) => item.id === id);
  }

  #match(echo) {
    const text = tidy(plain(echo.bubble));
    const open = this.records.filter(({ item }) => echo.id > item.after);
    const same = open.find(({ item }) => tidy(item.text ?? item.label ?? "") === text);
    return same ?? open.find(({ item }) => item.kind === "files");
  }

  #forget(record) {
    record.element.remove();
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
    const shots = files.filter((file) => file.sha256).map(({ sha256, name }) => [sha256, name]);
    keep("albums", [[echo, shots], ...load("albums", [])].slice(0, REMEMBERED));
  }

  #remembered(id) {
    const [, shots] = load("albums", []).find(([echo]) => echo === id) ?? [];
    return shots?.length ? [drawAlbum(shots.map(([sha256, name]) => ({ name, url: `/api/file/${sha256}` })))] : [];
  }
}
