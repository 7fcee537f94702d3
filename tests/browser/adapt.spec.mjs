// What readers change to read: the width, the spacing and the size of text, how they point.
import { expect, test } from "@playwright/test";
import { open, parts, samplePages, sites } from "./helpers.mjs";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** 320 px is what 400 % zoom leaves of 1280 px. */
const NARROW = { width: 320, height: 640 };

const openDetails = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

/**
 * Controls that are smaller than 24 by 24 px without one of the exceptions of WCAG 2.5.8:
 * - spacing: a circle of 24 px around its middle meets neither another control nor the circle of another small one;
 * - inline: a link within a sentence or a line of text, whose height is that of the line;
 * - equivalent: a mark of a picture whose page is linked as text beside it, folded away or not;
 * - essential: a bar of a year, whose width is that of the year on the axis.
 */
const smallTargets = (page) =>
  page.evaluate(() => {
    const LEAST = 24;
    const isControl = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.disabled;
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=treeitem]")].filter(isControl);
    /** What a pointer may hit: a field with its label, a link with all its lines. */
    const area = (element) => {
      const label = element.matches("input") ? element.closest("label") : null;
      const box = (label ?? element).getBoundingClientRect();
      return { left: box.left + scrollX, top: box.top + scrollY, right: box.right + scrollX, bottom: box.bottom + scrollY };
    };
    /** The box that it scrolls in: what is scrolled away in it lies on nothing. */
    const scrollerOf = (element) => {
      let at = element.parentElement;
      while (at && (at.scrollHeight <= at.clientHeight + 1 || !/auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement;
      return at;
    };
    const targets = controls
      .map((element) => ({ element, scroller: scrollerOf(element), ...area(element) }))
      .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1)
      .map((target) => ({
        ...target,
        x: (target.left + target.right) / 2,
        y: (target.top + target.bottom) / 2,
        isSmall: target.right - target.left < LEAST - 0.5 || target.bottom - target.top < LEAST - 0.5,
      }));
    /** Whether there is text beside the link on its line, or it is one of several in a line of text. */
    const isInline = ({ element }) => {
      if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
      const block = (node) => (["inline", "contents"].includes(getComputedStyle(node).display) ? block(node.parentElement) : node);
      return block(element.parentElement).textContent.trim() !== element.textContent.trim();
    };
    const texts = new Set(
      [...document.querySelectorAll("main a[href]")].filter((element) => !element.closest("svg")).map((element) => new URL(element.href).pathname),
    );
    const hasEqual = ({ element }) => element.closest("svg") && texts.has(new URL(element.href?.baseVal ?? "", document.baseURI).pathname);
    const isYear = ({ element }) => element.closest("svg") && /^\d{4}: /.test(element.getAttribute("aria-label") ?? "");
    const reach = ({ x, y }, { left, right, top, bottom }) =>
      Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    const byRow = [...targets].sort((a, b) => a.top - b.top);
    const crowdedBy = (target) =>
      byRow.find((other) => {
        if (other.scroller !== target.scroller) return false;
        if (other.element === target.element || other.element.contains(target.element) || target.element.contains(other.element)) return false;
        if (other.top > target.y + LEAST || other.bottom < target.y - LEAST) return false;
        return other.isSmall ? Math.hypot(other.x - target.x, other.y - target.y) < LEAST - 0.5 : reach(target, other) < LEAST / 2 - 0.5;
      });
    const small = targets.filter((target) => target.isSmall && !isInline(target) && !hasEqual(target) && !isYear(target) && crowdedBy(target));
    return {
      controls: targets.length,
      small: small.slice(0, 8).map((target) => {
        const { element, left, right, top, bottom } = target;
        const other = crowdedBy(target).element.outerHTML.slice(0, 80);
        return `${Math.round(right - left)} × ${Math.round(bottom - top)}: ${element.outerHTML.slice(0, 80)} beside ${other}`;
      }),
    };
  });

