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
  line.append("A newer edition of this site is there. ", button);
  document.body.append(line);
}

/** Asks the worker; `tell` hears of its progress. */
async function ask(what, tell) {
  const { active } = await worker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((answered) => {
    port1.onmessage = ({ data }) => (data.done ? answered(data) : tell?.(data));
    active.postMessage(what, [port2]);
  });
}

/** A part of what offers it, on the page that does. */
const part = (name) => document.querySelector(`[data-offline-${name}]`);

function show({ kept, all, failed }) {
  const offer = part("part");
  if (!offer) return;
  offer.hidden = false;
  const isWhole = kept === all;
  const progress = part("progress");
  progress.hidden = true;
  part("keep").hidden = isWhole;
  part("drop").hidden = !isWhole;
  part("state").textContent = failed
    ? "Not everything could be kept: the connection broke off, the room is not enough, or the site is changing just now. What was kept stays; try again later."
    : isWhole
      ? "The whole site is kept in this browser: it opens without a connection."
      : `${kept} of ${all} pages and files are kept in this browser so far: what you have seen, and what belongs to it.`;
}

async function run(what) {
  const progress = part("progress");
  progress.hidden = false;
  const buttons = [part("keep"), part("drop")];
  for (const button of buttons) button.disabled = true;
  const result = await ask({ ask: what }, ({ kept, all }) => {
    Object.assign(progress, { max: all, value: kept });
  });
  for (const button of buttons) button.disabled = false;
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
    if (word?.ok && (await word.text()).trim() === "off") throw new Error("switched off by the host");
    const registration = await worker.register(new URL("offline-worker.js", root).href, { updateViaCache: "none" });
    await worker.ready;
    // What was shown before the worker came, and pages that come without being loaded.
    const see = async () => {
      const state = await ask({ ask: "seen", name: new URL(location.pathname, root).href.slice(root.href.length) });
      if (part("part")) show(state);
    };
    await see();
    new MutationObserver(see).observe(document.querySelector("[data-part=main]"), { childList: true });
    document.addEventListener("visibilitychange", () => document.hidden || registration.update().catch(() => {}));
  } catch (error) {
    // A private window, or a host without https: everything works but this.
    console.info("Persona Non Grata: pages are not kept for reading without a connection.", error);
  }
}
