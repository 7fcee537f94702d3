// Reading without a connection: what the worker keeps, that it never mixes two builds, how it is told and switched off.
// A host of its own stands for the one that publishes: its files can change, and it can be gone.
import { createServer } from "node:http";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { violations } from "./axe.mjs";
import { open, parts, ready } from "./helpers.mjs";

test.use({ serviceWorkers: "allow" });
// A worker is registered a second after the page is there, and fetches what every page needs.
test.describe.configure({ timeout: 90_000 });

const dist = process.env.DIST;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};
const EDITION = readdirSync(dist)
  .find((name) => name.startsWith("offline-list-"))
  .match(/list-([0-9a-f]{16})/)[1];

/** The site on a port of its own. `changes` maps names to other bytes, or to `null` for a file that is gone. */
async function publish() {
  const changes = new Map();
  const asked = [];
  let isGone = false;
  let isInTrouble = false;
  let delay = 0;
  const server = createServer(async (request, response) => {
    if (delay) await new Promise((over) => setTimeout(over, delay));
    if (isGone) return request.socket.destroy();
    if (isInTrouble) return response.writeHead(503, { "content-type": "text/html" }).end("<h1>Out of order</h1>");
    let name = decodeURIComponent(new URL(request.url, "http://x").pathname).slice("/site/".length);
    asked.push(name);
    if (name === "" || name.endsWith("/")) name += "index.html";
    let body = changes.get(name);
    if (body === undefined) {
      try {
        body = readFileSync(join(dist, name));
      } catch {
        body = null;
      }
    }
    if (body === null) return response.writeHead(404, { "content-type": "text/html" }).end("not here");
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "text/plain", "cache-control": "no-cache" }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    root: `http://127.0.0.1:${server.address().port}/site/`,
    changes,
    asked,
    leave() {
      isGone = true;
      server.closeAllConnections();
    },
    comeBack() {
      isGone = false;
    },
    fail() {
      isInTrouble = true;
    },
    /** Lets every answer take so many milliseconds. */
    slowDown(milliseconds) {
      delay = milliseconds;
    },
    end: () => new Promise((ended) => (server.closeAllConnections(), server.close(ended))),
  };
}

let host;
test.beforeEach(async () => {
  host = await publish();
});
test.afterEach(() => host.end());

/** Waits until the worker is there and has kept a page. */
const kept = (page, name) =>
  expect
    .poll(
      () =>
        page.evaluate(async (name) => {
          const { controller, ready } = navigator.serviceWorker;
          return Boolean(controller && (await caches.match(new URL(name, (await ready).scope).href)));
        }, name),
      { timeout: 40_000 },
    )
    .toBe(true);

/** Makes the files of another build: every page says another edition, and so does the worker. */
function republish(edition = "0123456789abcdef", also = {}) {
  const list = JSON.parse(readFileSync(join(dist, `offline-list-${EDITION}.json`), "utf8"));
  const pages = Object.keys(list.all).filter((name) => name === "" || name.endsWith("/"));
  for (const name of pages) {
    const file = `${name}index.html`;
    let html = readFileSync(join(dist, file), "utf8").replaceAll(EDITION, edition);
    if (also[name]) html = also[name](html);
    host.changes.set(file, html);
    list.all[name] = createHash("sha256").update(html).digest("hex").slice(0, 16);
  }
  const worker = readFileSync(join(dist, "offline-worker.js"), "utf8").replaceAll(EDITION, edition);
  host.changes.set("offline-worker.js", worker);
  host.changes.set(`offline-list-${edition}.json`, JSON.stringify(list));
  host.changes.set(`offline-list-${EDITION}.json`, null);
}

/**
 * Waits until the worker of an edition has taken over. A browser lets it when the one before has nothing to do any more, which
 * may take half a minute and longer: here that one is stopped.
 */
