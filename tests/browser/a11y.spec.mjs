// axe-core on every kind of page in light, dark and forced colours at 320, 768 and 1440 px, and on every page in one of these
// settings: no violation. axe.mjs says which rules look at what.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { openDetails, violations, violationsInEverySetting, violationsInSetting } from "./axe.mjs";
import { compareOf, compareParts, open, parts, routes, samplePages, sites } from "./helpers.mjs";
import { VIEWS } from "./oracle.mjs";

/** All kinds of violations where a page is, in its present setting. */
async function violationsHere(page) {
  await openDetails(page);
  return violations(page);
}

test("every kind of page is among those that are looked at", () => {
  const list = JSON.parse(readFileSync(join(process.env.DIST, "addresses.json"), "utf8"));
  const sampled = new Set(Object.values(samplePages));
  for (const [kind, isEmbeddable, pages] of list) {
    const paths = pages.map(([path]) => path);
    // Each list and each page that tells of the site is a kind of its own; of the others, one stands for all.
    const missing = paths.filter((path) => !sampled.has(path));
    if (["list", "page"].includes(kind)) expect.soft(missing, kind).toEqual([]);
    else expect.soft(missing.length, `no ${kind} is looked at`).toBeLessThan(paths.length);
    if (isEmbeddable) expect.soft(paths.some((path) => sampled.has(`embed/${path}`)), `no ${kind} in a frame is looked at`).toBe(true);
  }
  expect(sampled, "the start page, which is in no list").toContain("");
  expect([...sampled].some((path) => !list.some(([, , pages]) => pages.some(([other]) => path === other || path === `embed/${other}`)) && path)).toBe(true);
});

for (const [kind, path] of Object.entries(samplePages)) {
  test(`${kind} has no violation in any colours at any width`, async ({ page }) => {
    // Pages of some ten thousand elements.
    test.setTimeout(300_000);
    await open(page, sites.root + path);
    expect(await violationsInEverySetting(page)).toEqual([]);
  });
}

// So many pages in one test: a failure names them all, and two tests run side by side.
const BATCH = 60;
for (let from = 0; from < routes.length; from += BATCH) {
  const batch = routes.slice(from, from + BATCH);
  test(`of pages ${from + 1} to ${from + batch.length} none has a violation, each in another of the nine settings`, async ({ page }) => {
    test.setTimeout(600_000);
    const found = [];
    for (const [i, path] of batch.entries()) {
      await open(page, sites.root + path);
      found.push(...(await violationsInSetting(page, from + i)).map((line) => `${path}: ${line}`));
    }
    expect(found).toEqual([]);
  });
}

test("the page that stands for one without a connection has no violation in any colours at any width", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${sites.root}without-connection.html`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is not kept here");
  expect(await violationsInEverySetting(page)).toEqual([]);
});

for (const { key, name: view } of VIEWS) {
  test(`the comparison has no violation in the view “${view}”, with countries head to head and details open`, async ({ page }) => {
    test.setTimeout(300_000);
    await open(page, `${sites.root}${compareOf()}?measure=returned&countries=de,fr,gb,us&view=${key}`);
    const { details, marks, pair, table } = compareParts(page);
    const prepare = async () => {
      await expect(pair).toBeVisible();
      if (key === "table") await table.getByRole("button", { name: /events behind / }).first().press("Enter");
      else await marks.first().focus();
      await expect(details.getByRole("heading", { level: 3 })).toBeVisible();
      await openDetails(page);
    };
    expect(await violationsInEverySetting(page, prepare)).toEqual([]);
  });
}

for (const [kind, query] of [
  ["of nothing", "?from=2100"],
  ["of nothing as a map", "?from=2100&view=map"],
  ["with a notice", "?countries=atlantis&view=scatter"],
]) {
  test(`a comparison ${kind} has no violation`, async ({ page }) => {
    test.slow();
    await open(page, sites.root + compareOf() + query);
    await expect(compareParts(page).table).toBeVisible();
    expect(await violationsHere(page)).toEqual([]);
  });
}

test("a page reached by stepping has no violation", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, `${sites.root}episodes/skripal-2018/3/`);
  await parts(page).next.click();
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  expect(await violationsHere(page)).toEqual([]);
});

test("a chosen event and a notice have no violation", async ({ page }) => {
  await open(page, `${sites.root}episodes/skripal-2018/3/?event=skripal-ru-closes-uk-consulate`);
  expect(await violationsHere(page)).toEqual([]);
  await open(page, `${sites.root}episodes/skripal-2018/3/?event=no-such-event`);
  expect(await violationsHere(page)).toEqual([]);
});

test("the dialog of sharing has no violation in any colours at any width", async ({ page }) => {
  await open(page, `${sites.root}episodes/skripal-2018/3/`);
  await page.getByRole("link", { name: "Share or embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await expect(dialog).toBeVisible();
  expect(await violationsInEverySetting(page)).toEqual([]);
});

test("dots and stepper are visible in forced colours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, `${sites.root}episodes/skripal-2018/6/`);
  const { ledger, progress } = parts(page);
  const contrasts = await ledger.locator("svg.ledger__svg--wide path").evaluateAll((paths) => {
    const channels = (colour) =>
      colour
        .match(/[\d.]+/g)
        .slice(0, 3)
        .map((part) => Number(part) / 255);
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = channels(getComputedStyle(document.body).backgroundColor);
    return paths.map((path) => {
      const { stroke, opacity } = getComputedStyle(path);
      const seen = channels(stroke).map((part, i) => part * opacity + paper[i] * (1 - opacity));
      const [dark, light] = [luminance(seen), luminance(paper)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    });
  });
  expect(contrasts.length).toBeGreaterThan(0);
  expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(3);
  // The current dot differs from the others by more than its colour: in forced colours it may have none.
  const sizes = await progress
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => [link.getAttribute("aria-current"), getComputedStyle(link, "::before").inlineSize]),
    );
  const current = sizes.filter(([is]) => is === "step").map(([, size]) => size);
  const others = new Set(sizes.filter(([is]) => is !== "step").map(([, size]) => size));
  expect(current).toHaveLength(1);
  expect(others.has(current[0])).toBe(false);
});
