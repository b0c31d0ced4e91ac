// Makes elements. Text is only ever set as text, never parsed as markup.

export const byId = (id) => document.getElementById(id);

/** Return a small drawing of lines, in the colour of the text around it. */
export function shape(path) {
  const drawn = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const picture = drawn("svg", { class: "shape", viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" });
  picture.append(drawn("path", { d: path }));
  return picture;
}

/** Return a new element; an attribute that is false, null or undefined is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Return a button that does `act` when pressed. */
export function button(attributes, act, ...children) {
  const element = make("button", { type: "button", ...attributes }, ...children);
  element.addEventListener("click", act);
  return element;
}

/** Whether this is a device for fingers, where focusing a field opens a keyboard over half of the page. */
export const touched = () => matchMedia("(hover: none), (pointer: coarse)").matches;
