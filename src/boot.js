// Loads the program. Addresses are resolved by this file's own, so that a page at any depth finds them.
const boot = document.getElementById("boot");
// A relative address of the icon would be resolved anew, and wrongly, with every address that the program shows.
const icon = document.querySelector("link[rel=icon]");
icon.href = icon.href;

// The first paint is the page's own: the program starts after it, or soon where nothing is painted (a hidden tab).
await new Promise((go) => {
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, 300);
});
try {
  const module = await import(new URL(boot.dataset.js, import.meta.url));
  await module.default({ module_or_path: new URL(boot.dataset.wasm, import.meta.url) });
} catch (error) {
  console.warn("Persona Non Grata: the interactive part did not load.", error);
  const notice = document.getElementById("notice");
  notice.textContent = "The interactive part did not load. Everything can be read, and the links work.";
  notice.hidden = false;
}
