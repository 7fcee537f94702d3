// The whole site in one file, opened from a disk: no host, no connection.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { violationsInEverySetting } from "./axe.mjs";
import {
  chainOf,
  chainParts,
  compareOf,
  compareParts,
  complaints,
  dataset,
  isMarked,
  mark,
  parts,
  press,
  ready,
  routes,
  sites,
} from "./helpers.mjs";

const dist = process.env.DIST;
let folder;
let file;

test.beforeAll(() => {
  // A folder whose name has to be escaped, and nothing else in it.
  folder = mkdtempSync(join(tmpdir(), "one file, für Schüler "));
  copyFileSync(join(dist, "persona-non-grata.html"), join(folder, "persona-non-grata.html"));
  file = pathToFileURL(join(folder, "persona-non-grata.html")).href;
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Opens an address of the file; everything that it asks for beside itself ends up in the list. */
async function openFile(page, address = "") {
  const asked = [];
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && request.url().split("#")[0] !== file) asked.push(request.url());
  });
  await page.goto(file + address);
  await ready(page);
  return asked;
}

const hash = (page) => page.evaluate(() => location.hash);

/** Asks for an address as a reader does who types it. */
const ask = (page, address) => page.evaluate((address) => (location.hash = address), address);

test("it is no larger than a memory stick of old, and its checksum is the one on the page of downloads", async ({ page }) => {
  const { createHash } = await import("node:crypto");
  const path = join(dist, "persona-non-grata.html");
  expect(statSync(path).size).toBeLessThanOrEqual(1_500_000);
  await page.goto(`${sites.root}data/`);
  const section = page.locator("article", { has: page.getByRole("heading", { name: "Without a connection" }) });
  await expect(section).toContainText(createHash("sha256").update(readFileSync(path)).digest("hex"));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "The whole site in one file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("persona-non-grata.html");
});

test("it opens on the start page, asks for nothing, and complains of nothing", async ({ page }) => {
  const heard = complaints(page);
  const asked = await openFile(page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await hash(page)).toBe("#/");
  expect(asked).toEqual([]);
  expect(heard).toEqual([]);
});

test("every page of the site is in it, with the same text and links", async ({ page }) => {
  test.setTimeout(240_000);
  const heard = complaints(page);
  await openFile(page);
  // What a page shows and where it leads. Parsed here, so that both are read alike.
  const read = (html, path) => {
    const title = html.match(/<title>([^<]*)<\/title>/)[1];
    const main = html.slice(html.indexOf('data-part="main"'), html.includes("</main>") ? html.indexOf("</main>") : html.lastIndexOf("</div>"));
    const links = [...main.matchAll(/\bhref="([^"]*)"/g)].map(([, href]) => {
      if (href.startsWith("#/")) return href.slice(1);
      if (href.startsWith("#") || /^[a-z]+:/.test(href)) return href;
      const { pathname, search, hash } = new URL(href, `http://x/${path}`);
      return pathname + search + hash;
    });
    const text = main.slice(main.indexOf(">") + 1).replace(/<[^>]*>/g, "");
    return { title, text: text.trim(), links };
  };
  for (let start = 0; start < routes.length; start += 30) {
    // What the page of downloads says of this very file stands on the site alone.
    const some = routes.slice(start, start + 30).filter((route) => route !== "data/");
    const texts = await page.evaluate(
      (some) => Promise.all(some.map(async (route) => (await fetch(`#/${route}`)).text())),
      some,
    );
    for (const [i, route] of some.entries()) {
      const published = read(readFileSync(join(dist, route, "index.html"), "utf8"), route);
      const own = read(texts[i], route);
      expect(own.title, route).toBe(published.title);
      expect(own.links.join("\n"), route).toBe(published.links.join("\n"));
      expect(own.text === published.text, `the text of /${route}`).toBe(true);
    }
  }
  expect(heard).toEqual([]);
});

