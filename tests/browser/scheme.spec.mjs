// Light and dark.
import { expect, test } from "@playwright/test";
import { complaints, open, parts, press, sites } from "./helpers.mjs";

const step = `${sites.root}episodes/skripal-2018/3/`;

/** Whether the text is lighter than what it stands on. */
const isDark = (page) =>
  page.evaluate(() => {
    const lightness = (colour) =>
      colour
        .match(/[\d.]+/g)
        .slice(0, 3)
        .reduce((sum, part) => sum + Number(part), 0);
    const style = getComputedStyle(document.body);
    const paper = [style, getComputedStyle(document.documentElement)]
      .map((s) => s.backgroundColor)
      .find((colour) => colour !== "rgba(0, 0, 0, 0)");
    return lightness(style.color) > lightness(paper);
  });

/** Notes which scheme is set when the body begins, that is before the first paint, and when the document is parsed. */
const noteEarlyScheme = (page) =>
  page.addInitScript(() => {
    window.early = {};
    const note = (moment) => {
      window.early[moment] ??= document.documentElement?.dataset.scheme ?? "none";
    };
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      note("body");
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => note("parsed"));
  });

for (const scheme of ["light", "dark"]) {
  test.describe(`the system is ${scheme}`, () => {
    test.use({ colorScheme: scheme });
    const other = scheme === "light" ? "dark" : "light";

    test("the page follows the system, and the switch offers the other", async ({ page }) => {
      await open(page, step);
      expect(await isDark(page)).toBe(scheme === "dark");
      await expect(parts(page).switch).toHaveAccessibleName(new RegExp(`^${other} colours$`, "i"));
    });

    test("a missing page follows the system", async ({ page }) => {
      await open(page, `${sites.root}no/such/page/`);
      expect(await isDark(page)).toBe(scheme === "dark");
    });

    test("a choice holds on this page, after a reload and on other pages, from before the first paint", async ({
      page,
    }) => {
      const heard = complaints(page);
      await noteEarlyScheme(page);
      await open(page, step);
      expect(await page.evaluate(() => window.early)).toEqual({ body: "none", parsed: "none" });
      await parts(page).switch.click();
      expect(await isDark(page)).toBe(other === "dark");
      await expect(parts(page).switch).toHaveAccessibleName(new RegExp(`^${scheme} colours$`, "i"));

      await press(parts(page).next);
      await expect(parts(page).heading).toContainText("Step 4 of 14");
      expect(await isDark(page)).toBe(other === "dark");

      for (const url of [page.url(), sites.root, `${sites.root}about/`, `${sites.root}episodes/skripal-2018/`]) {
        await open(page, url);
        expect(await isDark(page)).toBe(other === "dark");
        expect(await page.evaluate(() => window.early)).toEqual({ body: other, parsed: other });
      }
      await parts(page).switch.click();
      await page.reload();
      expect(await isDark(page)).toBe(scheme === "dark");
      expect(heard).toEqual([]);
    });

    test("the switch follows when the system changes and nothing was chosen", async ({ page }) => {
      await open(page, step);
      await page.emulateMedia({ colorScheme: other });
      expect(await isDark(page)).toBe(other === "dark");
      await expect(parts(page).switch).toHaveAccessibleName(new RegExp(`^${scheme} colours$`, "i"));
      await parts(page).switch.click();
      expect(await isDark(page)).toBe(scheme === "dark");
    });
  });
}
