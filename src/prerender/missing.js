(async () => {
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme === "dark" || scheme === "light") document.documentElement.dataset.scheme = scheme;
  } catch {}
  const path = location.pathname;
  const wanted = document.getElementById("wanted");
  wanted.querySelector("code").textContent = path;
  wanted.hidden = false;

  // Folders that may be the root: what stands before a name of ours, then every folder above, deepest first.
  const folders = [];
  for (const found of path.matchAll(/\/(?=(?:episodes|events|about|chain|compare|countries|sources|articles|data|embed)(?:\/|$))/g)) {
    folders.push(path.slice(0, found.index + 1));
  }
  for (let end = path.lastIndexOf("/"); end >= 0; end = path.lastIndexOf("/", end - 1)) {
    folders.push(path.slice(0, end + 1));
    if (end === 0) break;
  }
  let root;
  for (const folder of new Set(folders)) {
    try {
      if ((await fetch(folder + "data/dataset.json", { method: "HEAD" })).ok) {
        root = folder;
        break;
      }
    } catch { break; }
  }
  const links = [...document.querySelectorAll("a[data-path]")];
  if (root !== undefined) for (const link of links) link.href = root + link.dataset.path;

  // Likeness: pairs of letters that the address and the episode's id share.
  const pairs = (text) => {
    const letters = text.toLowerCase().replace(/[^a-z0-9]+/g, " ");
    return new Set([...letters].map((_, i) => letters.slice(i, i + 2)).filter((pair) => pair.trim().length === 2));
  };
  const asked = pairs(path.replace(/^.*?(episodes|events)\//, ""));
  const score = (item) => {
    const own = pairs(item.firstChild.dataset.path.slice(9) + " " + item.textContent);
    return [...own].filter((pair) => asked.has(pair)).length / Math.sqrt(own.size || 1);
  };
  const list = document.getElementById("list");
  const items = [...list.children].map((item) => [score(item), item]).sort((a, b) => b[0] - a[0]);
  if (items[0][0] > 1) {
    document.getElementById("episodes").textContent = "The crises, nearest to that address first";
    list.append(...items.map(([, item]) => item));
  }
})();