test("stepping by links and keys, Back and Forward, and a link that is opened anew", async ({ page, context }) => {
  const heard = complaints(page);
  await openFile(page, "#/episodes/skripal-2018/3/");
  const { heading, next, ledger, pager } = parts(page);
  await expect(heading).toContainText("Step 3 of 14");
  await expect(page).toHaveTitle(/Persona Non Grata$/);
  await mark(page);
  await next.click();
  await expect(heading).toContainText("Step 4 of 14");
  expect(await hash(page)).toBe("#/episodes/skripal-2018/4/");
  await pager.getByRole("link").first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(heading).toContainText("Step 5 of 14");
  await page.goBack();
  await expect(heading).toContainText("Step 4 of 14");
  await page.goForward();
  await expect(heading).toContainText("Step 5 of 14");
  await expect(ledger.locator("svg:visible")).toHaveCount(1);
  expect(await isMarked(page)).toBe(true);
  const other = await context.newPage();
  await openFile(other, await hash(page));
  await expect(parts(other).heading).toContainText("Step 5 of 14");
  await page.reload();
  await ready(page);
  await expect(heading).toContainText("Step 5 of 14");
  expect(heard).toEqual([]);
});

test("a chosen event, a filter and a view of the comparison are in the address, and come back from it", async ({ page, context }) => {
  const heard = complaints(page);
  await openFile(page, `#/${chainOf("skripal-2018")}`);
  const { entry, card, kind } = chainParts(page);
  await press(entry("skripal-ru-expels-60-us"));
  await expect(card).toContainText("Russia to the United States: ordered out 60 people");
  await expect.poll(() => hash(page)).toContain("event=skripal-ru-expels-60-us");
  await kind.selectOption({ label: "Ceilings on posts" });
  await expect.poll(() => hash(page)).toContain("kind=");
  await page.goto(`${file}#/${compareOf()}`);
  await ready(page);
  const { chip, country, table, view } = compareParts(page);
  for (const name of ["France", "Germany"]) {
    await country.fill(name);
    await country.press("Enter");
    await expect(chip(name)).toBeVisible();
  }
  await view("Map").check();
  await expect.poll(() => hash(page)).toMatch(/^#\/compare\/\?.*countries=.*view=map/);
  const other = await context.newPage();
  await openFile(other, await hash(page));
  await expect(compareParts(other).table.getByRole("rowheader")).toHaveCount(2);
  await expect(table.getByRole("rowheader")).toHaveCount(2);
  expect(heard).toEqual([]);
});

test("a note in a page is reached, and the address keeps the page", async ({ page }) => {
  await openFile(page, "#/episodes/skripal-2018/");
  const note = page.getByRole("main").locator('a[href^="#note-"]').first();
  const place = await note.getAttribute("href");
  await press(note);
  expect(await hash(page)).toBe(`#/episodes/skripal-2018/${place}`);
  await expect(page.locator(place)).toBeInViewport();
  await page.reload();
  await ready(page);
  await expect(page.locator(place)).toBeInViewport();
});

test("the files of the data come out of it as they are on the site", async ({ page }) => {
  await openFile(page, "#/data/");
  for (const name of ["dataset.json", "events.csv", "SHA256SUMS"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("main").locator(`a[href="#/data/${name}"]`).first().click(),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    expect(readFileSync(await download.path()).equals(readFileSync(join(dist, "data", name))), name).toBe(true);
  }
});

test("a table and a picture of the comparison can be taken away", async ({ page }) => {
  await openFile(page, `#/${compareOf()}`);
  for (const name of ["CSV", "JSON", "SVG", "PNG"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      compareParts(page).actions.getByRole("button", { name: new RegExp(name) }).click(),
    ]);
    expect(statSync(await download.path()).size, name).toBeGreaterThan(500);
  }
});

test("sharing gives the address of the view, and no code for a frame that a file cannot have", async ({ page }) => {
  const heard = complaints(page);
  await openFile(page, "#/episodes/skripal-2018/3/");
  await page.getByRole("banner").getByRole("link", { name: /^Share/ }).click();
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await expect(dialog).toContainText("#/episodes/skripal-2018/3/");
  await expect(dialog.getByRole("heading", { name: "Put it on your own page" })).toBeHidden();
  expect(await page.locator("iframe").count()).toBe(0);
  expect(heard).toEqual([]);
});

test("a place in the address that cannot be read does not keep the page from opening", async ({ page }) => {
  const heard = complaints(page);
  await openFile(page, "#/about/#%E0%A4%A");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(parts(page).notice).toBeHidden();
  expect(heard).toEqual([]);
});

test("a wrong address says so, and nothing is lost", async ({ page }) => {
  const heard = complaints(page);
  await openFile(page, "#/episodes/no-such-crisis/");
  await expect(parts(page).notice).toContainText("This file has no page at /episodes/no-such-crisis/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await ask(page, "#/nonsense/<img src=x onerror=alert(1)>/");
  await expect(parts(page).notice).toContainText("This file has no page at");
  await ask(page, "#/episodes/skripal-2018/2/");
  await expect(parts(page).heading).toContainText("Step 2 of 14");
  // The address is that of the page that is shown, and Back and Forward agree.
  await ask(page, "#/nowhere/");
  await expect(parts(page).notice).toContainText("This file has no page at /nowhere/");
  await expect(page).toHaveURL(/#\/episodes\/skripal-2018\/2\/$/);
  // One that could be a page's, too.
  await ask(page, "#/countries/xx/");
  await expect(parts(page).notice).toContainText("This file has no page at /countries/xx/");
  await expect(parts(page).heading).toContainText("Step 2 of 14");
  await expect(page).toHaveURL(/#\/episodes\/skripal-2018\/2\/$/);
  await ask(page, "#/about/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("About");
  await page.goBack();
  await expect(parts(page).heading).toContainText("Step 2 of 14");
  await expect(page).toHaveURL(/#\/episodes\/skripal-2018\/2\/$/);
  expect(heard).toEqual([]);
});

test("an address without its last slash is that of the page", async ({ page }) => {
  await openFile(page, "#/compare?countries=uk");
  await expect(compareParts(page).chip("United Kingdom")).toBeVisible();
  await expect(page).toHaveURL(/#\/compare\/\?countries=uk$/);
  await ask(page, "#/chain");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Who answered whom");
  await expect(page).toHaveURL(/#\/chain\/$/);
  await expect(parts(page).notice).toBeHidden();
});

test("where the browser refuses entries of the history, pages open and a wrong address is told", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    history.pushState = history.replaceState = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await openFile(page, "#/episodes/no-such-crisis/");
  await expect(parts(page).notice).toContainText("This file has no page at /episodes/no-such-crisis/");
  await ask(page, "#/episodes/skripal-2018/2/");
  await expect(parts(page).heading).toContainText("Step 2 of 14");
  await ask(page, "#/nowhere/");
  await expect(parts(page).notice).toContainText("This file has no page at /nowhere/");
  await expect(parts(page).heading).toContainText("Step 2 of 14");
  expect(heard).toEqual([]);
});

test("without JavaScript the start page can be read, and says what is missing", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(file);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const { title } of dataset.episodes) await expect(page.getByRole("main")).toContainText(title);
  await expect(page.getByText("open with JavaScript alone")).toBeVisible();
  await context.close();
});

test("its pages have no violation in any colours at any width", async ({ page }) => {
  test.setTimeout(240_000);
  for (const place of ["", "#/episodes/skripal-2018/3/"]) {
    await openFile(page, place);
    expect(await violationsInEverySetting(page), place).toEqual([]);
  }
});

test("a damaged file says so, and its start page stays", async ({ page }) => {
  const text = readFileSync(join(dist, "persona-non-grata.html"), "utf8");
  const damaged = join(folder, "damaged.html");
  const { writeFileSync } = await import("node:fs");
  const start = text.indexOf('id="pages"') + 2000;
  writeFileSync(damaged, text.slice(0, start) + "A".repeat(400) + text.slice(start + 400));
  await page.goto(pathToFileURL(damaged).href);
  await expect(parts(page).notice).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("on a site it works as well as from a disk, under the policy that the host sends", async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`${sites.folder}persona-non-grata.html#/chain/`);
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Who answered whom");
  expect(heard).toEqual([]);
});
