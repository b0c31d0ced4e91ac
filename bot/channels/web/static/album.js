// Small pictures of photos and papers: chosen, on their way, or sent.

import { make } from "./dom.js";
import { say } from "./words.js";

const PAPER = /\.(pdf|xlsx)$/i;

/** Return a picture of one file; what is no picture shows its name instead. */
export function drawShot({ name, blob, url }) {
  const shot = make("figure", { class: "shot" });
  const paper = () => make("figcaption", {}, PAPER.test(name) ? make("b", {}, PAPER.exec(name)[1].toUpperCase()) : "", name);
  if (PAPER.test(name)) {
    shot.append(paper());
    return shot;
  }
  const source = url ?? URL.createObjectURL(blob);
  const picture = make("img", { src: source, alt: name, loading: "lazy" });
  picture.onload = () => blob && URL.revokeObjectURL(source);
  picture.onerror = () => picture.replaceWith(paper());
  shot.append(picture);
  return shot;
}

/** Return the pictures of one message, each with its own progress while there is something to send. */
export function drawAlbum(files) {
  const album = make("div", { class: "album" });
  for (const file of files) {
    const shot = drawShot(file);
    shot.dataset.size = file.blob?.size ?? 0;
    if (file.blob) shot.append(make("progress", { max: 1, value: 0, "aria-label": file.name }));
    album.append(shot);
  }
  return album;
}

/** Show how far each file is, when `bytes` of all of them are on their way: they go one after the other. */
export function showProgress(album, bytes) {
  let before = 0;
  for (const shot of album.children) {
    const size = Number(shot.dataset.size) || 1;
    const bar = shot.querySelector("progress");
    if (bar) bar.value = Math.min(1, Math.max(0, (bytes - before) / size));
    shot.classList.toggle("arrived", bytes >= before + size);
    before += size;
  }
}

/** Say under each file that was not kept why not. */
export function markFaults(album, files) {
  files.forEach((file, at) => {
    if (!file.fault || !album.children[at]) return;
    album.children[at].classList.add("refused");
    album.children[at].append(make("span", { class: "fault" }, say(`web.fault.${file.fault}`)));
  });
}
