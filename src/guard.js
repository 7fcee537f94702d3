// Stands before what starts the program: what becomes markup, and what happens where the program cannot go on.
const root = document.documentElement;
const isOneFile = "oneFile" in root.dataset;

// Where the browser asks for it (Trusted Types), what becomes markup or the address of a script goes through here: the texts
// of other pages and the pictures that the program draws have nothing that runs, and one script is loaded by name.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML(text) {
    // A script in such a text does not run: browsers see to that. What else could is refused by the policy, and in its plain
    // forms here, but not what only stands inside the quotes of a value.
    if (/<(?:"[^"]*"|'[^']*'|[^>"'])*?(?:"[^"]*"|'[^']*'|[\s/])(?:on\w+\s*=|srcdoc\s*=|[\w:]*(?:href|src|action)\s*=\s*["']?\s*javascript:)/i.test(text)) {
      throw new TypeError("Refused, since it would run: " + text.slice(0, 80));
    }
    return text;
  },
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, document.baseURI);
    if (origin === location.origin && pathname.endsWith("/offline-worker.js")) return address;
    throw new TypeError("Refused, since it is no script of this site: " + address);
  },
});

// A program that cannot go on is asked nothing more: the browser follows the links, what only the program could do is
// hidden, and one line says so.
let hasStopped = false;
const here = () => (isOneFile ? location.hash : location.pathname + location.search);
let shown = here();
// Back or Forward before this ran has changed the address alone.
const [load] = performance.getEntriesByType("navigation");
if (load && !isOneFile && new URL(load.name).pathname !== location.pathname) location.reload();
const stop = (error, what) => {
  if (hasStopped) return;
  hasStopped = true;
  if ("ready" in root.dataset) shown = here();
  console.warn("Persona Non Grata: the interactive part " + what, error);
  delete root.dataset.ready;
  delete root.dataset.scripted;
  const notice = document.getElementById("notice");
  if (!notice) return;
  notice.textContent =
    "The interactive part " + what + " Everything can be read, and the links work. Loading the page again may help.";
  notice.hidden = false;
};
// These come before the program's own.
for (const kind of ["click", "keydown", "input", "change", "reset", "mouseover", "focusin", "scrollend"]) {
  document.addEventListener(kind, (event) => hasStopped && event.stopImmediatePropagation());
}
addEventListener("popstate", (event) => {
  if ("ready" in root.dataset) return;
  event.stopImmediatePropagation();
  // Entries that a program made are pages all the same; those of fragments are not.
  if (shown !== here()) location.reload();
});
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, (event) => {
    const error = event.error ?? event.reason;
    // Extensions have faults of their own.
    if (/wasm-function/.test(error?.stack)) stop(error, "stopped.");
  });
}
