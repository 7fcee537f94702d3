// Where the reader wants less motion, nothing moves: no animation runs, and what is scrolled to is there at once.
import { expect, test } from "@playwright/test";
import { chainOf, chainParts, compareOf, compareParts, open, parts, press, samplePages, sites } from "./helpers.mjs";

/** Has the page look at every frame: animations that run, and how the page is scrolled. */
const sample = (page) =>
  page.evaluate(() => {
    const seen = (window.__seen = { frames: 0, animations: [], started: [], scrolls: [scrollY] });
    for (const kind of ["transitionrun", "animationstart"]) {
      addEventListener(kind, ({ target, propertyName, animationName }) => seen.started.push(`${target.tagName} ${propertyName ?? animationName}`), true);
    }
    const look = () => {
      seen.frames += 1;
      for (const animation of document.getAnimations()) seen.animations.push(String(animation.effect?.target?.outerHTML).slice(0, 80));
      if (seen.scrolls.at(-1) !== scrollY) seen.scrolls.push(scrollY);
      requestAnimationFrame(look);
    };
    look();
  });

/** What was seen while something was done, and for twenty frames after it. */
async function during(page, act) {
  await page.evaluate(() => Object.assign(window.__seen, { frames: 0, animations: [], started: [], scrolls: [scrollY] }));
  await act();
  await page.evaluate(() => (window.__seen.frames = 0));
  await page.waitForFunction(() => window.__seen.frames >= 20);
  return page.evaluate(() => {
    const { animations, started, scrolls } = window.__seen;
    return { animations, started, places: scrolls.length };
  });
}

/** Nothing runs; the page stands where it did, or where it was led to, never between. */
function expectStill({ animations, started, places }, what, jumps = 1) {
  expect.soft(animations, what).toEqual([]);
  expect.soft(started, what).toEqual([]);
  expect.soft(places, `${what}: places that the page was scrolled to`).toBeLessThanOrEqual(1 + jumps);
}

test.describe("with less motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("steps, by link and by key, appear at once", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/4/`);
    await sample(page);
    const { next, heading, progress } = parts(page);
    expectStill(
      await during(page, async () => {
        await next.click();
        await expect(heading).toContainText("Step 5 of 14");
      }),
      "a click",
      // The click brings the link into view, the step shows its top.
      2,
    );
    expectStill(
      await during(page, async () => {
        await page.keyboard.press("ArrowRight");
        await expect(heading).toContainText("Step 6 of 14");
      }),
      "a key",
    );
    expectStill(await during(page, () => progress.getByRole("link").nth(3).hover()), "a title of the stepper");
  });

  test("a choice and a filter in a chain change at once", async ({ page }) => {
    await open(page, sites.root + chainOf("skripal-2018"));
    await sample(page);
    const { entry, card, kind, close } = chainParts(page);
    expectStill(
      await during(page, async () => {
        await press(entry("skripal-ru-expels-60-us"));
        await expect(card).toBeVisible();
      }),
      "a choice",
      2,
    );
    expectStill(await during(page, () => press(close)), "a choice undone", 2);
    expectStill(await during(page, () => kind.selectOption({ index: 1 })), "a filter", 2);
  });

  test("views, filters and details of a comparison change at once", async ({ page }) => {
    await open(page, sites.root + compareOf());
    await sample(page);
    const { view, group, marks } = compareParts(page);
    for (const name of ["Map", "Table alone", "Bars"]) {
      expectStill(await during(page, () => view(name).check({ force: true })), name, 2);
    }
    expectStill(await during(page, () => group.selectOption({ index: 1 })), "groups", 2);
    expectStill(await during(page, () => marks.first().focus()), "details", 2);
  });

  test("links inside a page lead there in one jump, and what opens is open at once", async ({ page }) => {
    await open(page, `${sites.root}data/codebook/`);
    await sample(page);
    const link = page.getByRole("link", { name: "Rules for all files" });
    await link.focus();
    expectStill(await during(page, () => page.keyboard.press("Enter")), "a link to a part");
    await open(page, sites.root + samplePages["the heaviest event"]);
    await sample(page);
    for (const summary of await page.locator("summary:visible").all()) {
      expectStill(await during(page, () => press(summary)), "details");
    }
    expectStill(await during(page, () => page.getByRole("link", { name: "Share or embed" }).click()), "the dialog");
    await page.keyboard.press("Escape");
    expectStill(await during(page, () => parts(page).switch.click()), "the colours");
  });

  test("a list is filtered at once", async ({ page }) => {
    await open(page, sites.root + samplePages["all sources"]);
    await sample(page);
    expectStill(await during(page, () => page.getByLabel("Language").selectOption({ index: 2 })), "a filter", 2);
  });
});

test("without that wish the sampling sees what moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await open(page, `${sites.root}episodes/skripal-2018/5/`);
  await sample(page);
  const { animations, started } = await during(page, async () => {
    await parts(page).next.click();
    await expect(parts(page).heading).toContainText("Step 6 of 14");
  });
  expect(animations.length + started.length).toBeGreaterThan(0);
});
