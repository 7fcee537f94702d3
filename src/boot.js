// Loads the program. Addresses are resolved by this file's own, so that a page at any depth finds them.
const boot = document.getElementById("boot");
const addressOf = (name) => new URL(boot.dataset[name], import.meta.url);
// A relative address of the icon would be resolved anew, and wrongly, with every address that the program shows.
const icon = document.querySelector("link[rel=icon]");
if (icon) icon.href = icon.href;

// A script that is imported cannot be given its checksum; one that was loaded ahead can, and is then the one imported.
const checked = (address, integrity) =>
  new Promise((loaded, failed) => {
    const link = document.createElement("link");
    if (!integrity || !link.relList.supports("modulepreload")) return loaded();
    link.onload = loaded;
    link.onerror = () => failed(new Error(`${address} is missing, or not as it was built`));
    Object.assign(link, { rel: "modulepreload", href: address, integrity });
    document.head.append(link);
  });

// Keys that are pressed on the steps before the program runs are kept for it; one held down counts once.
const early = [];
const keep = (event) => !event.repeat && event.target.closest?.("[data-stepper]") && early.push(event);
addEventListener("keydown", keep);

// What is needed later is on its way from the start, and compiled as it comes: that takes nothing from the first paint.
const program = globalThis.WebAssembly?.compileStreaming?.(fetch(addressOf("wasm"), { priority: "low" })).catch(() => {});
const script = checked(addressOf("js"), boot.dataset.integrity);
script.catch(() => {});
// So is the step that a reader will most likely go to: the program asks for it first.
const next = document.querySelector("[data-stepper] [rel=next]");
if (next) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", fetchPriority: "low", href: next.href });
  document.head.append(link);
}

// The first paint is the page's own: the program starts after it, or soon where nothing is painted (a hidden tab).
await new Promise((go) => {
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, 300);
});
try {
  await script;
  const module = await import(addressOf("js"));
  // A host that sends another type than WebAssembly's is asked once more: then it is compiled whole.
  await module.default({ module_or_path: (await program) ?? addressOf("wasm") });
  // It leaves a page alone that is not as it was built.
  if (!("ready" in root.dataset)) throw new Error("this is not the page that it knows");
  removeEventListener("keydown", keep);
  for (const event of early) event.target.dispatchEvent(new KeyboardEvent("keydown", event));
  // What is not needed now: reading without a connection. Not in a frame, which belongs to another page.
  if (boot.dataset.offline && top === self) {
    const script = addressOf("offline");
    setTimeout(() => checked(script, boot.dataset.offlineIntegrity).then(() => import(script)).catch(() => {}), 1000);
  }
} catch (error) {
  stop(error, "did not load.");
}
