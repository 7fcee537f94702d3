// Loads the program. Addresses are resolved by this file's own, so that a page at any depth finds them.
const root = document.documentElement;
const boot = document.getElementById("boot");
// A relative address of the icon would be resolved anew, and wrongly, with every address that the program shows.
const icon = document.querySelector("link[rel=icon]");
if (icon) icon.href = icon.href;

// A program that cannot go on is asked nothing more: the browser follows the links, what only the program could do is
// hidden, and one line says so.
let hasStopped = false;
const here = () => location.pathname + location.search;
let shown = here();
const stop = (error, what) => {
  if (hasStopped) return;
  hasStopped = true;
  if ("ready" in root.dataset) shown = here();
  console.warn("Persona Non Grata: the interactive part " + what, error);
  delete root.dataset.ready;
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

// The first paint is the page's own: the program starts after it, or soon where nothing is painted (a hidden tab).
await new Promise((go) => {
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, 300);
});
try {
  const module = await import(new URL(boot.dataset.js, import.meta.url));
  await module.default({ module_or_path: new URL(boot.dataset.wasm, import.meta.url) });
  // It leaves a page alone that is not as it was built.
  if (!("ready" in root.dataset)) throw new Error("this is not the page that it knows");
} catch (error) {
  stop(error, "did not load.");
}
