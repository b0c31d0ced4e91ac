// The photos that were chosen and not sent yet: look at them, take one out, add another, send them as one answer.

import { drawShot } from "./album.js";
import { button, byId, make } from "./dom.js";
import { showToast } from "./notices.js";
import { shrink } from "./shrink.js";
import { say } from "./words.js";

const BIGGEST = 20 * 1024 * 1024;
const MOST = 20;

export class Tray {
  /** `send(files)` takes what the tray's own button sends. */
  constructor(send) {
    this.files = [];
    this.box = byId("tray");
    this.input = byId("files");
    this.shots = make("div", { class: "album" });
    this.button = button({ class: "primary" }, () => send(this.#take()));
    this.box.append(this.shots, this.button);
    this.input.addEventListener("change", () => this.#chosen());
  }

  /** Return what was chosen and forget it. */
  #take() {
    const files = this.files.map(({ name, blob }) => ({ name, blob }));
    this.files = [];
    this.shots.replaceChildren();
    this.#show();
    return files;
  }

  async #chosen() {
    const chosen = [...this.input.files];
    this.input.value = ""; // so that the same photo can be chosen again
    for (const file of chosen) {
      if (this.files.length >= MOST) {
        showToast(say("web.too_many"));
        break;
      }
      this.#add(file.name, await shrink(file));
    }
    this.#show();
    this.button.focus({ preventScroll: true });
  }

  #add(name, blob) {
    if (blob.size > BIGGEST) {
      showToast(say("web.too_big", { name }));
      return;
    }
    const file = { name, blob };
    const shot = drawShot(file);
    const out = () => {
      this.files = this.files.filter((each) => each !== file);
      shot.remove();
      this.#show();
      (this.shots.querySelector("button") ?? this.input).focus();
    };
    shot.append(button({ class: "out", "aria-label": say("web.remove", { name }) }, out, make("span", {}, "×")));
    this.files.push(file);
    this.shots.append(shot);
    this.#show();
  }

  #show() {
    const n = this.files.length;
    this.box.hidden = !n;
    byId("row").hidden = n > 0; // words typed beside photos would answer the next question
    this.button.textContent = say("web.send_files", { n });
    byId("pick-text").textContent = say(n ? "web.more" : "web.photo");
    byId("pick").classList.toggle("small", n > 0);
  }
}
