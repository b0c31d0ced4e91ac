// Photos that wait to be sent, kept on the device: a cheap phone closes the page as soon as the camera opens.

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("neu-guong", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(mode, act) {
  const store = (await database()).transaction("files", mode).objectStore("files");
  return new Promise((resolve, reject) => {
    const request = act(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const memory = new Map();

/** Keep the files of one message: [{name, blob}]. */
export async function keepFiles(id, files) {
  memory.set(id, files);
  await run("readwrite", (store) => store.put(files, id)).catch(() => {}); // then they last as long as the page
}

export async function loadFiles(id) {
  return memory.get(id) ?? (await run("readonly", (store) => store.get(id)).catch(() => undefined));
}

export async function dropFiles(id) {
  memory.delete(id);
  await run("readwrite", (store) => store.delete(id)).catch(() => {});
}
