// axe-core on every kind of page: no violation, light and dark, wide and narrow.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { compareOf, compareParts, open, parts, samplePages, sites } from "./helpers.mjs";
import { VIEWS } from "./oracle.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds, one line each. Details are opened first, so that their content is checked as well. */
async function violations(page) {
  await page.locator("details").evaluateAll((all) =>
    all.forEach((details) => {
      details.open = true;
    }),
  );
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.length}): ${nodes
        .slice(0, 3)
        .map((node) => node.target.join(" "))
        .join(" | ")}`,
  );
}

const settings = [
  ["light", { colorScheme: "light" }, { width: 1280, height: 800 }],
  ["dark", { colorScheme: "dark" }, { width: 1280, height: 800 }],
  ["light on a phone", { colorScheme: "light" }, { width: 360, height: 740 }],
  ["dark on a phone", { colorScheme: "dark" }, { width: 360, height: 740 }],
  ["forced colours", { forcedColors: "active" }, { width: 1280, height: 800 }],
];

for (const [name, media, viewport] of settings) {
  for (const [kind, path] of Object.entries(samplePages)) {
    test(`${kind} has no violation, ${name}`, async ({ page }) => {
      // Pages of some ten thousand elements.
      const heavy = ["the chain of all crises", "all sources", "the events behind a comparison"];
      if (heavy.includes(kind)) test.setTimeout(180_000);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: "reduce", ...media });
      await open(page, sites.root + path);
      expect(await violations(page)).toEqual([]);
    });
  }
}

for (const [name, media, viewport] of [...settings, ["forced colours on a phone", { forcedColors: "active" }, { width: 360, height: 740 }]]) {
  for (const { key, name: view } of VIEWS) {
    test(`the comparison has no violation in the view “${view}”, with countries head to head and details open, ${name}`, async ({
      page,
    }) => {
      test.slow();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: "reduce", ...media });
      await open(page, `${sites.root}${compareOf()}?measure=returned&countries=de,fr,gb,us&view=${key}`);
      const { details, marks, pair, table } = compareParts(page);
      await expect(pair).toBeVisible();
      if (key === "table") await table.getByRole("button", { name: /events behind / }).first().press("Enter");
      else await marks.first().focus();
      await expect(details.getByRole("heading", { level: 3 })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  }
}

test("a comparison of nothing, and one with a notice, have no violation", async ({ page }) => {
  for (const query of ["?from=2100", "?from=2100&view=map", "?countries=atlantis&view=scatter"]) {
    await open(page, sites.root + compareOf() + query);
    await expect(compareParts(page).table).toBeVisible();
    expect(await violations(page)).toEqual([]);
  }
});

test("a page reached by stepping has no violation", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, `${sites.root}episodes/skripal-2018/3/`);
  await parts(page).next.click();
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  expect(await violations(page)).toEqual([]);
});

test("a chosen event and a notice have no violation", async ({ page }) => {
  await open(page, `${sites.root}episodes/skripal-2018/3/?event=skripal-ru-closes-uk-consulate`);
  expect(await violations(page)).toEqual([]);
  await open(page, `${sites.root}episodes/skripal-2018/3/?event=no-such-event`);
  expect(await violations(page)).toEqual([]);
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
