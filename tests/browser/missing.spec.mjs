// 404.html, served at any depth: what was asked, the pages nearest to it, the crises.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { complaints, dataset, embeds, open, ready, releaseSites, routes, sites } from "./helpers.mjs";

/** What the page shows beside the address itself. */
const missing = (page) => ({
  near: page.getByRole("heading", { name: "Nearest to that address" }),
  nearest: page.locator("#near").getByRole("link"),
  crises: page.locator("#list").getByRole("link"),
  home: page.getByRole("link", { name: "Go to the start page" }),
});

/** The paths of the nearest pages, from the root of the site. */
const nearestPaths = async (page, site) => {
  const hrefs = await missing(page).nearest.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const root = new URL(site).pathname;
  return hrefs.map((href) => (href.startsWith(root) ? href.slice(root.length) : `outside: ${href}`));
};

/** The page itself, and its questions after the site's root, are the only failures. */
const beside404 = (heard) => heard.filter((line) => !/^error: Failed to load resource: .* 404/.test(line));

/** Address below the root of the site, and the pages that are nearest to it, as far as they matter, in their order. */
const wanted = [
  ["nothing", []],
  ["no/such/page", []],
  ["no/such/page/at/all/", []],
  ["wp-login.php", []],
  // A folder without a page of its own: the one that leads to all that is in it.
  ["events/", ["chain/"]],
  ["countries/", ["compare/"]],
  ["episodes/", []],
  // An id with a slip: a letter too many, one missing, two exchanged.
  ["episodes/skripall-2018/", ["episodes/skripal-2018/"]],
  ["episodes/gordivsky-1985/", ["episodes/gordievsky-1985/"]],
  ["events/skripal-uk-expels-32/", ["events/skripal-uk-expels-23/"]],
  ["data/codebok/", ["data/codebook/"]],
  ["sources/disagrements/", ["sources/disagreements/"]],
  ["compare/lagg/", ["compare/lag/"]],
  // A step that does not exist.
  ["episodes/skripal-2018/99/", ["episodes/skripal-2018/", "episodes/skripal-2018/14/", "episodes/skripal-2018/13/"]],
  ["episodes/skripal/3/", ["episodes/skripal-2018/3/"]],
  // Half of an id, or more than one.
  ["episodes/vrbetice/", ["episodes/vrbetice-2021/"]],
  ["articles/rferl/", ["articles/rferl-2018-03-27/"]],
  ["events/ukraine-2022-nobody/", ["episodes/ukraine-2022/"]],
  ["compare/lag/gb/", ["compare/lag/"]],
  ["compare/foo/", ["compare/"]],
  // Another folder, or none.
  ["episode/skripal-2018/", ["episodes/skripal-2018/"]],
  ["event/skripal-uk-expels-23/", ["events/skripal-uk-expels-23/"]],
  ["skripal-2018/", ["episodes/skripal-2018/"]],
  ["chain/skripal-2018/", ["episodes/skripal-2018/chain/", "episodes/skripal-2018/"]],
  ["blog/2018/03/14/skripal", ["episodes/skripal-2018/"]],
  // A title typed as a path.
  ["operation foot/", ["episodes/operation-foot-1971/"]],
  ["Vrbětice 2021", ["episodes/vrbetice-2021/"]],
  ["united kingdom", ["countries/gb/"]],
  ["Untied-Kingdom/", ["countries/gb/"]],
  // Upper case, endings and underscores.
  ["countries/GB/", ["countries/gb/"]],
  // Codes of three letters, one letter too many, and the one that people write for the United Kingdom.
  ["countries/usa/", ["countries/us/"]],
  ["countries/gbb/", ["countries/gb/"]],
  ["countries/uk/", ["countries/gb/"]],
  ["EPISODES/SKRIPAL-2018/", ["episodes/skripal-2018/"]],
  ["about.html", ["about/"]],
  ["data.html", ["data/"]],
  ["episodes/skripal-2018.html", ["episodes/skripal-2018/"]],
  ["events/skripal_uk_expels_23/index.htm", ["events/skripal-uk-expels-23/"]],
  // In a frame the versions for frames, where there are some.
  ["embed/episodes/skripall-2018/", ["embed/episodes/skripal-2018/"]],
  ["embed/countries/GB/", ["countries/gb/"]],
];