async function takenOver(page, edition) {
  const session = await page.context().newCDPSession(page);
  const versions = new Map();
  session.on("ServiceWorker.workerVersionUpdated", (event) => {
    for (const version of event.versions) versions.set(version.versionId, version);
  });
  await session.send("ServiceWorker.enable");
  await expect
    .poll(
      async () => {
        const of = (status) => [...versions.values()].find((version) => version.status === status);
        const before = of("activated");
        if (of("installed") && before) await session.send("ServiceWorker.stopWorker", { versionId: before.versionId }).catch(() => {});
        return page.evaluate(async () => [
          navigator.serviceWorker.controller?.state,
          ...(await caches.keys()).map((name) => name.split(":").at(-1)),
        ]);
      },
      { timeout: 40_000 },
    )
    .toEqual(["activated", edition]);
  await session.detach();
}

test("a page that was seen opens without a connection, steps and all that moves included", async ({ page }) => {
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  await kept(page, "episodes/skripal-2018/3/");
  await parts(page).next.click();
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  await kept(page, "episodes/skripal-2018/4/");
  host.leave();
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  await expect(parts(page).heading).toContainText("Step 3 of 14");
  await parts(page).next.click();
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  await expect(page).toHaveURL(/\/4\/$/);
  await expect(parts(page).ledger.locator("svg:visible")).toHaveCount(1);
});

test("an address without its last slash leads to the page that is kept", async ({ page }) => {
  await open(page, `${host.root}chain/?country=gb`);
  await kept(page, "chain/");
  host.leave();
  await page.goto(`${host.root}chain?country=gb`);
  await ready(page);
  await expect(page).toHaveURL(`${host.root}chain/?country=gb`);
  await page.goto(`${host.root}compare`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is not kept here");
});

test("what the page has loaded does not come a second time", async ({ page }) => {
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  await kept(page, "episodes/skripal-2018/3/");
  const named = host.asked.filter((name) => /-[0-9a-f]{16}(_bg)?\.\w+$/.test(name));
  expect(named.some((name) => name.endsWith(".wasm"))).toBe(true);
  expect(named.toSorted()).toEqual([...new Set(named)].toSorted());
});

test("a page that was not seen says so without a connection, and leads on", async ({ page }) => {
  await open(page, host.root);
  await kept(page, "");
  host.leave();
  const mistyped = page.getByText("it may be mistyped");
  await page.goto(`${host.root}nope/`);
  await expect(mistyped).toBeVisible();
  await page.goto(`${host.root}countries/gb/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is not kept here");
  await expect(mistyped).toBeHidden();
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await ready(page);
  await expect(page).toHaveURL(host.root);
});

test("the whole site is kept at a click, with progress, and the room is given back", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, `${host.root}data/`);
  const keep = page.getByRole("button", { name: "Keep the whole site" });
  const drop = page.getByRole("button", { name: "Give the room back" });
  const state = page.getByText(/of \d+ pages and files are kept|The whole site is kept/);
  await expect(state).toContainText(/^\d+ of \d+ pages/);
  await page.evaluate(() => {
    window.__values = [];
    new MutationObserver(([{ target }]) => window.__values.push(target.value)).observe(
      document.querySelector("progress"),
      { attributeFilter: ["value"] },
    );
  });
  await keep.click();
  await expect(state).toHaveText("The whole site is kept in this browser: it opens without a connection.", { timeout: 90_000 });
  const values = await page.evaluate(() => window.__values);
  expect(values.length).toBeGreaterThan(50);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  await expect(keep).toBeHidden();
  const told = Number((await page.locator("[data-offline-part] p").first().textContent()).match(/([\d.]+) MB/)[1]);
  const bytes = await page.evaluate(async () => {
    let sum = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) sum += (await (await cache.match(request)).arrayBuffer()).byteLength;
    }
    return sum;
  });
  // What every page needs is there already.
  expect(Math.abs(bytes / 1e6 - told)).toBeLessThan(1);
  host.leave();
  for (const path of ["countries/gb/", "chain/", "articles/", "episodes/ukraine-2022/5/", "events/skripal-uk-expels-23/"]) {
    await open(page, host.root + path);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("This page is not kept here");
  }
  const file = await page.evaluate(async () => (await fetch("../../data/dataset.json")).json());
  expect(file.events.length).toBeGreaterThan(500);
  await open(page, `${host.root}data/`);
  await drop.click();
  await expect(state).toContainText(/^\d+ of \d+ pages/);
  await page.goto(`${host.root}countries/gb/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is not kept here");
});

test("a newer build is told of, nothing is loaded by force, and no page is a mix of two", async ({ page }) => {
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  await parts(page).progress.getByRole("link").nth(8).click();
  await kept(page, "episodes/skripal-2018/9/");
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  await page.evaluate(() => {
    window.__mark = true;
  });
  republish("0123456789abcdef", {
    "episodes/skripal-2018/9/": (html) => html.replaceAll("Step 9 of 14", "Step 9 of 14, corrected"),
  });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const told = page.getByText("A newer edition of this site is there.");
  await expect(told).toBeVisible({ timeout: 40_000 });
  expect(await page.evaluate(() => window.__mark)).toBe(true);
  await expect(parts(page).heading).toContainText("Step 3 of 14");
  await takenOver(page, "0123456789abcdef");
  // The page of the new build is loaded whole, with its own program: though there is no connection, it is kept.
  host.leave();
  await page.context().setOffline(true);
  await parts(page).progress.getByRole("link").nth(8).click();
  await expect(parts(page).heading).toContainText("Step 9 of 14, corrected");
  await ready(page);
  expect(await page.evaluate(() => window.__mark)).toBe(undefined);
  expect(await page.locator("#boot").getAttribute("data-version")).toBe("0123456789abcdef");
  host.comeBack();
  await page.context().setOffline(false);
  await expect(told).toBeHidden();
});

test("a page of a newer build that comes before its worker is told of none", async ({ page }) => {
  await open(page, host.root);
  await kept(page, "");
  republish();
  await page.addInitScript(() => {
    window.__told = [];
    new MutationObserver(() => {
      const line = document.getElementById("newer");
      if (line) window.__told.push(line.textContent);
    }).observe(document, { childList: true, subtree: true });
  });
  await open(page, `${host.root}about/`);
  expect(await page.locator("#boot").getAttribute("data-version")).toBe("0123456789abcdef");
  await takenOver(page, "0123456789abcdef");
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => window.__told)).toEqual([]);
});

