// A walk by keyboard through every kind of page: from the top to the end, and back.
//
// Every visible control is a stop, in the order in which it is seen, and shows that it has the focus. The walks are recorded
// in walks/; after a change that is meant: `UPDATE_WALKS=1`, then read the difference before it is kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { chainParts, compareParts, open, routes, samplePages, sites, weight } from "./helpers.mjs";

test.use({ contextOptions: { reducedMotion: "reduce" }, viewport: { width: 1280, height: 800 } });

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** The page of least weight of a kind: its controls are those of the others, of which there are more. */
const lightest = (pattern) => routes.filter((route) => pattern.test(route)).sort((a, b) => weight(a) - weight(b))[0];

/** A page of every kind. */
const pages = {
  ...Object.fromEntries(Object.entries(samplePages).filter(([kind]) => !/heaviest|episode/.test(kind))),
  "an episode": "episodes/operation-foot-1971/",
  "an event": samplePages["the heaviest event"],
  "a country": lightest(/^countries\/../),
  "an article": lightest(/^articles\/./),
  "a crisis in a frame": "embed/episodes/operation-foot-1971/",
  "a chain in a frame": "embed/episodes/operation-foot-1971/chain/",
};

/** Of pages with thousands of links of a few kinds, as that of all sources, so many stops are walked. */
const MOST = 300;

/** How far the walk leads back. */
const BACK = 60;

/** Makes the page write down every stop: what it is, whether it can be seen, whether it shows that it has the focus. */
const record = (page) =>
  page.evaluate(() => {
    /** How an element is drawn, with what is drawn in it and the label around it. */
    const drawn = (element) => {
      const parts = [element, ...element.querySelectorAll("*"), ...(element.closest("label") ? [element.closest("label")] : [])];
      return parts
        .slice(0, 30)
        .map((part) => {
          const style = getComputedStyle(part);
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, stroke, strokeWidth, backgroundColor } = style;
          const outline = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
          return [outline, boxShadow, borderColor, stroke, strokeWidth, backgroundColor].join(" ");
        })
        .join("; ");
    };
    const clean = (text) => text.replace(/\s+/g, " ").trim();
    const nameOf = (element) => {
      const by = element.getAttribute("aria-labelledby");
      const told =
        element.getAttribute("aria-label") ||
        (by && by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ")) ||
        (element.labels?.[0] && [...element.labels[0].childNodes].filter((node) => !node.matches?.("select")).map((node) => node.textContent).join(" ")) ||
        element.querySelector(":scope > title")?.textContent ||
        element.textContent;
      return clean(told).slice(0, 80);
    };
    const roleOf = (element) =>
      element.getAttribute("role") ??
      { A: "link", BUTTON: "button", SELECT: "select", SUMMARY: "summary", INPUT: element.type }[element.tagName.toUpperCase()] ??
      element.tagName.toLowerCase();
    /** Whether some point of it is not covered by anything else. */
    const isInFront = (element) => {
      for (const box of element.getClientRects()) {
        for (const x of [0.5, 0.05, 0.95]) {
          for (const y of [0.5, 0.1, 0.9]) {
            const front = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
            if (front && (element.contains(front) || front.contains(element) || front.closest("label")?.contains(element))) return true;
          }
        }
      }
      return false;
    };
    const isDrawn = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const list = (window.__walk = []);
    let last;
    const leave = () => {
      if (!last) return;
      // An element that is gone (its page was left) cannot be asked any more.
      last.stop.isShown = drawn(last.element) !== last.drawn;
      last = undefined;
    };
    document.addEventListener("focusout", () => queueMicrotask(leave));
    document.addEventListener("focusin", ({ target }) => {
      leave();
      const box = target.getBoundingClientRect();
      // Where it stands in the page, whatever has been scrolled; what sticks to the window's edge stands nowhere.
      let [across, down] = [scrollX, scrollY];
      let isLoose = false;
      // The box that it scrolls in: how it stands to what is in another one changes.
      let scroller = null;
      for (let at = target; at && at !== document.body; at = at.parentElement) {
        across += at.scrollLeft ?? 0;
        down += at.scrollTop ?? 0;
        if (at !== target && at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) scroller ??= at;
        isLoose ||= ["fixed", "sticky"].includes(getComputedStyle(at).position);
      }
      const stop = {
        element: target,
        role: roleOf(target),
        name: nameOf(target),
        list: target.closest("svg, tbody, ol, ul, dl, [role=tree]"),
        // Of a radio button that is drawn by its label, the label is seen.
        isSeen: isDrawn(target.type === "radio" ? target.closest("label") : target) && isInFront(target.closest("label") ?? target),
        scroller: scroller && [...document.querySelectorAll("*")].indexOf(scroller),
        part: target.closest(".ledger__notes, .step__story")?.className.split(" ")[0] ?? "",
        isPlaced: Boolean(target.closest("main")) && !isLoose,
        left: box.left + across,
        right: box.right + across,
        top: box.top + down,
        bottom: box.bottom + down,
      };
      last = { element: target, stop, drawn: drawn(target) };
      list.push(stop);
    });
  });

