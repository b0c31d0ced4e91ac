// Looks over the page as a strict reader would; returns what is wrong, as sentences. Run inside the page by tests.
() => {
  const problems = [];
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const path = (element) => `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;
  const named = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");

  function name(element) {
    const label = element.labels?.[0]?.textContent ?? "";
    return `${element.ariaLabel ?? ""}${named(element.getAttribute("aria-labelledby"))}${label}${element.textContent}`.trim();
  }

  for (const element of all("button, input, textarea, a, progress, [role=log], [role=group]")) {
    if (!name(element)) problems.push(`${path(element)} has no name`);
    if (element.tabIndex > 0) problems.push(`${path(element)} jumps the queue of the Tab key`);
  }
  for (const image of all("img")) if (!image.hasAttribute("alt")) problems.push(`${path(image)} has no alt`);
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]")) {
    for (const attribute of ["aria-labelledby", "aria-describedby", "for"]) {
      const id = element.getAttribute(attribute);
      if (id && !document.getElementById(id)) problems.push(`${path(element)}: ${attribute}=${id} leads nowhere`);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) problems.push(`two elements are #${id}`);

  for (const element of all("button, textarea, #code, .pick, .language, .paper")) {
    const { width, height } = element.getBoundingClientRect();
    if (width < 44 || height < 44) problems.push(`${path(element)} is ${width}×${height} px, too small for a thumb`);
  }

  const parts = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const blend = (top, alpha, under) => top.map((value, at) => value * alpha + under[at] * (1 - alpha));
  function ground(element) {
    if (!element) return [255, 255, 255];
    const { rgb, alpha } = parts(getComputedStyle(element).backgroundColor);
    return alpha === 1 ? rgb : blend(rgb, alpha, ground(element.parentElement));
  }
  function opacity(element) {
    return element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
  }
  const light = (rgb) => {
    const [red, green, blue] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  function contrast(one, other) {
    const [bright, dark] = [light(one), light(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dark + 0.05);
  }
  let checked = 0;
  for (const element of all("body *")) {
    const written = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!written || element.closest(".sr, [aria-disabled], [disabled], script")) continue;
    const under = ground(element);
    const ink = blend(parts(getComputedStyle(element).color).rgb, opacity(element), under);
    const found = contrast(ink, under);
    checked += 1;
    if (found < 4.5) problems.push(`${path(element)} has a contrast of ${found.toFixed(2)}`);
  }
  if (checked < 5) problems.push(`only ${checked} texts were looked at`);

  const wide = (element) => element.scrollWidth > element.clientWidth + 1;
  for (const element of [document.scrollingElement, ...all("#log, #composer, .card:not(.sr)")]) {
    if (wide(element)) problems.push(`${path(element)} scrolls sideways`);
  }
  for (const element of all("button, textarea, input, .paper")) {
    const { left, right } = element.getBoundingClientRect();
    if (!element.matches(".sr") && (left < 0 || right > innerWidth)) problems.push(`${path(element)} is cut off`);
  }
  return problems;
};
