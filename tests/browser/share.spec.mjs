// Links that always lead to what is shown, and the dialog that hands them out.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import jsQR from "jsqr";
import { chainOf, chainParts, compareOf, compareParts, complaints, open, parts, press, releaseSites, routes, sites } from "./helpers.mjs";

const step = (n) => `episodes/skripal-2018/${n}/`;

/** Opens the dialog; gives its parts. */
async function share(page) {
  await page.getByRole("link", { name: "Share or embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await expect(dialog).toBeVisible();
  return {
    dialog,
    link: dialog.locator("#share-link"),
    copy: dialog.getByRole("button", { name: "Copy link" }),
    send: dialog.getByRole("button", { name: "Send it …" }),
    said: dialog.getByRole("status"),
    form: dialog.getByRole("form", { name: "Put it on your own page" }),
    what: dialog.getByLabel("What"),
    colours: dialog.getByLabel("Colours"),
    width: dialog.getByLabel("Width of a fixed frame"),
    height: dialog.getByLabel("Height of a fixed frame"),
    part: (name) => dialog.getByRole("checkbox", { name }),
    code: (name) => dialog.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) }).locator("pre"),
    preview: dialog.getByTitle("Preview"),
    close: dialog.getByRole("button", { name: "Close" }),
  };
}

/** What a camera reads in the picture of the dialog. */
async function scanned(page) {
  const [size, modules] = await page.locator("svg.qr").evaluate((svg) => [
    svg.viewBox.baseVal.width,
    [...svg.querySelector("path").getAttribute("d").matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
  ]);
  const scale = 4;
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x, y] of modules) {
    for (let i = 0; i < scale * scale; i += 1) {
      const at = (((y + 4) * scale + Math.floor(i / scale)) * side + (x + 4) * scale + (i % scale)) * 4;
      pixels.fill(0, at, at + 3);
    }
  }
  return jsQR(pixels, side, side)?.data;
}

for (const [where, site] of releaseSites) {
  test(`the dialog has the link to the page, as text and as a code that a camera reads, ${where}`, async ({ page }) => {
    const heard = complaints(page);
    await open(page, site + step(3));
    const { link, dialog } = await share(page);
    await expect(link).toHaveText(site + step(3));
    await dialog.getByText("QR code, for a classroom screen").click();
    await expect(dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
    expect(await scanned(page)).toBe(site + step(3));
    expect(heard).toEqual([]);
  });
}

test("the link is that of the view: step, chosen event, filters, comparison", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await open(page, sites.root + step(3));
  await parts(page).heading.press("ArrowRight");
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  let one = await share(page);
  await one.copy.click();
  await expect(one.said).toHaveText("Copied.");
  expect(await copied()).toBe(sites.root + step(4));
  await one.close.click();
  await expect(one.dialog).toBeHidden();

  await open(page, sites.root + chainOf("skripal-2018"));
  await chainParts(page).kind.selectOption({ label: "People ordered out" });
  await press(chainParts(page).entry("skripal-uk-expels-23"));
  await expect(page).toHaveURL(/event=skripal-uk-expels-23$/);
  one = await share(page);
  const chain = `${sites.root}${chainOf("skripal-2018")}?kind=people&event=skripal-uk-expels-23`;
  await expect(one.link).toHaveText(chain);
  await expect(one.code("Of a fixed height")).toContainText(
    `src="${sites.root}embed/episodes/skripal-2018/chain/?kind=people&amp;event=skripal-uk-expels-23"`,
  );
  await one.close.click();

  await open(page, `${sites.root}${compareOf()}?countries=gb,fr`);
  await compareParts(page).view("Map").check();
  await expect(page).toHaveURL(/view=map/);
  one = await share(page);
  await one.copy.click();
  await expect(one.said).toHaveText("Copied.");
  const address = await copied();
  expect(address).toBe(page.url());

  // The next reader sees the same.
  const other = await context.newPage();
  await open(other, address);
  await expect(compareParts(other).view("Map")).toBeChecked();
  await expect(compareParts(other).title).toHaveText(await compareParts(page).title.textContent());
});

test("the address is that of the step after a key, a click, a tap and in full screen", async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true });
  const page = await context.newPage();
  await open(page, sites.root + step(3));
  const { heading, next } = parts(page);
  const shows = async (n) => {
    await expect(heading).toContainText(`Step ${n} of 14`);
    expect(page.url()).toBe(sites.root + step(n));
  };
  await heading.press("ArrowRight");
  await shows(4);
  await next.click();
  await shows(5);
  await next.tap();
  await shows(6);
  await page.evaluate(() => document.documentElement.requestFullscreen());
  expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await heading.press("ArrowRight");
  await shows(7);
  await heading.press("End");
  await shows(14);
  await context.close();
});