for (const [where, site] of releaseSites) {
  test(`wrong addresses are named, and the nearest pages with them, ${where}`, async ({ page }) => {
    test.setTimeout(120_000);
    const heard = complaints(page);
    for (const [path, nearest] of wanted) {
      const response = await open(page, site + path);
      expect(response.status(), path).toBe(404);
      await expect(page.getByText("Looked for:"), path).toContainText(decodeURIComponent(new URL(site + path).pathname));
      await ready(page);
      const found = await nearestPaths(page, site);
      expect(found.slice(0, nearest.length), path).toEqual(nearest);
      expect(found.length, path).toBeLessThanOrEqual(nearest.length ? 6 : 0);
      await expect(missing(page).near).toBeVisible({ visible: nearest.length > 0 });
      // Every one of them is a page; those for frames stand under /embed/ as their pages do.
      expect(found.filter((found) => !routes.includes(found.replace(/^embed\//, "")))).toEqual([]);
      await expect(missing(page).crises).toHaveCount(dataset.episodes.length);
      await expect(missing(page).home).toHaveAttribute("href", new URL(site).pathname);
    }
    expect(beside404(heard)).toEqual([]);
  });

  test(`the nearest page is named by title and kind and can be reached, ${where}`, async ({ page }) => {
    await open(page, `${site}episodes/skripall-2018/`);
    await expect(missing(page).near).toBeVisible();
    await expect(page.locator("#near").getByRole("listitem").first()).toHaveText("Skripal 2018 crisis");
    await missing(page).nearest.first().click();
    await expect(page).toHaveURL(`${site}episodes/skripal-2018/`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Skripal 2018");
  });

  test(`the crises and the start page can be reached from a missing page ${where}`, async ({ page }) => {
    await open(page, `${site}no/such/page/`);
    await ready(page);
    const title = await missing(page).crises.first().textContent();
    await missing(page).crises.first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await open(page, `${site}no/such/page/`);
    await ready(page);
    await missing(page).home.click();
    await expect(page).toHaveURL(site);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("They sent each other’s diplomats home");
  });
}

test("a step is named by its number", async ({ page }) => {
  await open(page, `${sites.root}episodes/skripal/3/`);
  const first = page.locator("#near").getByRole("listitem").first();
  await expect(first).toHaveText(/^.* · Skripal 2018 step 3$/);
});

for (const [what, answer] of [
  ["cannot be had", (route) => route.abort()],
  ["is missing", (route) => route.fulfill({ status: 404, body: "" })],
  ["is no JSON", (route) => route.fulfill({ status: 200, body: "<!DOCTYPE html>" })],
]) {
  test(`where the list of all pages ${what}, the crises are compared`, async ({ page }) => {
    await page.route("**/addresses.json", answer);
    const heard = [];
    page.on("pageerror", (error) => heard.push(error.message));
    await open(page, `${sites.folder}episodes/skripall-2018/`);
    await expect(missing(page).nearest).toHaveText(["Skripal 2018"]);
    expect(await nearestPaths(page, sites.folder)).toEqual(["episodes/skripal-2018/"]);
    await expect(missing(page).crises).toHaveCount(dataset.episodes.length);
    expect(heard).toEqual([]);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says that there is none, how to reach the start, and names the crises", async ({ page }) => {
    const response = await page.goto(`${sites.folder}episodes/skripall-2018/`);
    expect(response.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page at this address");
    await expect(page.locator("noscript p")).toBeVisible();
    await expect(missing(page).near).toBeHidden();
    await expect(page.locator("#list li")).toHaveCount(dataset.episodes.length);
    // What leads nowhere does not look as if it did.
    const colours = await page.locator("#list a").evaluateAll((names) => names.map((name) => getComputedStyle(name).color));
    const text = await page.locator("h1").evaluate((heading) => getComputedStyle(heading).color);
    expect(new Set(colours)).toEqual(new Set([text]));
  });
});

test.describe("hostile addresses", () => {
  for (const path of [
    "<img src=x onerror=window.hit=true>",
    "%3Cimg%20src=x%20onerror=window.hit=true%3E",
    "episodes/<script>window.hit=true</script>/skripal-2018/",
    "</code><script>window.hit=true</script>",
    "javascript:window.hit=true",
    "embed/%22onmouseover=%22window.hit=true/",
  ]) {
    test(`/${path} is shown as text and runs nothing`, async ({ page }) => {
      const heard = complaints(page);
      await page.addInitScript(() => {
        window.refused = [];
        addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
      });
      const response = await open(page, sites.root + path);
      expect(response.status()).toBe(404);
      await ready(page);
      await expect(page.locator("#wanted code")).toHaveText(decodeURIComponent(new URL(sites.root + path).pathname));
      expect(await page.evaluate(() => window.hit)).toBeUndefined();
      expect(await page.evaluate(() => window.refused)).toEqual([]);
      expect(await page.locator("main img, main script, #wanted code *").count()).toBe(0);
      const links = await page.locator("a").evaluateAll((links) => links.map((link) => link.href));
      expect(links.filter((href) => !href.startsWith(sites.root))).toEqual([]);
      expect(beside404(heard)).toEqual([]);
    });
  }
});

/** The page at any address, whatever a host does to long ones. */
const html = readFileSync(join(process.env.DIST, "404.html"));
const answerAll = (page, isWrong) =>
  page.route(isWrong, (route) => route.fulfill({ status: 404, contentType: "text/html", body: html }));

/** Lets every page that is opened keep what its policy refused, and when it was done. */
const watch = (page) =>
  page.addInitScript(() => {
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
    new MutationObserver(() => (window.done ??= performance.now())).observe(document, {
      attributes: true,
      attributeFilter: ["data-ready"],
      subtree: true,
    });
  });

/** Opens a wrong address and says what came of it; times in milliseconds. */
const visit = async (page, url) => {
  const response = await page.goto(url);
  await ready(page);
  const seen = await page.evaluate(() => {
    const list = performance.getEntriesByName(new URL("/addresses.json", location.href).href)[0];
    return {
      refused: window.refused,
      near: document.querySelectorAll("#near a").length,
      /** From the answer of the host to the end of the script. */
      answered: window.done - performance.getEntriesByType("navigation")[0].responseEnd,
      /** From the list of all pages to the end of the script. */
      compared: list ? window.done - list.responseEnd : 0,
    };
  });
  return { status: response.status(), stays: page.url() === response.url(), ...seen };
};

for (const [what, long] of [
  ["one folder", "x".repeat(100_000)],
  ["fifty thousand folders", "a/".repeat(50_000)],
  ["folders of our own names", "episodes/events/".repeat(6_250)],
  ["many ids", "skripal-2018-".repeat(7_700)],
]) {
  test(`100 kB of ${what} are answered as soon as any other wrong address`, async ({ page }) => {
    await answerAll(page, (url) => url.pathname.length > 1500 && !url.pathname.endsWith(".json"));
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await watch(page);
    const usual = await visit(page, `${sites.root}episodes/skripall-2018/`);
    asked.length = 0;
    const slow = await visit(page, `${sites.root}${long}`);
    expect(slow.status).toBe(404);
    expect(slow.answered).toBeLessThan(usual.answered + 2000);
    expect(slow.compared).toBeLessThan(usual.compared + 1000);
    // The page, some folders that may be the root, and the list of all pages.
    expect(asked.length).toBeLessThanOrEqual(14);
    expect((await page.locator("#wanted code").textContent()).length).toBeLessThanOrEqual(301);
    await expect(missing(page).home).toHaveAttribute("href", "/");
  });
}

/** Numbers between 0 and 1, the same at every run. */
const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** A wrong address made of a right one by what people, programs and attackers do to addresses. */
const wrongAddress = (next) => {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const letters = "abcxyz019-_. éЖ中%<>\"'&=;()|\\^`{}[]~+,@!$*:";
  const letter = () => pick([...letters]);
  const changes = [
    (path) => path.slice(0, Math.floor(next() * path.length)) + letter() + path.slice(Math.floor(next() * path.length)),
    (path) => path.replace(/\w(?=\w*\/$)/, letter),
    (path) => path.replace(/(\w)(\w)(?=\w*\/$)/, "$2$1"),
    (path) => path.replaceAll("-", "_"),
    (path) => path.toUpperCase(),
    (path) => path.replace(/\/$/, pick([".html", ".php", "/index.html", "/99999/", "/0/", "/chain/x/", "//", "/%2e%2e/"])),
    (path) => path.split("/").slice(1).join("/"),
    (path) => path.split("/").reverse().join("/"),
    (path) => `${pick(["embed", "episode", "en", "wp-content", "a/b/c/d/e", "%ff", "%u20"])}/${path}`,
    (path) => path + [...Array(1 + Math.floor(next() * 40))].map(letter).join(""),
  ];
  let path = pick(routes);
  for (let n = 1 + Math.floor(next() * 3); n > 0; n--) path = pick(changes)(path);
  // Kept from meaning another page, a query or a fragment.
  return path.replace(/[?#\\]/g, "").replace(/^\/+/, "");
};

/** 1,000 in all, in parts that may run beside each other. */
const SEEDS = [20180304, 19710924, 20220405, 20260625];
const RUNS = 250;

for (const seed of SEEDS) {
  test(`${RUNS} random wrong addresses are answered in time with 404, no exception, no way elsewhere, seed ${seed}`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const next = random(seed);
    const exceptions = [];
    page.on("pageerror", (error) => exceptions.push(error.message));
    await watch(page);
    // A host that reads `a//b` as `a/b` has a page there.
    const isPage = (url) => {
      const parts = decodeURIComponent(new URL(url).pathname)
        .split("/")
        .filter((part) => part && part !== ".");
      const folder = parts.map((part) => `${part}/`).join("");
      return parts.includes("..") || parts.at(-1) === "index.html" || routes.includes(folder) || embeds.includes(folder);
    };
    const visits = [];
    while (visits.length < RUNS) {
      const url = sites.root + wrongAddress(next);
      try {
        if (isPage(url)) continue;
      } catch {
        // No text in UTF-8, so no page either.
      }
      const { status, stays, refused, ...visited } = await visit(page, url);
      expect({ url, status, stays, refused }).toEqual({ url, status: 404, stays: true, refused: [] });
      expect(visited.near, url).toBeLessThanOrEqual(6);
      visits.push(visited);
    }
    expect(exceptions).toEqual([]);
    const sorted = (what) => visits.map((visited) => visited[what]).sort((a, b) => a - b);
    const told = (what) => `${what} in ${Math.round(sorted(what)[RUNS / 2])} ms, at most ${Math.round(sorted(what).at(-1))} ms`;
    const some = visits.filter((visited) => visited.near > 0).length;
    test.info().annotations.push({ type: "measured", description: `${told("answered")}; ${told("compared")}; ${some} with near pages` });
    // Nine in ten, since a busy machine may stop for a moment at any of them.
    expect(sorted("compared")[RUNS * 0.9]).toBeLessThan(500);
    expect(sorted("answered")[RUNS * 0.9]).toBeLessThan(2000);
    expect(sorted("answered").at(-1)).toBeLessThan(5000);
    // The test would be worth nothing if its addresses were all noise, or all alike.
    expect(some).toBeGreaterThan(RUNS / 5);
    expect(some).toBeLessThan(RUNS);
  });
}