/** Presses a key until the focus has left the document or stands again where it began, at most `most` times. */
async function walk(page, key, most = Infinity) {
  await page.evaluate(() => (window.__walk.length = 0));
  for (let pressed = 0; pressed < most; ) {
    for (let i = 0; i < 25 && pressed < most; i += 1, pressed += 1) await page.keyboard.press(key);
    const isOver = await page.evaluate(() => {
      const walk = window.__walk;
      const again = walk.findIndex((stop, i) => i > 0 && stop.element === walk[0].element);
      if (again > 0) walk.length = again;
      return again > 0 || walk.length === 0 || walk.length > 20_000;
    });
    if (isOver) break;
  }
  return page.evaluate(() => window.__walk.map(({ element, list, ...stop }) => stop));
}

/** What should be a stop and is none, what is one and should not be, and stops in another order than in the document. */
const missed = (page, isWhole) =>
  page.evaluate((isWhole) => {
    const isStop = (element) => {
      if (element.tabIndex < 0 || element.disabled || element.closest("[inert]")) return false;
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      // Of radio buttons the chosen one is the stop.
      if (element.type === "radio" && !element.checked) return false;
      // A closed dialog, closed details.
      return element.getClientRects().length > 0;
    };
    const wanted = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(isStop);
    const walked = window.__walk.map(({ element }) => element);
    // A walk that was cut short can have missed only what stands before its end.
    const asked = isWhole ? wanted : wanted.slice(0, wanted.indexOf(walked.at(-1)) + 1);
    const told = (element) => element.outerHTML.slice(0, 100);
    const visited = new Set(walked);
    // The browser makes a box that scrolls a stop of its own where nothing in it is one.
    const isScroller = (element) => element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    const set = new Set(wanted);
    const inBoth = walked.filter((element) => set.has(element));
    return {
      notReached: asked.filter((element) => !visited.has(element)).slice(0, 5).map(told),
      unasked: walked.filter((element) => !set.has(element) && !isScroller(element)).slice(0, 5).map(told),
      twice: walked.length - visited.size,
      outOfOrder: inBoth
        // The parts of a step stand in another order on a phone: `jumps` looks at those.
        .filter((element) => !element.closest(".step"))
        .filter((element, i, all) => i > 0 && !(all[i - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING))
        .slice(0, 5)
        .map(told),
    };
  }, isWhole);

/** The stops as lines. Of stops of one role that follow each other in one list, the first two and the last are named. */
const lines = (page) =>
  page.evaluate(() => {
    const out = [];
    const line = ({ role, name }) => `${role} “${name}”`;
    const walk = window.__walk;
    for (let i = 0; i < walk.length; ) {
      let end = i + 1;
      while (end < walk.length && walk[end].list && walk[end].list === walk[i].list && walk[end].role === walk[i].role) end += 1;
      const run = walk.slice(i, end).map(line);
      if (run.length > 5) run.splice(2, run.length - 3, `… ${run.length - 3} more of the list`);
      out.push(...run);
      i = end;
    }
    return out;
  });

const folder = new URL("walks/", import.meta.url);

/** Holds a walk against its record, or writes it. */
function expectRecorded(kind, walked) {
  const file = new URL(`${kind.toLowerCase().replaceAll(" ", "-")}.txt`, folder);
  const text = `${walked.join("\n")}\n`;
  if (process.env.UPDATE_WALKS) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `${file.pathname} is missing: record it by UPDATE_WALKS=1`).toBe(true);
  expect(text, "the recorded walk (UPDATE_WALKS=1 records it anew)").toBe(readFileSync(file, "utf8"));
}

/** Stops that stand above the one before them, in the same column of the content: the eye would have to jump back. */
const jumps = (stops) =>
  // On a phone a step tells its story above the notes of its picture, which belong to the picture: `/about/accessibility/`.
  stops.flatMap((stop, i) => {
    const before = stops[i - 1];
    if (!before?.isPlaced || !stop.isPlaced || before.scroller !== stop.scroller) return [];
    if (before.part === "ledger__notes" && stop.part === "step__story") return [];
    const overlap = Math.min(before.right, stop.right) - Math.max(before.left, stop.left);
    const isAbove = stop.bottom <= before.top + 1 && overlap > Math.min(24, (stop.right - stop.left) / 2);
    return isAbove ? [`${before.name} → ${stop.name}`] : [];
  });

