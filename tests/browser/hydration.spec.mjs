// Every page of a debug build: the program finds exactly what was prerendered. Leptos says so only in a debug build.
import { expect, test } from "@playwright/test";
import { complaints, embeds, firstDifference, ready, routes, servedAndLive, sites } from "./helpers.mjs";

const CHUNK = 48;

// In a frame the content is the same: some of them.
const all = [...routes, ...embeds.filter((_, i) => i % 16 === 0)];

for (let start = 0; start < all.length; start += CHUNK) {
  const chunk = all.slice(start, start + CHUNK);
  test(`pages ${start + 1} to ${start + chunk.length} hydrate in silence and stay as they were`, async ({ page }) => {
    test.setTimeout(chunk.length * 5_000);
    const heard = complaints(page);
    for (const route of chunk) {
      await page.goto(sites.debug + route, { waitUntil: "commit" });
      await ready(page);
      const { served, live } = await servedAndLive(page);
      expect.soft(firstDifference(served, live), `/${route} before and after`).toBe("");
      expect.soft(heard.splice(0), `what /${route} complains of`).toEqual([]);
    }
  });
}
