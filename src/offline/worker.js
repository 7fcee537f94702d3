// The site without a connection. Pages come from the network as long as it answers, and from the copies kept here when it
// does not. Every copy is of one edition, VERSION: a file is kept only if its checksum is the one in that edition's list.
const VERSION = "{version}";
const LIST = "{list}";
const PREFIX = "persona-non-grata:" + self.registration.scope + ":";
const CACHE = PREFIX + VERSION;
/** How long the network may take to begin its answer where a copy is there, in milliseconds. */
const PATIENCE = 4000;

const addressOf = (name) => new URL(name, self.registration.scope).href;
/** The copy of a file, if there is one. Asked in this way, no store is made where there is none. */
const copyOf = (name) => caches.match(addressOf(name), { cacheName: CACHE });
/** Whether the host has switched this off, as far as is known; `looked` is the look at its switch, once there was one. */
let isOff = false;
let looked;
let list;

/** The edition's files: those that every page needs, and all that can be kept, each with its checksum. */
async function files() {
  if (list) return list;
  const kept = await copyOf(LIST);
  list = await (kept ?? (await fetch(addressOf(LIST)))).json();
  return list;
}

/** The name of the file behind an address of this site, without its query; `undefined` for any other address. */
function nameOf(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  if (!url.href.startsWith(self.registration.scope)) return;
  return url.href.slice(self.registration.scope.length).replace(/(^|\/)index\.html$/, "$1");
}

async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keeps an answer if it is the file of this edition; says whether it was. */
async function keep(name, response) {
  if (await isOver()) return false;
  const { all } = await files();
  if (!response.ok || !(name in all)) return false;
  const body = await response.arrayBuffer();
  if ((await checksum(body)) !== all[name] || isOff) return false;
  const headers = new Headers(response.headers);
  // The body is unpacked by now.
  for (const header of ["content-encoding", "content-length"]) headers.delete(header);
  await (await caches.open(CACHE)).put(addressOf(name), new Response(body, { headers }));
  // Switched off meanwhile, the store was made anew.
  if (isOff) await caches.delete(CACHE);
  return !isOff;
}

/** Whether a file is named by its content, and therefore the same everywhere. */
const isNamedByContent = (name) => /-[0-9a-f]{16}(_bg)?\.\w+$/.test(name);

/** Fetches a file and keeps it. What the page has loaded just now need not come again; the checksum tells if it is right. */
async function take(name) {
  for (const cache of isNamedByContent(name) ? ["force-cache", "reload"] : ["no-cache"]) {
    if (await keep(name, await fetch(addressOf(name), { cache }))) return;
  }
  throw new Error(`${name || "the start page"} is not of the edition ${VERSION}`);
}

/** Runs a task for each name, a few at a time; after one that fails none is begun. */
async function each(names, task) {
  const queue = [...names];
  const lane = async () => {
    try {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) await task(name);
    } finally {
      queue.length = 0;
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: 6 }, lane));
  const failed = lanes.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

/** Takes over from an earlier edition what is still the same, and fetches anew what is not: nothing kept is lost. */
async function install() {
  if (await isSwitchedOff()) throw new Error("switched off by the host");
  const { core, all } = await files();
  const cache = await caches.open(CACHE);
  await cache.put(addressOf(LIST), new Response(JSON.stringify(list), { headers: { "content-type": "application/json" } }));
  const wanted = new Set(core);
  for (const earlier of await caches.keys()) {
    if (!earlier.startsWith(PREFIX) || earlier === CACHE) continue;
    const old = await caches.open(earlier);
    for (const { url } of await old.keys()) {
      const name = nameOf(url);
      if (!(name in all)) continue;
      wanted.add(name);
      const copy = await old.match(url);
      if (copy) await keep(name, copy);
    }
  }
  const missing = [];
  for (const name of wanted) if (!(await cache.match(addressOf(name)))) missing.push(name);
  await each(missing, take);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
  for (const client of await self.clients.matchAll()) client.postMessage({ edition: VERSION });
}

/** Whether the host has written "off" into offline.txt. */
async function isSwitchedOff() {
  try {
    const answer = await fetch(addressOf("offline.txt"), { cache: "no-store" });
    return answer.ok && (await answer.text()).trim() === "off";
  } catch {
    return false;
  }
}