for (const [format, viewport] of [
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
]) {
  for (const [kind, path] of Object.entries(pages)) {
    // What differs on a phone are these.
    if (viewport === PHONE && !["home", "a step", "a small chain", "the comparison", "a country", "a step in a frame"].includes(kind)) continue;
    test(`Tab leads through ${kind} and out of it, and back, on ${format}`, async ({ page }) => {
      test.setTimeout(240_000);
      await page.setViewportSize(viewport);
      await open(page, sites.root + path);
      await record(page);
      const stops = await walk(page, "Tab", MOST);
      expect(stops.length).toBeGreaterThan(1);
      expect.soft(await missed(page, stops.length < MOST)).toEqual({ notReached: [], unasked: [], twice: 0, outOfOrder: [] });
      const named = ({ role, name, top }) => `${role} “${name}” at ${Math.round(top)} px`;
      expect.soft(stops.filter(({ name }) => !name).map(named), "stops without a name").toEqual([]);
      expect.soft(stops.filter(({ isSeen }) => !isSeen).map(named), "stops that are hidden or covered").toEqual([]);
      // The last stop was not left for another one.
      const left = stops.filter(({ isShown }) => isShown !== undefined);
      expect(left.length).toBeGreaterThan(stops.length - 2);
      expect.soft(left.filter(({ isShown }) => !isShown).map(named), "stops that do not show the focus").toEqual([]);
      expect.soft(jumps(stops), "stops above the one before").toEqual([]);
      const order = stops.map(({ role, name }) => `${role} ${name}`);
      if (viewport === DESKTOP) expectRecorded(kind, await lines(page));

      // And back.
      await page.evaluate(() => window.__walk.at(-1).element.focus());
      const back = (await walk(page, "Shift+Tab", Math.min(stops.length - 1, BACK))).map(({ role, name }) => `${role} ${name}`);
      expect(back).toEqual(order.toReversed().slice(1, back.length + 1));
      expect(back.length).toBe(Math.min(stops.length - 1, BACK));
    });
  }
}

test("stops show the focus in forced colours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  for (const kind of ["a step", "a small chain", "the comparison"]) {
    await open(page, sites.root + samplePages[kind]);
    await record(page);
    const stops = await walk(page, "Tab");
    const hidden = stops.filter(({ isShown }) => isShown === false).map(({ role, name }) => `${role} “${name}”`);
    expect.soft(hidden, kind).toEqual([]);
  }
});

test("a picture of the comparison is one stop, and the arrow keys lead through its marks", async ({ page }) => {
  await open(page, sites.root + samplePages["the comparison"]);
  const { marks } = compareParts(page);
  await expect(marks.first()).toBeVisible();
  const indices = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("tabindex")));
  expect(indices.filter((index) => index !== "-1")).toHaveLength(1);
  await marks.first().focus();
  const reached = new Set();
  for (let i = 0; i < indices.length; i += 1) {
    reached.add(await page.evaluate(() => document.activeElement.getAttribute("href")));
    await page.keyboard.press("ArrowDown");
  }
  expect(reached.size).toBe(indices.length);
});

test("the outline of a chain is one stop", async ({ page }) => {
  await open(page, sites.root + samplePages["a small chain"]);
  const indices = await chainParts(page).outline.getByRole("treeitem").evaluateAll((all) => all.map((entry) => entry.tabIndex));
  expect(indices.filter((index) => index === 0)).toHaveLength(1);
});

test("the dialog keeps the focus while it is open and gives it back", async ({ page }) => {
  await open(page, sites.root + samplePages["a step"]);
  const share = page.getByRole("link", { name: "Share or embed" });
  await share.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "Put it on your own page" })).toBeVisible();
  const where = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at === document.body ? "outside the page" : at.closest("dialog") ? "in the dialog" : at.outerHTML.slice(0, 80);
    });
  const seen = new Set();
  for (const key of [...Array(40).fill("Tab"), ...Array(40).fill("Shift+Tab")]) {
    await page.keyboard.press(key);
    seen.add(await where());
  }
  // Between its last stop and its first the focus may be on the browser itself; it never is on the page behind.
  expect([...seen].filter((place) => !["in the dialog", "outside the page"].includes(place))).toEqual([]);
  expect(seen).toContain("in the dialog");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(share).toBeFocused();
});
