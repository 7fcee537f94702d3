// What a page does for reading without a connection: it registers the worker, tells of a newer edition, and on the page
// that offers it, keeps the whole site at a click.
const own = document.getElementById("boot").dataset.version;
const worker = navigator.serviceWorker;

/** Says that a newer edition is there. The reader loads it, or reads on. */
function tellOf(edition) {
  if (edition === own || document.getElementById("newer")) return;
  const line = document.createElement("p");
  const button = document.createElement("button");
  Object.assign(line, { id: "newer", className: "notice newer", role: "status" });
  Object.assign(button, { type: "button", className: "button", textContent: "Load it" });
  button.onclick = () => location.reload();
  document.body.append(line);
  // A screen reader tells what changes in a line that is there already.
  setTimeout(() => line.append("A newer edition of this site is there. ", button), 100);
}

/** How long a worker may take from one word to the next, in milliseconds: a browser may have stopped it. */
const PATIENCE = 60_000;

/** Asks a worker, the active one unless another is named; `tell` hears of its progress. */
async function ask(what, tell, one) {
  const asked = one ?? (await worker.ready).active;
  const { port1, port2 } = new MessageChannel();
  return new Promise((answered) => {
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(answered, PATIENCE, { failed: "no answer" });
    };
    port1.onmessage = ({ data }) => {
      wait();
      if (!data.done) return tell?.(data);
      clearTimeout(timer);
      answered(data);
    };
    wait();
    asked.postMessage(what, [port2]);
  });
}

/** Tells of the edition of a worker, the active one unless another is named. */
const tellOfWorker = async (one) => tellOf((await ask({ ask: "state" }, undefined, one)).edition ?? own);

/** Tells of a worker's edition when it has all its files: it may take long until the one before has nothing to do. */
const watch = (installing) =>
  installing?.addEventListener("statechange", () => installing.state === "installed" && tellOfWorker(installing));

/** A part of what offers it, on the page that does. */
const part = (name) => document.querySelector(`[data-offline-${name}]`);

function show({ kept, all, failed, isKeeping }) {
  const offer = part("part");
  if (!offer) return;
  offer.hidden = kept === undefined && !failed;
  const isWhole = kept !== undefined && kept === all;
  const [keep, drop] = [part("keep"), part("drop")];
  const hadFocus = [keep, drop].includes(document.activeElement);
  part("progress").hidden = true;
  // Not disabled before, which would have taken the focus away.
  keep.ariaDisabled = drop.ariaDisabled = null;
  keep.hidden = isWhole;
  drop.hidden = !isWhole;
  if (hadFocus) (isWhole ? drop : keep).focus();
  part("state").textContent = failed
    ? "Not everything could be kept: the connection broke off, the room is not enough, or the site is changing just now. What was kept stays; try again later."
    : isWhole
      ? "The whole site is kept in this browser: it opens without a connection."
      : `${kept} of ${all} pages and files are kept in this browser so far${isKeeping ? "" : ": what you have seen, and what belongs to it"}.`;
  // Begun on this page before it was loaded again, or on another one.
  if (isKeeping) run("keep");
}

/** Says how far it is, on the page that is shown by now. */
function showProgress(what, values) {
  if (!part("part")) return;
  Object.assign(part("progress"), { hidden: false }, values);
  part(what).ariaDisabled = "true";
}

let isAtWork = false;
async function run(what) {
  if (isAtWork) return;
  isAtWork = true;
  showProgress(what);
  const result = await ask({ ask: what }, ({ kept, all }) => showProgress(what, { max: all, value: kept }));
  isAtWork = false;
  show(result.failed ? { ...(await ask({ ask: "state" })), failed: result.failed } : result);
}

if (worker) {
  worker.addEventListener("message", ({ data }) => data?.edition && tellOf(data.edition));
  document.addEventListener("click", ({ target }) => {
    for (const what of ["keep", "drop"]) if (target.closest?.(`[data-offline-${what}]`)) run(what);
  });
  try {
    const root = new URL(".", import.meta.url);
    // A worker that takes itself away would be called back.
    const word = await fetch(new URL("offline.txt", root), { cache: "no-store" }).catch(() => {});
    if (word?.ok && (await word.text()).trim() === "off") {
      for (const name of await caches.keys()) if (name.startsWith(`persona-non-grata:${root.href}:`)) await caches.delete(name);
      await (await worker.getRegistration(root.href))?.unregister();
      throw new Error("switched off by the host");
    }
    const registration = await worker.register(new URL("offline-worker.js", root).href, { updateViaCache: "none" });
    registration.addEventListener("updatefound", () => watch(registration.installing));
    watch(registration.installing);
    if (registration.waiting) tellOfWorker(registration.waiting);
    await worker.ready;
    // What was shown before the worker came, and pages that come without being loaded.
    const see = async () => {
      const state = await ask({ ask: "seen", name: new URL(location.pathname, root).href.slice(root.href.length) });
      show(state.failed ? {} : state);
      return state;
    };
    const { edition = own } = await see();
    // A worker of another edition took over before this script heard of it, or is an older one: then the host has another.
    const isChecked = edition !== own && (await registration.update().catch(() => {}));
    if (isChecked && !registration.installing && !registration.waiting) tellOfWorker();
    new MutationObserver(see).observe(document.querySelector("[data-part=main]"), { childList: true });
    document.addEventListener("visibilitychange", () => document.hidden || registration.update().catch(() => {}));
  } catch (error) {
    // A private window, or a host without https: everything works but this.
    console.info("Persona Non Grata: pages are not kept for reading without a connection.", error);
  }
}