/** Takes this worker and all that it has kept away, if the host wants that. */
async function obeySwitch() {
  if (!(await isSwitchedOff())) return;
  isOff = true;
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  await self.registration.unregister();
}

/** Looks at the switch. */
const look = () => (looked = obeySwitch());

/** Whether nothing is to be kept any more. A worker that was stopped and started again knows nothing of the switch. */
async function isOver() {
  await (looked ?? look());
  return isOff;
}

/** What a page that is neither reachable nor kept is answered with. */
async function withoutConnection(name) {
  const page = await copyOf("without-connection.html");
  if (!page) return Response.error();
  const isKnown = name in (await files()).all || `${name}/` in list.all;
  const text = (await page.text())
    .replaceAll("{root}", () => new URL(self.registration.scope).pathname)
    .replace("<!--unknown-->", isKnown ? "" : "<p>No page that is known here has this address: it may be mistyped.</p>");
  return new Response(text, { status: 503, headers: page.headers });
}

async function answer(event, name) {
  const { request } = event;
  if (isNamedByContent(name)) {
    const copy = await copyOf(name);
    if (copy) return copy;
  }
  const fromNetwork = fetch(request).then((response) => {
    if (response.status === 200 && !response.redirected && request.method === "GET") {
      event.waitUntil(keep(name, response.clone()).catch(() => {}));
    }
    return response;
  });
  const copy = await copyOf(name);
  if (copy) {
    let timer;
    const late = new Promise((give) => (timer = setTimeout(give, PATIENCE, copy)));
    const first = await Promise.race([fromNetwork.catch(() => copy), late]);
    clearTimeout(timer);
    // A host in trouble is no better than none.
    return first.status >= 500 ? copy : first;
  }
  try {
    return await fromNetwork;
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    // The host would lead on to the page that has the slash.
    const whole = `${name}/`;
    return (await copyOf(whole)) ? Response.redirect(addressOf(whole) + new URL(request.url).search) : withoutConnection(name);
  }
}

/** How much is kept of what there is. */
async function state() {
  const { all } = await files();
  const names = Object.keys(all);
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => nameOf(url)));
  return { edition: VERSION, kept: names.filter((name) => kept.has(name)).length, all: names.length, isKeeping: !!keeping };
}

/** The keeping of everything while it goes on, and who hears of it: a page that asked may be loaded again meanwhile. */
let keeping;
const listeners = new Set();

async function keepAll(tell) {
  listeners.add(tell);
  keeping ??= keepMissing().finally(() => {
    keeping = undefined;
    listeners.clear();
  });
  await keeping;
}

async function keepMissing() {
  const { all } = await files();
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => nameOf(url)));
  const names = Object.keys(all);
  const missing = names.filter((name) => !kept.has(name));
  let done = names.length - missing.length;
  await each(missing, async (name) => {
    await take(name);
    done += 1;
    for (const tell of listeners) tell({ kept: done, all: names.length });
  });
}

/** Keeps no more than what every page needs. */
async function drop() {
  const { core } = await files();
  const cache = await caches.open(CACHE);
  const needed = new Set([LIST, ...core]);
  for (const { url } of await cache.keys()) if (!needed.has(nameOf(url))) await cache.delete(url);
}

/** Keeps a page that a reader has seen, if it is one. */
async function see(name) {
  const isKept = await copyOf(name);
  // Without a connection it is for another time.
  if (!isKept && name in (await files()).all) await take(name).catch(() => {});
}

async function obey({ ask, name }, tell) {
  if (await isOver()) throw new Error("switched off by the host");
  if (ask === "keep") await keepAll(tell);
  if (ask === "drop") await drop();
  if (ask === "seen") await see(name);
  return state();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const name = nameOf(event.request.url);
  const isKept = name !== undefined && !/^(embed\/|offline\.txt$|offline-worker\.js$)|preview\.png$/.test(name);
  if (event.request.method !== "GET" || event.request.headers.has("range") || !isKept || isOff) return;
  if (event.request.mode === "navigate") event.waitUntil(look());
  event.respondWith(answer(event, name));
});
self.addEventListener("message", (event) => {
  const port = event.ports[0];
  if (!port) return;
  event.waitUntil(
    obey(event.data ?? {}, (progress) => port.postMessage(progress)).then(
      (done) => port.postMessage({ ...done, done: true }),
      (error) => port.postMessage({ failed: String(error.message ?? error), done: true }),
    ),
  );
});