/** Boxes that scroll sideways without being a named region, field or code that the keyboard reaches. */
const scrollers = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { overflowX, position, clipPath } = getComputedStyle(element);
        if (!/auto|scroll/.test(overflowX) || element.scrollWidth <= element.clientWidth + 1) return false;
        if (position === "absolute" && clipPath !== "none") return false;
        const isReached = element.tabIndex >= 0;
        const isNamed = element.matches("pre, textarea") || (element.getAttribute("role") === "region" && element.getAttribute("aria-label"));
        // A row of links scrolls with the focus from one to the next.
        const isRowOfLinks = element.matches("nav ul");
        return !(isReached && isNamed) && !isRowOfLinks && element.checkVisibility();
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** Texts that a box of fixed size cuts off, or that lie on other text. */
const cutOff = (page) =>
  page.evaluate(() => {
    const found = [];
    const isHidden = (element) => {
      // Hidden on purpose, for screen readers alone.
      for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none") return true;
      return false;
    };
    /** Whether no box that scrolls has it scrolled away. */
    const isInSight = (element, box) => {
      for (let at = element; at; at = at.parentElement) {
        if (at.scrollHeight <= at.clientHeight + 1 || !/auto|scroll/.test(getComputedStyle(at).overflowY)) continue;
        const { top, bottom } = at.getBoundingClientRect();
        if (at !== document.documentElement && (box.top < top || box.bottom > bottom)) return false;
      }
      return true;
    };
    const lines = [];
    for (const element of document.querySelectorAll("body *")) {
      const isShown = element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
      if (element.closest("svg, select, option") || !isShown) continue;
      const { overflowX, overflowY, display } = getComputedStyle(element);
      const isBox = display !== "inline" && display !== "contents";
      const isCut =
        (overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2) ||
        (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 2);
      if (isBox && isCut && element.textContent.trim() && !isHidden(element)) found.push(`cut off: ${element.outerHTML.slice(0, 120)}`);
      // Buttons and links that look like them: their text must stay inside.
      if (element.matches("button, .button, .pager__link, .scheme-switch") && element.scrollWidth > element.clientWidth + 2 && element.clientWidth) {
        found.push(`sticks out: ${element.outerHTML.slice(0, 120)}`);
      }
      const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
      if (own.length && !isHidden(element)) {
        const range = document.createRange();
        for (const node of own.slice(0, 3)) {
          range.selectNodeContents(node);
          const boxes = [...range.getClientRects()].slice(0, 3);
          for (const box of boxes) if (box.width > 1 && isInSight(element, box)) lines.push({ element, box });
        }
      }
    }
    // Lines of text in order of their height: those that begin before this one ends may lie on it.
    lines.sort((a, b) => a.box.top - b.box.top);
    for (let i = 0; i < lines.length && found.length < 8; i += 1) {
      const { element, box } = lines[i];
      for (let j = i + 1; j < lines.length && lines[j].box.top < box.bottom - 1; j += 1) {
        const other = lines[j];
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        const isLoose = [element, other.element].some((one) => {
          for (let at = one; at; at = at.parentElement) if (/fixed|sticky|absolute/.test(getComputedStyle(at).position)) return true;
          return false;
        });
        // The boxes of letters are higher than the letters: a third of a line may be shared.
        if (across > 2 && down > Math.min(box.height, other.box.height) / 3 && !isLoose) {
          found.push(`“${element.textContent.trim().slice(0, 40)}” lies on “${other.element.textContent.trim().slice(0, 40)}”`);
        }
      }
    }
    return found.slice(0, 8);
  });

const sideways = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);

/** The widest spacing that 1.4.12 names, set as a reader's own style sheet would. */
const spread = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });

for (const [kind, path] of Object.entries(samplePages)) {
  test(`${kind} can be pointed at and spread at 320 px`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize(NARROW);
    await open(page, sites.root + path);
    await openDetails(page);
    const { controls, small } = await smallTargets(page);
    expect(controls).toBeGreaterThan(0);
    expect.soft(small, "controls that are too small and too close").toEqual([]);
    expect.soft(await scrollers(page), "boxes that scroll without a name or a stop").toEqual([]);

    await spread(page);
    expect.soft(await sideways(page), "px too wide with wide spacing").toBeLessThanOrEqual(0);
    expect.soft(await cutOff(page), "with wide spacing").toEqual([]);
    await page.evaluate(() => (document.adoptedStyleSheets = []));
  });
}

test("with letters twice as large in the settings of the browser, nothing is cut off", async ({ playwright }) => {
  test.setTimeout(120_000);
  const browser = await playwright.chromium.launch({
    executablePath: process.env.CHROME,
    args: ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const page = await browser.newPage({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 } });
    for (const kind of ["home", "a step", "a small chain", "the comparison", "a country", "an article", "the data", "a step in a frame", "accessibility"]) {
      await open(page, sites.root + samplePages[kind]);
      await openDetails(page);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
      expect.soft(await sideways(page), `${kind}: px too wide`).toBeLessThanOrEqual(0);
      expect.soft(await cutOff(page), kind).toEqual([]);
    }
  } finally {
    await browser.close();
  }
});

test("a title of the stepper stays under the pointer, and Escape takes it away until the pointer moves on", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, `${sites.root}episodes/skripal-2018/3/`);
  const dots = parts(page).progress.getByRole("link");
  const title = dots.nth(4).locator("span");
  const isShown = () => title.evaluate((span) => getComputedStyle(span).clipPath === "none");
  await dots.nth(4).hover();
  expect(await isShown()).toBe(true);
  const { x, y, width, height } = await title.boundingBox();
  // Down to it, then along it: beside the dot are others, each with a title of its own.
  const dot = await dots.nth(4).boundingBox();
  await page.mouse.move(dot.x + dot.width / 2, y + height / 2, { steps: 5 });
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
  expect(await isShown(), "under the pointer").toBe(true);
  await page.keyboard.press("Escape");
  expect(await isShown(), "after Escape").toBe(false);
  await page.mouse.move(5, 500);
  await dots.nth(4).hover();
  expect(await isShown(), "pointed at again").toBe(true);
  await page.mouse.move(5, 500);
  await dots.nth(4).focus();
  expect(await isShown(), "with the focus").toBe(true);
  await page.keyboard.press("Escape");
  expect(await isShown(), "after Escape, with the focus").toBe(false);
  await expect(dots.nth(4)).toBeFocused();
});

test("a pointer that moves away before it is released has done nothing", async ({ page }) => {
  await open(page, `${sites.root}episodes/skripal-2018/3/`);
  const { next, heading, switch: colours } = parts(page);
  for (const control of [next, colours]) {
    await control.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await control.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(2, 2, { steps: 3 });
    await page.mouse.up();
  }
  await expect(heading).toContainText("Step 3 of 14");
  expect(await page.locator("html").getAttribute("data-scheme")).toBeNull();
});