test("links survive what mail and chat do to them", async ({ page }) => {
  for (const [link, check] of [
    [`${sites.root}${compareOf()}?countries=gb%2Cfr&view=map`, () => expect(compareParts(page).chip("France")).toBeVisible()],
    [`${sites.root}${step(3)}?fbclid=abc&utm_source=mail`, () => expect(parts(page).heading).toContainText("Step 3 of 14")],
    [`${sites.root}episodes/skripal-2018/3`, () => expect(parts(page).heading).toContainText("Step 3 of 14")],
    [
      `${sites.root}${chainOf("skripal-2018")}?utm_medium=chat&event=skripal-uk-expels-23`,
      () => expect(chainParts(page).card).toBeVisible(),
    ],
  ]) {
    await open(page, link);
    await check();
  }
});

test("the system's own sheet is offered where there is one, with title and link", async ({ page }) => {
  await page.addInitScript(() => {
    window.sent = [];
    navigator.share = async (data) => window.sent.push(data);
  });
  await open(page, sites.root + step(3));
  const { send } = await share(page);
  await send.click();
  expect(await page.evaluate(() => window.sent)).toEqual([
    { title: "Russia orders out 23 Britons and closes offices · Skripal 2018", url: sites.root + step(3) },
  ]);
});

test("without a sheet of the system none is offered, and a clipboard that refuses is told of", async ({ page }) => {
  await page.addInitScript(() => {
    delete Navigator.prototype.share;
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await open(page, sites.root + step(3));
  const { send, copy, said } = await share(page);
  await expect(send).toBeHidden();
  await copy.click();
  await expect(said).toContainText("select the text");
});

test("the code follows every choice, and the preview shows it", async ({ page }) => {
  const heard = complaints(page);
  await open(page, sites.root + step(3));
  const { what, colours, width, height, part, code, preview, form } = await share(page);
  const inside = preview.contentFrame();
  await expect(inside.getByRole("heading", { level: 1 })).toContainText("Step 3 of 14");
  await expect(code("As high as its content")).toHaveText(
    `<script async src="${sites.root}embed.js"></script>\n<persona-non-grata path="/${step(3)}">\n  ` +
      `<a href="${sites.root}${step(3)}">Russia orders out 23 Britons and closes offices · Skripal 2018</a>\n</persona-non-grata>`,
  );
  await colours.selectOption("Dark");
  await part("Events with their sources").uncheck();
  await width.selectOption("320");
  await height.selectOption("560");
  await expect(code("As high as its content")).toContainText(`path="/${step(3)}" scheme="dark" hide="events"`);
  await expect(code("Of a fixed height")).toContainText(
    `src="${sites.root}embed/${step(3)}?scheme=dark&amp;hide=events" title="Russia orders out 23 Britons and closes offices · Skripal 2018" width="320" height="560"`,
  );
  await expect(inside.locator("html")).toHaveAttribute("data-scheme", "dark");
  await expect(inside.getByRole("figure", { name: "Who ordered out how many" })).toBeVisible();
  await expect(inside.getByRole("region", { name: /events? of this step/ })).toBeHidden();
  expect((await preview.boundingBox()).width).toBe(320);
  await what.selectOption("The chain of the crisis");
  await expect(inside.getByRole("heading", { level: 1 })).toContainText("Who answered whom: Skripal 2018");
  await expect(code("Of a fixed height")).toContainText('title="The chain of the crisis: Skripal 2018"');
  await form.getByText("For WordPress, in Markdown, by oEmbed").click();
  await expect(code("oEmbed")).toHaveText(`${sites.root}${chainOf("skripal-2018")}oembed.json`);
  expect(heard).toEqual([]);
});

test("the code of the dialog shows the page on a page of its own", async ({ page, context }) => {
  await open(page, `${sites.root}${compareOf()}?countries=gb,fr`);
  const { code } = await share(page);
  for (const name of ["As high as its content", "Of a fixed height"]) {
    const other = await context.newPage();
    await other.setContent(await code(name).textContent());
    const inside = other.locator("iframe").contentFrame();
    await expect(inside.getByRole("heading", { level: 1 })).toHaveText("Countries compared");
    await expect(compareParts(inside).chip("France")).toBeVisible();
    await other.close();
  }
});

test("every kind of page has code for a frame that exists", async ({ page }) => {
  test.setTimeout(120_000);
  const kinds = new Map(routes.map((route) => [route.replace(/\d+|[a-z]+(-[a-z0-9]+)+|[a-z]{2,4}(?=\/$)/g, "x"), route]));
  for (const route of kinds.values()) {
    await open(page, sites.root + route);
    const { code } = await share(page);
    const [, src] = /src="([^"]*)"/.exec(await code("Of a fixed height").textContent());
    const response = await page.request.get(src.replaceAll("&amp;", "&"));
    expect.soft(response.status(), `${route}: ${src}`).toBe(200);
    expect.soft(src.startsWith(`${sites.root}embed/`), src).toBe(true);
  }
});

