// Nothing leaves the reader's machine, whatever folder the site stands in; and what print and reduced motion ask for.
import { expect, test } from "@playwright/test";
import {
  chainOf,
  chainParts,
  complaints,
  isMarked,
  mark,
  open,
  parts,
  press,
  releaseSites,
  samplePages,
  sites,
} from "./helpers.mjs";

for (const [where, site] of releaseSites) {
  for (const [kind, path] of Object.entries(samplePages)) {
    test(`${kind} asks no other host, breaks no rule of its own and sets no cookie, ${where}`, async ({
      page,
      context,
    }) => {
      const heard = complaints(page);
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.addInitScript(() => {
        window.refused = [];
        addEventListener("securitypolicyviolation", (event) =>
          window.refused.push(`${event.violatedDirective} ${event.blockedURI}`),
        );
      });
      const isMissing = (await open(page, site + path)).status() === 404;
      await page.waitForLoadState("networkidle");

      const origin = new URL(site).origin;
      expect(asked.filter((url) => new URL(url).origin !== origin)).toEqual([]);
      // A missing page looks for the root of the site above and below it.
      if (!isMissing) expect(asked.filter((url) => !url.startsWith(site))).toEqual([]);
      expect(await page.evaluate(() => window.refused)).toEqual([]);
      expect(heard.filter((line) => !(isMissing && /^error: Failed to load resource: .* 404/.test(line)))).toEqual([]);
      expect(await context.cookies()).toEqual([]);
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
      // A block of data is not run: it stands in the page, and nothing above was refused.
      const blocks = await page.locator('script[type="application/ld+json"]').allTextContents();
      expect(blocks.map((block) => JSON.parse(block)["@context"])).toEqual(
        /^(events\/|episodes\/(?!.*\/chain\/)|(data|lesson)\/$)/.test(path) ? ["https://schema.org"] : [],
      );

      const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
    });
  }

  test(`reading on for a while asks no other host and breaks no rule, ${where}`, async ({ page, context }) => {
    const heard = complaints(page);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await open(page, site);
    await mark(page);
    const { heading, next, record, progress } = parts(page);
    await page.getByRole("main").getByRole("link", { name: "Skripal 2018", exact: true }).click();
    await page.getByRole("link", { name: "Step through it" }).click();
    await expect(heading).toContainText("Step 1 of 14");
    await next.click();
    await expect(heading).toContainText("Step 2 of 14");
    await progress.getByRole("link", { name: /^Step 6: / }).click();
    await expect(heading).toContainText("Step 6 of 14");
    await heading.press("ArrowRight");
    await expect(heading).toContainText("Step 7 of 14");
    await record.getByRole("heading", { level: 3 }).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/events\//);
    await page.getByRole("link", { name: /^Skripal 2018, step 7: / }).click();
    await expect(heading).toContainText("Step 7 of 14");
    await page.goBack();
    await expect(page).toHaveURL(/\/events\//);
    await page.getByRole("link", { name: "In the chain" }).click();
    const { card, entry, kind, sort } = chainParts(page);
    await expect(card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
    await press(entry("skripal-uk-expels-23"));
    await sort.selectOption({ label: "name" });
    await kind.selectOption({ label: "People ordered out" });
    await expect(page).toHaveURL(`${site}${chainOf("skripal-2018")}?kind=people&sort=name&event=skripal-uk-expels-23`);
    await card.getByRole("link", { name: /^In the story: step \d+$/ }).click();
    await expect(heading).toContainText("Step 2 of 14");
    expect(await isMarked(page)).toBe(true);
    expect(asked.filter((url) => !url.startsWith(site))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(heard).toEqual([]);
  });
}

test.describe("on paper", () => {
  test("everything that a click would open stands open, and controls are gone", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    await page.emulateMedia({ media: "print" });
    const closed = await page
      // Of a citation one form is enough on paper.
      .locator("details:not([hidden], .cite > *) > :not(summary)")
      .evaluateAll((contents) =>
        contents
          .filter(
            (content) =>
              !content.checkVisibility({
                contentVisibilityAuto: true,
                opacityProperty: true,
                visibilityProperty: true,
              }) || content.getBoundingClientRect().height === 0,
          )
          .map((content) => content.textContent.slice(0, 60)),
      );
    expect(closed).toEqual([]);
    const { ledger, pager, progress } = parts(page);
    await expect(ledger.getByRole("table")).toBeVisible();
    await expect(page.getByText("Persona Non Grata. (2026, ")).toBeVisible();
    await expect(page.getByText("@misc{")).toBeHidden();
    for (const control of [pager, progress, parts(page).switch, page.getByRole("navigation", { name: "Site" })]) {
      await expect(control).toBeHidden();
    }
  });

  for (const id of ["skripal-2018", ""]) {
    test(`figure, outline and pairs of the chain of ${id || "all crises"} are printed, controls and card not`, async ({
      page,
    }) => {
      await open(page, `${sites.root}${chainOf(id)}?event=skripal-uk-expels-23`);
      await expect(chainParts(page).card).toBeVisible();
      await page.emulateMedia({ media: "print" });
      const { card, figure, outline, pairs, picture, tools } = chainParts(page);
      for (const shown of [figure, picture, outline, pairs, pairs.getByRole("table").first()]) {
        await expect.soft(shown).toBeVisible();
      }
      await expect.soft(tools).toBeHidden();
      await expect.soft(card).toBeHidden();
      // The outline is not cut off where it scrolls on screen.
      const cut = await outline.evaluate((tree) => {
        const { clientHeight, scrollHeight } = tree.parentElement;
        return scrollHeight - clientHeight;
      });
      expect.soft(cut, "px of the outline that are cut off").toBeLessThanOrEqual(1);
      // A closed crisis stands open on paper.
      const closed = await outline.locator("[role=group]").evaluateAll((groups) =>
        groups.filter((group) => !group.checkVisibility()).length,
      );
      expect.soft(closed, "lists that are closed").toBe(0);
    });
  }

  test("a dark screen prints on light paper, also when dark was chosen by the switch", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    await parts(page).switch.click();
    await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const ink = await page.evaluate(() =>
      getComputedStyle(document.querySelector("h1")).color.match(/\d+/g).map(Number),
    );
    expect(Math.max(...ink)).toBeLessThan(100);
  });
});

test.describe("motion", () => {
  const animationsAfterAStep = async (page) => {
    await open(page, `${sites.root}episodes/skripal-2018/5/`);
    // Counted as the step appears: an animation of a quarter of a second may be over when the test looks.
    await page.evaluate(() => {
      window.moved = 0;
      const look = () => {
        window.moved = Math.max(window.moved, document.getAnimations().length);
        requestAnimationFrame(look);
      };
      look();
    });
    await parts(page).next.click();
    await expect(parts(page).heading).toContainText("Step 6 of 14");
    await page.waitForTimeout(300);
    return page.evaluate(() => window.moved);
  };

  test("new dots move in", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    expect(await animationsAfterAStep(page)).toBeGreaterThan(0);
  });

  test("nothing moves where the reader wants less motion", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await animationsAfterAStep(page)).toBe(0);
  });

  const changesByChoosing = async (page) => {
    await open(page, sites.root + chainOf("skripal-2018"));
    await page.evaluate(() => {
      window.moved = 0;
      for (const kind of ["transitionrun", "animationstart"]) addEventListener(kind, () => (window.moved += 1), true);
    });
    await press(chainParts(page).entry("skripal-ru-expels-60-us"));
    await expect(chainParts(page).card).toBeVisible();
    await page.waitForTimeout(300);
    return page.evaluate(() => window.moved);
  };

  for (const reducedMotion of ["no-preference", "reduce"]) {
    test(`choosing in a chain is seen at once: nothing fades, motion ${reducedMotion}`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion });
      expect(await changesByChoosing(page)).toBe(0);
    });
  }
});
