// 404.html, served at any depth.
import { expect, test } from "@playwright/test";
import { complaints, open, releaseSites } from "./helpers.mjs";

/** Address below the root of the site, and the episode that is nearest to it, if one is. */
const wanted = [
  ["nothing", null],
  ["no/such/page", null],
  ["no/such/page/at/all/", null],
  ["episodes/skripall-2018/", "Skripal 2018"],
  ["episodes/skripal-2018/99/", "Skripal 2018"],
  ["episodes/skripal/3/", "Skripal 2018"],
  ["episodes/vrbetice/", "Vrbětice 2021"],
  ["events/ukraine-2022-nobody/", "Ukraine 2022"],
];

for (const [where, site] of releaseSites) {
  for (const [path, nearest] of wanted) {
    test(`/${path} ${where} is named, and its links work`, async ({ page }) => {
      const heard = complaints(page);
      const response = await open(page, site + path);
      expect(response.status()).toBe(404);
      await expect(page.getByText("Looked for:")).toContainText(new URL(site + path).pathname);
      const home = page.getByRole("link", { name: "Go to the start page" });
      await expect(home).toHaveAttribute("href", new URL(site).pathname);
      const crises = page.getByRole("list").getByRole("link");
      await expect(crises).toHaveCount(28);
      if (nearest) await expect(crises.first()).toHaveText(nearest);
      const title = await crises.first().textContent();
      await crises.first().click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      // The page itself, and its questions after the site's root, are the only failures.
      expect(heard.filter((line) => !/^error: Failed to load resource: .* 404/.test(line))).toEqual([]);
    });
  }

  test(`the start page can be reached from a missing page ${where}`, async ({ page }) => {
    await open(page, `${site}no/such/page/`);
    await page.getByRole("link", { name: "Go to the start page" }).click();
    await expect(page).toHaveURL(site);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("They sent each other’s diplomats home");
  });
}
