// Where the person types: the right keyboard for the question, a field that grows, and a draft that survives a reload.

import { byId, touched } from "./dom.js";
import { keep, load } from "./store.js";
import { Tray } from "./tray.js";
import { say } from "./words.js";

const TAKEN = { files: "image/*,application/pdf", workbook: ".xlsx" };
const KEYBOARDS = { number: "numeric", phone: "tel" };

export class Composer {
  /** `sendText(text)` and `sendFiles(files)` take what is sent. */
  constructor(sendText, sendFiles) {
    this.sendText = sendText;
    this.field = byId("answer");
    this.letters = byId("letters");
    this.tray = new Tray(sendFiles);
    this.field.value = load("draft", "");
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#pressed(event));
    this.letters.addEventListener("click", () => this.#keyboard(this.letters.ariaPressed !== "true"));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.fit("none");
  }

  /** Fit the field to what is asked: text, long, number, phone, files, workbook or none. */
  fit(entry) {
    if (entry === this.entry) return;
    this.entry = entry;
    byId("composer").dataset.entry = entry;
    byId("pick").hidden = !(entry in TAKEN) && !this.tray.files.length;
    byId("files").accept = TAKEN[entry] ?? TAKEN.files;
    byId("pick-text").textContent = say(entry === "workbook" ? "web.workbook" : "web.photo");
    this.field.placeholder = say(`web.hint.${entry}`);
    this.field.enterKeyHint = entry === "long" && touched() ? "enter" : "send";
    this.letters.hidden = !(entry in KEYBOARDS);
    this.#keyboard(false);
    this.#changed();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Figures may be typed in words ("1 tỷ 2"): letters are one tap away. */
  #keyboard(letters) {
    const held = document.activeElement === this.field || document.activeElement === this.letters;
    this.letters.ariaPressed = String(letters);
    this.field.inputMode = letters ? "text" : (KEYBOARDS[this.entry] ?? "text");
    if (held && !this.letters.hidden) this.field.focus();
  }

  #changed() {
    keep("draft", this.field.value);
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
    byId("send").classList.toggle("ready", this.field.value.trim() !== "");
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (this.entry === "long" && touched()) return; // a phone's keyboard has no other way to begin a new line
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.#changed();
    this.sendText(text);
  }
}