test("without a worker, too, the text of another build is not put into this one", async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await open(page, `${host.root}episodes/skripal-2018/1/`);
  await page.evaluate(() => {
    window.__mark = true;
  });
  republish();
  for (const name of ["4", "5"]) {
    await parts(page).progress.getByRole("link").nth(Number(name) - 1).click();
    await expect(parts(page).heading).toContainText(`Step ${name} of 14`);
  }
  expect(await page.evaluate(() => window.__mark)).toBe(undefined);
  await context.close();
});

test("a build that is only half published is not taken: the one that was kept stays", async ({ page }) => {
  await open(page, `${host.root}about/`);
  await kept(page, "about/");
  republish();
  host.changes.set("about/index.html", "half");
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing;
    await new Promise((ended) => {
      if (!worker || worker.state === "redundant") return ended();
      worker.onstatechange = () => worker.state === "redundant" && ended();
    });
  });
  const editions = await page.evaluate(() => caches.keys());
  expect(editions.some((name) => name.endsWith(EDITION))).toBe(true);
  host.leave();
  await open(page, `${host.root}about/`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.locator("#boot").getAttribute("data-version")).toBe(EDITION);
});

test("a file that is not the one of the list is shown, and not kept", async ({ page }) => {
  await open(page, host.root);
  await kept(page, "");
  host.changes.set("about/index.html", readFileSync(join(dist, "about/index.html"), "utf8").replace("</h1>", " by hand</h1>"));
  await page.goto(`${host.root}about/`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("by hand");
  await ready(page);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
  expect(await page.evaluate(async () => Boolean(await caches.match(location.href)))).toBe(false);
});

test("the word “off” in offline.txt takes the worker and its copies away", async ({ page }) => {
  await open(page, host.root);
  await kept(page, "");
  host.changes.set("offline.txt", "off\n");
  await page.goto(`${host.root}about/`);
  await expect
    .poll(() => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]))
    .toEqual([0, 0]);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("where a tab stays open nothing is kept any more after the word “off”, also by a worker that is started anew", async ({ page }) => {
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  await kept(page, "episodes/skripal-2018/3/");
  host.changes.set("offline.txt", "off\n");
  const other = await page.context().newPage();
  await other.goto(`${host.root}about/`);
  const left = () => page.evaluate(() => caches.keys());
  await expect.poll(left).toEqual([]);
  await other.close();
  for (const isStopped of [false, true]) {
    if (isStopped) {
      const session = await page.context().newCDPSession(page);
      await session.send("ServiceWorker.enable");
      await session.send("ServiceWorker.stopAllWorkers");
    }
    const before = await parts(page).heading.textContent();
    await parts(page).next.click();
    await expect(parts(page).heading).not.toHaveText(before);
    // Time to keep it.
    await page.waitForTimeout(1500);
    expect(await left()).toEqual([]);
  }
});

test("a page that is opened takes the copies away itself, where the worker does not", async ({ page }) => {
  // A worker that does not know the word.
  const worker = readFileSync(join(dist, "offline-worker.js"), "utf8");
  const deaf = worker.replace('=== "off"', '=== "never"');
  expect(deaf).not.toBe(worker);
  host.changes.set("offline-worker.js", deaf);
  await open(page, host.root);
  await kept(page, "");
  host.changes.set("offline.txt", "off\n");
  await open(page, `${host.root}about/`);
  await expect
    .poll(() => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]))
    .toEqual([0, 0]);
});

