// The papers of a bubble: links that download, photos that are seen at once, and a word where one cannot be had.

import { there } from "./api.js";
import { make, shape } from "./dom.js";
import { showToast } from "./notices.js";
import { say } from "./words.js";

const PHOTO = /\.(jpg|png)$/i;
const MARK = "M12 4v11m-5-5 5 5 5-5M5 20h14";

/** A photo is seen where it stands, once it comes into sight; whatever else there is has a mark and a name. */
function drawContent(name, path) {
  if (!PHOTO.test(name)) return [shape(MARK), make("span", {}, name)];
  return [make("img", { src: path, alt: name, loading: "lazy", decoding: "async" })];
}

function drawPaper(name, path, excuse, choice) {
  const named = { "aria-label": say("web.download", { name }), "data-choice": choice };
  const look = PHOTO.test(name) ? "paper photo" : "paper";
  const link = make("a", { class: look, href: path, download: name, ...named }, ...drawContent(name, path));
  // The browser downloads by itself, which also works where this page cannot: in an app's own browser, over a weak line.
  link.addEventListener("click", async () => (await there(path)) || showToast(excuse));
  return link;
}

/** Return the links of `bubble`, which is item `id` of the feed. */
export function drawPapers(id, bubble) {
  if (!bubble.papers.length) return [];
  const links = bubble.papers.map((paper, n) => drawPaper(paper.name, `/api/papers/${id}/${n}`, bubble.unavailable[n], `paper-${n}`));
  return [make("div", { class: "papers" }, ...links)];
}
