(async () => {
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme === "dark" || scheme === "light") document.documentElement.dataset.scheme = scheme;
  } catch {}
  // No address of this site is nearly as long: what lies beyond is neither shown nor compared.
  const path = location.pathname.slice(0, 2000);
  const decoded = (text) => {
    try { return decodeURIComponent(text); } catch { return text; }
  };
  const shown = decoded(path);
  const wanted = document.getElementById("wanted");
  wanted.querySelector("code").textContent = shown.length > 300 ? shown.slice(0, 300) + "…" : shown;
  wanted.hidden = false;

  // Folders that may be the root: what stands before a name of ours, then every folder above, deepest first.
  const named = [];
  for (const found of path.matchAll(/\/(?=(?:episodes|events|about|chain|compare|countries|sources|articles|lesson|data|embed)(?:\/|$))/g)) {
    if (named.length < 4) named.push(path.slice(0, found.index + 1));
  }
  const above = [];
  for (let end = path.indexOf("/"); end >= 0 && above.length < 8; end = path.indexOf("/", end + 1)) {
    const folder = path.slice(0, end + 1);
    if (!named.includes(folder)) above.unshift(folder);
  }
  const isRoot = async (folder) => {
    try { return (await fetch(folder + "data/dataset.json", { method: "HEAD" })).ok; } catch { return false; }
  };
  let root;
  for (const folder of named) if (root === undefined && (await isRoot(folder))) root = folder;
  if (root === undefined) {
    const answers = await Promise.all(above.map(isRoot));
    root = above.find((_, i) => answers[i]);
  }
  if (root === undefined) return;

  // Letters without accents, digits, and single hyphens for everything else, as in an id.
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const parts = decoded(path.slice(root.length)).replace(/(index)?\.html?\/*$/i, "").split("/").map(plain).filter(Boolean);
  const isFramed = parts[0] === "embed";
  if (isFramed) parts.shift();
  const leadTo = (link, page, hasFrame) => { link.href = root + (isFramed && hasFrame ? "embed/" : "") + page; };
  const crises = [...document.querySelectorAll("#list a")];
  for (const link of document.querySelectorAll("a[data-path]")) leadTo(link, link.dataset.path, crises.includes(link));

  // Without the list of all pages the crises are there to compare with.
  let groups = [["crisis", true, crises.map((link) => [link.dataset.path, link.textContent])]];
  try {
    const answer = await fetch(root + "addresses.json");
    if (answer.ok) groups = await answer.json();
  } catch {}

  // Damerau–Levenshtein distance (optimal string alignment) as a share of the longer text; 1 where it is above the limit.
  const limit = 0.34;
  const unlikeness = (a, b) => {
    const longer = Math.max(a.length, b.length);
    const most = longer < 4 ? 0 : Math.floor(longer * limit);
    if (Math.abs(a.length - b.length) > most) return 1;
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        if (row[j] < least) least = row[j];
      }
      if (least > most) return 1;
      [before, last] = [last, row];
    }
    return last[b.length] > most ? 1 : last[b.length] / longer;
  };

  // What was asked, with and without the folders before it.
  const endings = (parts) =>
    [0, 1, 2].map((from) => parts.slice(-3).slice(from).join("-")).filter((key) => key && key.length <= 160);
  const asked = [...new Set(endings(parts))];
  const number = /^\d{1,4}$/.test(parts.at(-1)) ? Number(parts.at(-1)) : undefined;
  const askedBefore = number === undefined ? [] : [...new Set(endings(parts.slice(0, -1)))];
  const withoutYears = (key) => key.replace(/(-\d{2,4})+$/, "");
  const nearest = (asked, key) => Math.min(1, ...asked.map((text) => unlikeness(text, key)));
  // Of a name without its years a little is missing.
  const nearestName = (asked, key) => {
    const short = withoutYears(key);
    return Math.min(nearest(asked, key), short === key ? 1 : nearest(asked, short) + 0.05);
  };
  /** Whether the letters of the one stand in the other, in their order. */
  const isWithin = (short, long) => {
    let at = -1;
    return [...short].every((letter) => (at = long.indexOf(letter, at + 1)) >= 0);
  };
  const score = (kind, path, title) => {
    const [folder, ...ids] = path.split("/").filter(Boolean);
    const id = ids.length ? ids.join("-") : folder;
    let best = nearestName(asked, plain(title));
    if (kind === "step") {
      // Of the steps of a crisis, those by the number that was asked for.
      const step = Number(ids[1]);
      best = Math.min(best, nearest(asked, plain(title.split(" · ")[0])));
      if (number !== undefined) {
        best = Math.min(best, nearestName(askedBefore, ids[0]) + (0.1 * Math.abs(number - step)) / (number + step));
      }
    } else if (kind === "country" || kind === "organisation") {
      // A code is too short for a distance: one letter may be too many, as in the codes of three letters.
      const last = parts.at(-1) ?? "";
      const isCode = parts.length === 1 || unlikeness(parts.at(-2), folder) < 1;
      if (isCode && last === id) best = 0;
      else if (isCode && ((last === "uk" && id === "gb") || (last.length === 3 && last.startsWith(id)))) best = 0.05;
      else if (isCode && last.length === 3 && last.startsWith(id[0]) && isWithin(id, last)) best = 0.1;
    } else {
      best = Math.min(best, nearestName(asked, id));
      if (kind === "chain" && ids.length && parts.includes("chain")) best = Math.min(best, nearestName(asked, ids[0]));
      if (kind === "crisis") {
        best = Math.min(best, nearestName(askedBefore, id) + 0.05);
        if (asked.some((key) => key.startsWith(id + "-"))) best = Math.min(best, 0.25);
      }
    }
    // A page to which something was added, the deepest first.
    if (parts.join("/").startsWith([folder, ...ids].join("/") + "/")) best = Math.min(best, 0.28 - 0.02 * ids.length);
    // Of equals, the one in the folder that was asked for.
    return best + (parts.includes(folder) ? 0 : 0.01);
  };

  // A folder alone names no page of those in it, but the one that leads to all of them; the crises stand below anyway.
  const lists = new Map([["countries", "compare/"], ["events", "chain/"], ["episodes", null]]);
  const list = parts.length === 1 ? lists.get(parts[0]) : undefined;
  const found = [];
  for (const [kind, hasFrame, pages] of groups) {
    for (const [page, title] of pages) {
      if (list === undefined) found.push({ kind, hasFrame, page, title, score: score(kind, page, title) });
      else if (page === list) found.push({ kind, hasFrame, page, title, score: 0 });
    }
  }
  found.sort((a, b) => a.score - b.score);
  // Beside a page that fits exactly, only what is as good as exact.
  const best = found[0]?.score ?? 1;
  const worst = Math.min(limit + 0.01, best + (best < 0.02 ? 0.06 : 0.12));
  let steps = 0;
  const near = found.filter((one) => one.score <= worst && (one.kind !== "step" || ++steps <= 3)).slice(0, 6);
  if (near.length === 0) return;
  const section = document.getElementById("near");
  for (const { kind, hasFrame, page, title } of near) {
    const link = document.createElement("a");
    link.textContent = title;
    leadTo(link, page, hasFrame);
    const note = document.createElement("span");
    note.textContent = kind === "step" ? `step ${page.match(/(\d+)\/$/)?.[1]}` : kind;
    const item = document.createElement("li");
    item.append(link, " ", note);
    section.querySelector("ul").append(item);
  }
  section.hidden = false;
})().finally(() => {
  document.documentElement.dataset.ready = "";
});
