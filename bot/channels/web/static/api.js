// Calls to the server. A call ends in an answer, in Unreachable (the same again later) or in Refused (never again so).

const SECONDS = 20;
const HEADERS = { "X-Requested-With": "neu-guong" };

export class Unreachable extends Error {
  constructor(status = 0) {
    super("unreachable");
    this.status = status;
  }
}

export class Refused extends Error {
  constructor(status) {
    super("refused");
    this.status = status;
  }
}

function judged(status, text) {
  if (status === 0 || status >= 500 || status === 408 || status === 429) throw new Unreachable(status);
  if (status >= 400) throw new Refused(status);
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreachable(status); // a captive portal answers 200 with a page of its own
  }
}

async function call(path, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SECONDS * 1000);
  try {
    const response = await fetch(path, { ...options, headers: HEADERS, signal: stop.signal, cache: "no-store" });
    return judged(response.status, await response.text());
  } catch (error) {
    throw error instanceof Refused ? error : new Unreachable(error.status);
  } finally {
    clearTimeout(timer);
  }
}

export const post = (path, body = {}) => call(path, { method: "POST", body: JSON.stringify(body) });

/** Whether something can be fetched from `path` now. */
export async function there(path) {
  try {
    return (await fetch(path, { method: "HEAD", headers: HEADERS, cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Whether the server knows this browser. */
export const known = async () => (await call("/api/session", {})).known;

/** Post a form with files; `moved(bytes)` hears how much of it is on its way. Given up when nothing moves any more. */
export function upload(path, form, moved) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const waitFor = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), seconds * 1000);
    };
    request.open("POST", path);
    request.setRequestHeader("X-Requested-With", HEADERS["X-Requested-With"]);
    request.upload.onprogress = (event) => {
      waitFor(SECONDS * 2);
      moved(event.loaded);
    };
    request.upload.onload = () => waitFor(SECONDS * 6);
    request.onloadend = () => {
      clearTimeout(timer);
      try {
        resolve(judged(request.status, request.responseText));
      } catch (error) {
        reject(error);
      }
    };
    waitFor(SECONDS * 2);
    request.send(form);
  });
}