test("the page of a country offers the comparison of that country", async ({ page }) => {
  await open(page, `${sites.root}countries/gb/`);
  const { code, what } = await share(page);
  await expect(what.locator("option:checked")).toHaveText("Countries compared");
  await expect(code("Of a fixed height")).toContainText(`src="${sites.root}embed/compare/?countries=gb"`);
});

test("the dialog is one by keyboard: Enter opens, Escape closes, the focus comes back", async ({ page }) => {
  await open(page, sites.root + step(3));
  const opener = page.getByRole("link", { name: "Share or embed" });
  await opener.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await expect(dialog).toBeVisible();
  expect(await page.evaluate(() => document.activeElement.closest("dialog") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test("opening and closing the dialog leaves the history alone", async ({ page }) => {
  await open(page, sites.root + step(3));
  const before = await page.evaluate(() => history.length);
  const { colours, what, close } = await share(page);
  for (const choice of ["Dark", "Light", "Dark"]) await colours.selectOption(choice);
  await what.selectOption("The chain of all crises");
  await page.waitForTimeout(300);
  await close.click();
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test("without the program the link leads to how it is done by hand", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(sites.root + step(3));
  await page.getByRole("link", { name: "Share or embed" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Share a page, or put it on your own");
  await expect(page.getByRole("heading", { name: "Share this view" })).toBeHidden();
  await context.close();
});

test("previews, canonical links and the frame's line say the same page", async ({ page }) => {
  const html = readFileSync(join(process.env.DIST, step(3), "index.html"), "utf8");
  expect(html).toContain('<meta property="og:title" content="Russia orders out 23 Britons and closes offices · Skripal 2018');
  expect(html).toContain("preview.png");
  await open(page, `${sites.root}embed/${step(3)}`);
  await expect(page.getByRole("link", { name: /^Full page/ })).toHaveAttribute("target", "_blank");
});

/** A generator of numbers that gives the same ones each time. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Queries as programs, people and attackers write them: names of ours with values that are none, and the other way round. */
function queries(count, seed) {
  const next = numbers(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const names = ["event", "episode", "country", "kind", "sort", "waves", "measure", "countries", "episodes", "kinds", "from", "to", "view", "group", "side", "scheme", "hide", "__proto__", "q", "x"];
  const values = [
    "skripal-uk-expels-23", "skripal-2018", "gb", "gb,fr", "gb%2Cfr", "people", "lag", "map", "scatter", "table", "date", "-people", "2018", "2018-03-26", "2100", "0", "-1", "1e9",
    "<img src=x onerror=alert(1)>", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "javascript:alert(1)", "%00", "%", "%zz", "\u202e", "ＧＢ", "'\"`", "a".repeat(300), "gb,".repeat(60), "",
  ];
  return Array.from({ length: count }, () => {
    const pairs = Array.from({ length: 1 + Math.floor(next() * 5) }, () => `${pick(names)}${pick(["=", "=", "=", "", "=="])}${pick(values)}`);
    return `?${pairs.join(pick(["&", "&", "&", ";", "&&"]))}${pick(["", "", "", "#x", "#record", "#<b>"])}`;
  });
}

for (const [kind, path] of [
  ["a step", step(6)],
  ["a chain", chainOf("skripal-2018")],
  ["a comparison", compareOf()],
  ["a step in a frame", `embed/${step(6)}`],
]) {
  test(`2,500 random addresses of ${kind} do no harm`, async ({ page }) => {
    test.setTimeout(180_000);
    const heard = complaints(page);
    const asked = [];
    await open(page, sites.root + path);
    page.on("request", (request) => asked.push(request.url()));
    const before = page.url();
    const longest = await page.evaluate(async (queries) => {
      const injected = () => document.querySelectorAll("#app script, #app img, #app iframe, #notice *").length;
      let longest = 0;
      for (const [i, query] of queries.entries()) {
        const start = performance.now();
        history.replaceState(history.state, "", location.pathname + query);
        dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
        longest = Math.max(longest, performance.now() - start);
        if (injected()) throw new Error(`${query} injected markup`);
        // As a browser would: what waits for a frame is drawn now and then.
        if (i % 50 === 0) await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
      }
      return longest;
    }, queries(2500, 7));
    expect(longest, "ms for one of them").toBeLessThan(2000);
    expect(new URL(page.url()).pathname).toBe(new URL(before).pathname);
    expect(asked.filter((url) => !url.startsWith(sites.root))).toEqual([]);
    expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
    // It answers as before.
    await page.evaluate(() => {
      history.replaceState(history.state, "", location.pathname);
      dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    });
    await expect(parts(page).heading).toBeVisible();
    await expect(page.locator("#notice")).toBeHidden();
  });
}
