// What this device remembers across reloads. Where it may not remember (private window), it remembers until then.

const memory = new Map();

export function load(name, otherwise) {
  try {
    const text = localStorage.getItem(`neu-guong.${name}`) ?? memory.get(name);
    return text === undefined ? otherwise : JSON.parse(text);
  } catch {
    return memory.has(name) ? JSON.parse(memory.get(name)) : otherwise;
  }
}

export function keep(name, value) {
  const text = JSON.stringify(value);
  memory.set(name, text);
  try {
    localStorage.setItem(`neu-guong.${name}`, text);
  } catch {
    // full or forbidden: the copy in memory serves
  }
}

/** Return a new id; crypto.randomUUID is missing where the page comes over plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
