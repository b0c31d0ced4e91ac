// The page's own words, given by the server in the person's language.

const words = JSON.parse(document.getElementById("words").textContent);

export const locale = document.documentElement.lang;

/** Return the words for `key`, with `args` put in for their {names}. */
export function say(key, args = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(args[name] ?? whole));
}
