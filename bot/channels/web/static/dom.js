// Makes elements. Text is only ever set as text, never parsed as markup.

export const byId = (id) => document.getElementById(id);

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
