// The papers of a bubble: links that download, and a word where one cannot be had.

import { there } from "./api.js";
import { make, shape } from "./dom.js";
import { showToast } from "./notices.js";
import { say } from "./words.js";

const MARK = "M12 4v11m-5-5 5 5 5-5M5 20h14";

function drawPaper(name, path, excuse, choice) {
  const named = { "aria-label": say("web.download", { name }), "data-choice": choice };
  const link = make("a", { class: "paper", href: path, download: name, ...named }, shape(MARK), make("span", {}, name));
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