test.describe("keeping the whole site", () => {
  const KEEP = "Keep the whole site";
  const state = (page) => page.getByText(/pages and files are kept|The whole site is kept|Not everything could be kept/);

  test("ends with a word where the connection breaks off, and asks for no more files", async ({ page }) => {
    await open(page, `${host.root}data/`);
    await expect(state(page)).toContainText(/^\d+ of \d+ pages/);
    await page.getByRole("button", { name: KEEP }).press("Enter");
    await expect.poll(() => page.evaluate(() => document.querySelector("progress").value)).toBeGreaterThan(10);
    host.leave();
    await expect(state(page)).toContainText("Not everything could be kept");
    const asked = host.asked.length;
    await page.waitForTimeout(500);
    expect(host.asked.length).toBe(asked);
    // What was kept stays, the focus too, and it can be gone on with.
    const keep = page.getByRole("button", { name: KEEP });
    await expect(keep).toBeFocused();
    host.comeBack();
    await keep.press("Enter");
    await expect(state(page)).toContainText("The whole site is kept", { timeout: 60_000 });
    await expect(page.getByRole("button", { name: "Give the room back" })).toBeFocused();
  });

  test("shows how far it is on a page that was loaded again, or left and come back to", async ({ page }) => {
    await open(page, `${host.root}data/`);
    await expect(state(page)).toContainText(/^\d+ of \d+ pages/);
    // Some 850 files, six at a time.
    host.slowDown(60);
    await page.getByRole("button", { name: KEEP }).click();
    const bar = page.getByRole("progressbar");
    const value = () => bar.evaluate((progress) => progress.value);
    await expect.poll(value).toBeGreaterThan(10);
    await page.reload();
    await expect(bar).toBeVisible({ timeout: 10_000 });
    await expect.poll(value).toBeGreaterThan(10);
    await expect(state(page)).toHaveText(/^\d+ of \d+ pages and files are kept in this browser so far\.$/);
    await page.getByRole("link", { name: "About", exact: true }).first().click();
    await expect(page).toHaveURL(/\/about\/$/);
    await page.goBack();
    await expect(bar).toBeVisible();
    host.slowDown(0);
    await expect(state(page)).toHaveText("The whole site is kept in this browser: it opens without a connection.", { timeout: 60_000 });
    await expect(bar).toBeHidden();
    // No file came twice.
    const pages = host.asked.filter((name) => name.startsWith("events/"));
    expect(pages.length).toBe(new Set(pages).size);
  });

  test("ends with a word where there is no room", async ({ page }) => {
    const full = "caches.open = async () => { throw new DOMException('full', 'QuotaExceededError'); };";
    const worker = readFileSync(join(dist, "offline-worker.js"), "utf8");
    // Once it runs, there is no more room.
    host.changes.set("offline-worker.js", worker + `self.addEventListener("activate", () => setTimeout(() => { ${full} }, 300));`);
    const uncaught = [];
    page.on("pageerror", (error) => uncaught.push(String(error)));
    await open(page, `${host.root}data/`);
    await expect(state(page)).toContainText(/^\d+ of \d+ pages/);
    await page.waitForTimeout(500);
    await page.getByRole("button", { name: KEEP }).click();
    await expect(state(page)).toContainText("Not everything could be kept");
    await open(page, `${host.root}about/`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(uncaught).toEqual([]);
  });

  test("can be used by keyboard and by screen reader, and so can the word on a newer build", async ({ page }) => {
    await open(page, `${host.root}data/`);
    const keep = page.getByRole("button", { name: KEEP });
    await expect(keep).toBeVisible();
    const look = async (what) => {
      expect(await violations(page), what).toEqual([]);
      const { width, height } = await keep.boundingBox();
      expect(Math.min(width, height), what).toBeGreaterThanOrEqual(24);
    };
    await look("before");
    await page.getByRole("link", { name: /frames|Skip to content/ }).first().focus();
    await page.evaluate(() => {
      window.__said = [];
      new MutationObserver((all) => {
        for (const { addedNodes, target } of all) {
          const line = target.closest?.("[role=status]");
          if (line && addedNodes.length) window.__said.push(line.textContent);
        }
      }).observe(document.body, { childList: true, subtree: true });
    });
    for (let i = 0; i < 80 && !(await keep.evaluate((button) => button === document.activeElement)); i++) {
      await page.keyboard.press("Tab");
    }
    await expect(keep).toBeFocused();
    republish();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const load = page.getByRole("button", { name: "Load it" });
    await expect(load).toBeVisible({ timeout: 40_000 });
    // It is told in a line that was there before, once, and takes no focus.
    expect((await page.evaluate(() => window.__said)).filter((text) => text.includes("newer edition"))).toHaveLength(1);
    await expect(keep).toBeFocused();
    await look("with the word");
    const { width, height } = await load.boundingBox();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    await load.press("Enter");
    await ready(page);
    await expect(page.locator("#boot")).toHaveAttribute("data-version", "0123456789abcdef");
  });
});

test("a host in trouble is answered for by what is kept", async ({ page }) => {
  await open(page, `${host.root}about/`);
  await kept(page, "about/");
  host.fail();
  await open(page, `${host.root}about/`);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Out of order");
});

test("a frame on another page keeps nothing", async ({ page }) => {
  const frame = `<iframe src="${host.root}episodes/skripal-2018/3/" width="800" height="600"></iframe>`;
  host.changes.set("around.html", `<!DOCTYPE html><title>Around</title>${frame}`);
  await page.goto(`${host.root}around.html`);
  await page.frameLocator("iframe").locator("html[data-ready]").waitFor({ state: "attached" });
  await page.waitForTimeout(2000);
  expect(host.asked.filter((name) => name.startsWith("offline"))).toEqual([]);
});

test("the site can be installed: a manifest with icons that exist", async ({ page }) => {
  await open(page, `${host.root}episodes/skripal-2018/3/`);
  const href = await page.locator("link[rel=manifest]").evaluate((link) => link.href);
  expect(href).toBe(`${host.root}manifest.webmanifest`);
  const session = await page.context().newCDPSession(page);
  const { manifest, errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(manifest.startUrl).toBe(host.root);
  expect(manifest.scope).toBe(host.root);
  // Two sites of one host are two apps.
  expect((await session.send("Page.getAppId")).appId).toBe(host.root);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Each test has a window of its own, as for private browsing.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  for (const { url } of manifest.icons) {
    const response = await page.request.get(url);
    expect(response.status(), url).toBe(200);
  }
});
