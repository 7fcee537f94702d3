// The edition in one file: behind the program's own script, in the same module. Pages, data and program lie packed in the
// document. An address is what stands behind `#`: `#/episodes/skripal-2018/3/?event=…`, and in a page `…/#note-1`.
// It stands there for those who have no JavaScript.
document.getElementById("opening").remove();

const notify = (text) => {
  const notice = document.getElementById("notice");
  notice.textContent = text;
  notice.hidden = !text;
};

// Five letters hold four bytes, as `prerender::one_file` writes them.
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&,>()[]{}@%$#";
const digits = new Uint8Array(128);
for (let digit = 0; digit < 85; digit++) digits[LETTERS.charCodeAt(digit)] = digit;

const bytesOf = (id) => {
  const { dataset, textContent: text } = document.getElementById(id);
  const bytes = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let at = 0, place = 0; at < text.length; place += 4) {
    let four = 0;
    for (const end = at + 5; at < end; at++) four = four * 85 + digits[text.charCodeAt(at)];
    bytes.setUint32(place, four);
  }
  return new Uint8Array(bytes.buffer, 0, Number(dataset.packed));
};

/** What unpacks the rest. It is itself packed in the way that browsers know. */
async function unpacker() {
  const small = new Blob([bytesOf("unpack")]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const { instance } = await WebAssembly.instantiate(await new Response(small).arrayBuffer());
  const { memory, room, unpack } = instance.exports;
  return (id) => {
    const packed = bytesOf(id);
    const length = Number(document.getElementById(id).dataset.bytes);
    // Memory that grows is another buffer: it is asked for only then.
    const given = room(packed.length);
    new Uint8Array(memory.buffer, given, packed.length).set(packed);
    const place = unpack(length);
    if (!place) throw new Error(`the part “${id}” of this file is damaged`);
    return new Uint8Array(memory.buffer, place, length).slice();
  };
}

const decoder = new TextDecoder();
/** The files of this edition by their address from `/`: title and type, and where their bytes lie. */
const files = new Map();
let contents;

/** Reads the list in front of the pages; the pages themselves are read when they are asked for. */
function open(bytes) {
  const end = bytes.indexOf(10);
  let start = end + 1;
  for (const [name, title, length] of JSON.parse(decoder.decode(bytes.subarray(0, end)))) {
    files.set(name, { title, start, end: start + length });
    start += length;
  }
  contents = bytes;
}

const textOf = ({ start, end }) => decoder.decode(contents.subarray(start, end));
/** Path, query and place in the page of an address behind `#`. */
const parted = (address) => address.match(/^#(\/[^?#]*)(\?[^#]*)?(?:#(.*))?$/) ?? [];
const pageAt = (path = "") => (path.endsWith("/") ? files.get(path) : undefined);

const sayMissing = (address) => notify(`This file has no page at ${address.slice(0, 200)}.`);

// The program asks for the text of a page as it does on the web.
globalThis.fetch = async (address) => {
  const [, path] = parted(String(address));
  const page = pageAt(path);
  if (!page) {
    sayMissing(path ?? String(address));
    return new Response("", { status: 404 });
  }
  const body = `<!DOCTYPE html><title>${page.title}</title><div id="app" data-path="/"></div><div data-part="main">${textOf(page)}</div>`;
  return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
};

/** Brings the part of the page into view that a note or a list of contents leads to; `false` if it has none. */
function goTo(id) {
  let name = id;
  try {
    name = decodeURIComponent(id);
  } catch {
    // Whoever typed it may have left a bare percent sign.
  }
  const target = document.getElementById(name);
  if (!target) return false;
  for (let part = target.parentElement; part; part = part.parentElement) if (part.localName === "details") part.open = true;
  if (!target.matches("a[href], button, input, select, summary, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
  return true;
}

/** Hands a file of `/data/` to the reader. */
function save(name, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([contents.subarray(file.start, file.end)], { type: "application/octet-stream" }));
  link.download = name.slice(name.lastIndexOf("/") + 1);
  link.click();
}

/** Writes an address. A browser that refuses it keeps the old one: the page is shown all the same. */
function write(state, address) {
  try {
    history.replaceState(state, "", address);
  } catch {}
}

addEventListener(
  "click",
  (event) => {
    const address = event.target.closest?.("a[href]")?.getAttribute("href") ?? "";
    const behind = address.startsWith("#") ? address : address.slice(address.indexOf("#"));
    if (event.defaultPrevented || (!address.startsWith("#") && !address.startsWith(location.href.split("#")[0] + "#"))) return;
    const [, path] = parted(behind);
    if (!path) {
      // A place in the page: the address says so behind the page's own.
      event.preventDefault();
      if (!goTo(behind.slice(1))) return;
      const [, here = "/", query = ""] = parted(location.hash);
      write(history.state, `#${here}${query}${behind}`);
      return;
    }
    if (path.endsWith("/")) return;
    event.preventDefault();
    const file = files.get(path);
    if (file) save(path, file);
    else notify("This file does not have that: it is on the site alone.");
  },
  true,
);

/** Writes the last slash of an address that lacks it alone. */
function mend() {
  const [, path, query = "", place] = parted(location.hash);
  if (path && !files.has(path) && pageAt(`${path}/`)) write(history.state, `#${path}/${query}${place ? `#${place}` : ""}`);
}

// Before the program reads it.
addEventListener("popstate", mend);

/** Shows the page that the address asks for, before the program starts. */
function showFirst() {
  mend();
  const [, path = "/", , place] = parted(location.hash);
  const page = pageAt(path);
  if (!page) {
    write(null, "#/");
    return sayMissing(path);
  }
  if (!location.hash) write(null, "#/");
  if (path === "/") return;
  const main = document.querySelector("[data-part=main]");
  main.innerHTML = textOf(page);
  const title = document.createElement("textarea");
  title.innerHTML = page.title;
  document.title = title.value;
  document.getElementById("app").dataset.path = path;
  for (const link of document.querySelectorAll(".site-header__links a")) {
    if (link.getAttribute("href") === `#${path}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (place) goTo(place);
}

addEventListener("hashchange", ({ oldURL }) => {
  const [, path] = parted(location.hash);
  if (pageAt(path)) return;
  sayMissing(path ?? location.hash);
  // The page that is shown stays, and with it its address.
  write(history.state, new URL(oldURL).hash);
});

try {
  const unpacked = await unpacker();
  const program = unpacked("program");
  open(unpacked("pages"));
  showFirst();
  await __wbg_init({ module_or_path: program });
  if (!("ready" in root.dataset)) throw new Error("this is not the page that it knows");
} catch (error) {
  stop(error, "did not load.");
  if (!contents) notify("This browser cannot open more than the start page of this file: it is too old, or does not allow WebAssembly.");
}
