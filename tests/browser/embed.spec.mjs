// The site's own pages for frames, on pages of another origin: with the element, and in a bare frame.
import { expect, test } from "@playwright/test";
import { chainParts, compareParts, complaints, isMarked, mark, parts, press, releaseSites, sites } from "./helpers.mjs";
import { startHosts } from "./host-server.mjs";

let hosts;
test.beforeAll(async () => {
  hosts = await startHosts();
});
test.afterAll(() => hosts.close());

const EPISODE = "skripal-2018";
const EVENT = "skripal-ru-expels-60-us";
const pathOf = (step) => `/episodes/${EPISODE}/${step}/`;
const addressOf = (path, site = sites.root) => `${site}embed${path}`;
const tag = (attributes) => `<persona-non-grata ${attributes}><a href="/the-page">The fallback</a></persona-non-grata>`;
const STEP = `episode="${EPISODE}" step="3"`;

/** Opens a page of another origin with these embeds. */
async function openHost(page, body, { site = sites.root, hash = "", style = "", ...more } = {}) {
  const head = `<meta name="viewport" content="width=device-width"><style>body { margin: 0 } ${style}</style>
    <script async src="${site}embed.js"></script>`;
  const url = hosts.page(body, { head, ...more });
  await page.goto(url + hash);
  return url;
}

/** Opens a page of another origin with a bare frame; gives what is in the frame. */
async function openBare(page, path, { site = sites.root, sandbox = "" } = {}) {
  const frame = `<iframe title="Bare" ${sandbox} width="900" height="700" src="${addressOf(path, site)}"></iframe>`;
  await page.goto(hosts.page(frame));
  return page.getByTitle("Bare").contentFrame();
}

/** An embed of the page, scrolled to so that it loads. */
async function embed(page, n = 0) {
  const element = page.locator("persona-non-grata").nth(n);
  await element.scrollIntoViewIfNeeded();
  const iframe = element.locator("iframe");
  const inside = iframe.contentFrame();
  await inside.locator("html[data-ready]").waitFor({ state: "attached" });
  return { element, iframe, inside, ...parts(inside) };
}

/** How high the frame is, how high its content, and how much of it is cut off: px. */
async function measures({ iframe, inside }) {
  const frame = await iframe.evaluate((frame) => frame.getBoundingClientRect().height);
  const [content, cut] = await inside.locator("html").evaluate((html) => {
    const { scrollHeight, clientHeight } = document.scrollingElement;
    return [html.getBoundingClientRect().height, scrollHeight - clientHeight];
  });
  return { frame, content, cut };
}

/** Waits until the frame is as high as its content, within 2 px, and stays so. */
async function expectSettled(one) {
  const settled = async () => {
    const { frame, content, cut } = await measures(one);
    const isFit = Math.abs(frame - content) <= 2 && cut <= 2 && content > 100;
    return isFit ? "fits" : `frame ${frame}, content ${content}, cut off ${cut}`;
  };
  await expect.poll(settled).toBe("fits");
  await one.iframe.page().waitForTimeout(150);
  expect(await settled()).toBe("fits");
}

const frameUrls = (page) => page.frames().slice(1).map((frame) => frame.url());
const entries = (page) => page.evaluate(() => history.length);
const hashOf = (page) => page.evaluate(() => location.hash);

for (const [where, site] of releaseSites) {
  test(`an element shows a step, follows its height and is stepped through, ${where}`, async ({ page }) => {
    const heard = complaints(page);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const url = await openHost(page, tag(STEP), { site });
    const one = await embed(page);
    await expect(one.heading).toContainText("Step 3 of 14");
    await expectSettled(one);
    const before = await entries(page);
    await one.next.click();
    await expect(one.heading).toContainText("Step 4 of 14");
    await expectSettled(one);
    await expect.poll(() => one.element.evaluate((element) => element.currentPath)).toBe(pathOf(4));
    expect(frameUrls(page)).toEqual([addressOf(pathOf(4), site)]);
    expect(await entries(page)).toBe(before);
    expect(page.url()).toBe(url);
    expect(asked.filter((address) => !address.startsWith(site) && !address.startsWith(hosts.own))).toEqual([]);
    expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
  });
}

test.describe("every kind of page that can be embedded fits its frame", () => {
  for (const [attributes, path] of [
    [`episode="${EPISODE}"`, `/episodes/${EPISODE}/`],
    [STEP, pathOf(3)],
    [`episode="${EPISODE}" chain`, `/episodes/${EPISODE}/chain/`],
    [`episode="${EPISODE}" chain event="${EVENT}"`, `/episodes/${EPISODE}/chain/?event=${EVENT}`],
    ["chain", "/chain/"],
    [`event="${EVENT}"`, `/events/${EVENT}/`],
    ['compare="countries=us,gb,de"', "/compare/?countries=us,gb,de"],
    ['path="/compare/lag/"', "/compare/lag/"],
  ]) {
    test(attributes, async ({ page }) => {
      const heard = complaints(page);
      await openHost(page, tag(attributes));
      const one = await embed(page);
      await expectSettled(one);
      expect(frameUrls(page)).toEqual([addressOf(path)]);
      await expect(one.inside.getByRole("navigation", { name: "Site" })).toHaveCount(0);
      await expect(one.inside.getByRole("banner")).toHaveCount(0);
      await expect(one.heading).toHaveCount(1);
      expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
    });
  }
});

for (const width of [320, 600, 1000]) {
  test(`the height settles on the content in a column of ${width} px: after steps, larger letters and a choice`, async ({ page }) => {
    await page.setViewportSize({ width: Math.max(width, 360), height: 800 });
    await openHost(page, `<div style="width:${width}px">${tag(STEP)}</div><p>Below</p>`);
    const one = await embed(page);
    await expectSettled(one);
    for (const n of [4, 5, 6]) {
      await press(one.next);
      await expect(one.heading).toContainText(`Step ${n} of 14`);
      await expectSettled(one);
    }
    for (const size of ["28px", "12px", ""]) {
      await one.inside.locator("html").evaluate((html, size) => (html.style.fontSize = size), size);
      await expectSettled(one);
    }
    for (const summary of await one.inside.locator("summary").all()) await press(summary);
    await expectSettled(one);
    // Nothing runs over the side.
    const over = await one.inside.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
  });
}

test("the height settles when a phone is turned, there and back", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openHost(page, tag(STEP));
  const one = await embed(page);
  await expectSettled(one);
  const upright = (await measures(one)).frame;
  await page.setViewportSize({ width: 844, height: 390 });
  await expectSettled(one);
  expect((await measures(one)).frame).not.toBe(upright);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectSettled(one);
  expect(Math.abs((await measures(one)).frame - upright)).toBeLessThanOrEqual(2);
});

for (const attributes of [STEP, `episode="${EPISODE}" chain`, "chain", 'compare=""']) {
  test(`the height does not grow without end, or swing: ${attributes}`, async ({ page }) => {
    await openHost(page, tag(attributes));
    const one = await embed(page);
    await expectSettled(one);
    await one.element.evaluate((element) => {
      window.heights = [];
      element.addEventListener("resize", (event) => window.heights.push(event.detail.height));
    });
    await page.waitForTimeout(2_000);
    const heights = await page.evaluate(() => window.heights);
    expect(heights.length, String(heights)).toBeLessThanOrEqual(1);
    // A frame that is too high or too low for a moment finds back, and does not push on.
    for (const height of [150, 5000]) {
      await one.iframe.evaluate((frame, height) => frame.style.setProperty("height", `${height}px`), height);
      await page.waitForTimeout(400);
      const { content } = await measures(one);
      await one.iframe.evaluate((frame, height) => frame.style.setProperty("height", `${height}px`), content);
      await page.waitForTimeout(200);
      expect(Math.abs((await measures(one)).content - content)).toBeLessThanOrEqual(2);
    }
  });
}

test("a fixed height stays, and everything can be scrolled to", async ({ page }) => {
  await openHost(page, tag(`${STEP} height="300"`));
  const { inside, iframe } = await embed(page);
  await page.waitForTimeout(300);
  expect(await iframe.evaluate((frame) => frame.clientHeight)).toBe(300);
  await inside.getByRole("link").last().scrollIntoViewIfNeeded();
  expect(await inside.locator("html").evaluate(() => scrollY)).toBeGreaterThan(0);
});

test("a chain that is hidden in a tab is whole and as high as it must be once it is shown", async ({ page }) => {
  await page.goto(hosts.file("tabs", sites.root));
  await page.getByRole("tab", { name: "Crisis" }).click();
  const one = await embed(page);
  await expectSettled(one);
  await press(one.next);
  await expect(one.heading).toContainText("Step 4 of 14");
  await expectSettled(one);
  const { frame } = await measures(one);
  await page.getByRole("tab", { name: "Text" }).click();
  await page.waitForTimeout(200);
  await page.getByRole("tab", { name: "Crisis" }).click();
  expect((await measures(one)).frame).toBe(frame);
  await expectSettled(one);
  await expect(one.heading).toContainText("Step 4 of 14");
});

test("what happens in the frame is told to the page: steps, filters, choices", async ({ page }) => {
  await openHost(page, tag(`episode="${EPISODE}" chain`));
  const { element, inside } = await embed(page);
  await element.evaluate((element) => {
    window.told = [];
    for (const type of ["navigate", "select"]) {
      element.addEventListener(type, ({ detail }) => window.told.push(type === "select" ? detail.event : detail.path));
    }
  });
  const { card, close, entry, kind } = chainParts(inside);
  await kind.selectOption({ label: "Ceilings on posts" });
  const told = () => page.evaluate(() => window.told);
  await expect.poll(told).toContainEqual(expect.stringMatching(/^\/episodes\/skripal-2018\/chain\/\?kind=\w+$/));
  await inside.getByRole("button", { name: "Show all" }).click();
  await press(entry(EVENT));
  await expect(card).toBeVisible();
  await expect.poll(told).toContain(EVENT);
  await expect.poll(told).toContainEqual(expect.stringMatching(`\\?event=${EVENT}$`));
  await close.click();
  await expect.poll(told).toContain(null);
});

test("the page leads the frame by attributes, without loading it anew", async ({ page }) => {
  await openHost(page, tag(STEP));
  const { element, heading, inside } = await embed(page);
  await inside.locator("html").evaluate(() => (window.__mark = true));
  const before = await entries(page);
  await element.evaluate((element) => (element.step = 7));
  await expect(heading).toContainText("Step 7 of 14");
  await element.evaluate((element) => element.go("/compare/?countries=us,gb,de"));
  await expect(compareParts(inside).tools).toBeVisible();
  await expect.poll(() => frameUrls(page)).toEqual([addressOf("/compare/?countries=us,gb,de")]);
  await expect.poll(() => element.evaluate((element) => element.currentPath)).toBe("/compare/?countries=us,gb,de");
  // A step that there is not leaves everything as it is.
  await element.evaluate((element) => element.go("/episodes/skripal-2018/999/"));
  await page.waitForTimeout(300);
  await element.evaluate((element) => element.go("/episodes/skripal-2018/2/"));
  await expect(heading).toContainText("Step 2 of 14");
  expect(await inside.locator("html").evaluate(() => window.__mark)).toBe(true);
  expect(await entries(page)).toBe(before);
});

test("the colours follow the element's scheme, over what the reader's system prefers", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openHost(page, tag(`${STEP} scheme="dark"`));
  const { element, heading } = await embed(page);
  const ink = () => heading.evaluate((h1) => Math.max(...getComputedStyle(h1).color.match(/\d+/g).slice(0, 3).map(Number)));
  await expect.poll(ink).toBeGreaterThan(150);
  await element.evaluate((element) => (element.scheme = "light"));
  await expect.poll(ink).toBeLessThan(120);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(100);
  expect(await ink()).toBeLessThan(120);
  await element.evaluate((element) => (element.scheme = "auto"));
  await expect.poll(ink).toBeGreaterThan(150);
});

test.describe("in a bare frame", () => {
  async function expectSteppable(page, inside) {
    const { heading, ledger, next, previous } = parts(inside);
    await expect(heading).toContainText("Step 3 of 14");
    await expect(ledger.locator("svg:visible")).toHaveCount(1);
    for (const [link, n] of [[next, 4], [next, 5], [previous, 4]]) {
      await link.click();
      await expect(heading).toContainText(`Step ${n} of 14`);
      await expect.poll(() => frameUrls(page)).toEqual([addressOf(pathOf(n))]);
    }
    await expect(inside.getByRole("navigation", { name: "Site" })).toHaveCount(0);
  }

  test("the page alone works, and stepping makes no entries in the history of the page around", async ({ page }) => {
    const heard = complaints(page);
    const inside = await openBare(page, pathOf(3));
    await inside.locator("html[data-ready]").waitFor({ state: "attached" });
    const before = await entries(page);
    await expectSteppable(page, inside);
    expect(await entries(page)).toBe(before);
    expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
  });

  test("sandboxed with scripts alone the page is whole and steppable", async ({ page }) => {
    await expectSteppable(page, await openBare(page, pathOf(3), { sandbox: 'sandbox="allow-scripts"' }));
  });

  test("sandboxed without scripts the page is whole and steppable", async ({ page }) => {
    await expectSteppable(page, await openBare(page, pathOf(3), { sandbox: "sandbox" }));
  });

  test("sandboxed with scripts alone, where the host lets every origin read, the program runs and steps", async ({ page }) => {
    const heard = complaints(page);
    await page.route(`${sites.root}**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
    });
    const inside = await openBare(page, pathOf(3), { sandbox: 'sandbox="allow-scripts"' });
    await inside.locator("html[data-ready]").waitFor({ state: "attached" });
    await inside.locator("html").evaluate(() => (window.__mark = true));
    await expectSteppable(page, inside);
    expect(await inside.locator("html").evaluate(() => window.__mark)).toBe(true);
    expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
  });

  for (const path of [`/episodes/${EPISODE}/chain/`, "/compare/", `/events/${EVENT}/`]) {
    test(`sandboxed without scripts ${path} is whole`, async ({ page }) => {
      const inside = await openBare(page, path, { sandbox: "sandbox" });
      await expect(parts(inside).heading).toBeVisible();
      await expect(inside.locator("svg:visible, table:visible, dl:visible").first()).toBeVisible();
      await expect(inside.getByRole("navigation", { name: "Site" })).toHaveCount(0);
    });
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a bare frame is stepped through by links, and stays without header and footer", async ({ page }) => {
    const inside = await openBare(page, pathOf(3));
    const { heading, next, previous } = parts(inside);
    for (const [link, n] of [[next, 4], [next, 5], [previous, 4]]) {
      await link.click();
      await expect(heading).toContainText(`Step ${n} of 14`);
      await expect(inside.getByRole("navigation", { name: "Site" })).toHaveCount(0);
    }
    expect(frameUrls(page)).toEqual([addressOf(pathOf(4))]);
  });

  test("the element is the link inside it", async ({ page }) => {
    await page.goto(hosts.file("student", sites.root));
    await page.getByRole("link", { name: "Skripal 2018, step 3" }).click();
    await expect(page).toHaveURL(`${sites.root}episodes/${EPISODE}/3/`);
    await expect(parts(page).heading).toContainText("Step 3 of 14");
  });
});

test("where the browser keeps nothing for frames of other sites, the frame works and is coloured", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    if (window === top) return;
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
    }
    Object.defineProperty(document, "cookie", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await openHost(page, tag(`${STEP} scheme="dark"`));
  const one = await embed(page);
  await one.next.click();
  await expect(one.heading).toContainText("Step 4 of 14");
  await expectSettled(one);
  expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
});

test.describe("a student's page with three embeds", () => {
  test("each is as high as its content in its column, whatever the style sheet says of iframes", async ({ page }) => {
    const heard = complaints(page);
    await page.goto(hosts.file("student", sites.root));
    for (const n of [0, 1, 2]) {
      const one = await embed(page, n);
      await expectSettled(one);
      expect(await one.iframe.evaluate((frame) => frame.clientWidth - frame.getRootNode().host.clientWidth)).toBe(0);
    }
    expect(frameUrls(page)).toEqual(
      [pathOf(3), `/episodes/${EPISODE}/chain/`, "/compare/?countries=us,gb,de"].map((path) => addressOf(path)),
    );
    expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
  });

  test("a link of the page opens the right step, and Back leads back", async ({ page }) => {
    const url = hosts.file("student", sites.root);
    await page.goto(url);
    const { heading, iframe, next } = await embed(page);
    await expect(heading).toContainText("Step 3 of 14");
    const before = await entries(page);
    await page.getByRole("link", { name: "How Russia answered" }).click();
    await expect(heading).toContainText("Step 6 of 14");
    await next.click();
    await expect(heading).toContainText("Step 7 of 14");
    await expect(page).toHaveURL(`${url}#png=${pathOf(7)}`);
    await page.goBack();
    await expect(heading).toContainText("Step 6 of 14");
    await page.goBack();
    await expect(heading).toContainText("Step 3 of 14");
    await page.waitForTimeout(200);
    await expect(page).toHaveURL(url);
    expect(await entries(page)).toBe(before + 2);
    await expect(iframe).toHaveCount(1);
  });

  test("a deep link opens the right step, beside another part of the fragment", async ({ page }) => {
    await page.goto(`${hosts.file("student", sites.root)}#compared&png=${pathOf(6)}`);
    const { heading, next } = await embed(page);
    await expect(heading).toContainText("Step 6 of 14");
    await next.click();
    await expect.poll(() => hashOf(page)).toBe(`#compared&png=${pathOf(7)}`);
  });

  test("keys typed into a field of the page do not step", async ({ page }) => {
    await page.goto(hosts.file("student", sites.root));
    const { heading } = await embed(page);
    const notes = page.getByLabel("My notes");
    await notes.fill("Step");
    for (const key of ["ArrowRight", "ArrowLeft", "ArrowRight", "Home", "End", "Space"]) await notes.press(key);
    await page.waitForTimeout(200);
    await expect(heading).toContainText("Step 3 of 14");
    expect(await hashOf(page)).toBe("");
  });

  test("reading in one embed takes the focus and the scroll of no other", async ({ page }) => {
    await page.goto(hosts.file("student", sites.root));
    const first = await embed(page);
    await expectSettled(first);
    await first.next.focus();
    await first.next.press("Enter");
    await expect(first.heading).toContainText("Step 4 of 14");
    const place = await first.iframe.evaluate((frame) => frame.getBoundingClientRect().top);
    expect(Math.abs(place)).toBeLessThan(page.viewportSize().height);
    expect(frameUrls(page).filter((url) => url.includes("/4/"))).toHaveLength(1);
  });
});

test("on a newspaper with a strict policy the element works and breaks no rule", async ({ page }) => {
  const heard = complaints(page);
  await page.goto(hosts.file("strict", sites.root, "policy"));
  const one = await embed(page);
  await expectSettled(one);
  await one.next.click();
  await expect(one.heading).toContainText("Step 4 of 14");
  await expectSettled(one);
  expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
});

test.describe("hostile messages", () => {
  /** Numbers from 0 to below 1, the same for the same seed. */
  function random(seed) {
    return () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  const VALUES = [
    null, true, false, 0, -1, 1, 2 ** 53, 1e308, 0.5, "", "x", "light", "dark", "<b>", "javascript:alert(1)", "javascript:top.hit=1",
    "//evil.example/", "https://evil.example/", "/\\evil.example/", "\\\\evil.example\\", "/../../", "/%2e%2e/", "/embed/chain/",
    "data:text/html,<script>parent.hit=1</script>", "blob:null/0", "<img src=x onerror='window.hit=1'>", "/chain/?event=<script>",
    "/chain/?kind=%00", "/episodes/../../../x/", "/episodes/skripal-2018/999/", "/episodes/skripal-2018/-1/", "/no/such/", "/about/",
    "/episodes//3/", "/chain/#<img src=x onerror='window.hit=1'>", "/data/dataset.json", "/persona-non-grata.wasm", "__proto__",
    "constructor", "\u0000", "\ud800", "é", "%", "a".repeat(10_000), "/".repeat(5_000), [], [[]], {}, { path: "/chain/" },
    { toString: "x" }, { length: 1e9 },
  ];

  /** Everything that a host might send, spoilt at random. */
  function hostile(seed, count) {
    const roll = random(seed);
    const pick = (list) => list[Math.floor(roll() * list.length)];
    return Array.from({ length: count }, () => {
      if (roll() < 0.05) return pick(VALUES);
      return {
        source: roll() < 0.9 ? "persona-non-grata" : pick(VALUES),
        version: roll() < 0.9 ? 1 : pick(VALUES),
        type: roll() < 0.85 ? pick(["go", "theme", "ready", "resize", "navigate", "select"]) : pick(VALUES),
        ...Object.fromEntries(
          ["path", "scheme", "height", "event", "href", "__proto__", "html"].filter(() => roll() < 0.6).map((name) => [name, pick(VALUES)]),
        ),
      };
    });
  }

  test("10,000 random messages to a frame lead nowhere, throw nothing, put nothing in, and it answers afterwards", async ({ page }) => {
    test.setTimeout(120_000);
    const heard = complaints(page);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const went = [];
    page.on("framenavigated", (frame) => went.push(frame.url()));
    await openHost(page, tag(STEP));
    await mark(page);
    const { element, heading, inside } = await embed(page);
    await inside.locator("html").evaluate(() => (window.__mark = true));
    const before = await entries(page);
    const url = page.url();
    const scripts = () => inside.locator("html").evaluate(() => document.querySelectorAll("script, iframe, object, embed, base, img[onerror]").length);
    const before_scripts = await scripts();
    const messages = hostile(2018, 10_000);
    for (let i = 0; i < messages.length; i += 500) {
      await element.evaluate((element, messages) => {
        const target = element.shadowRoot.querySelector("iframe").contentWindow;
        for (const message of messages) target.postMessage(message, "*");
        // What cannot be written down as JSON.
        for (const odd of [undefined, NaN, 1n, new Map([["type", "go"]]), new Error("x"), new ArrayBuffer(8), new Date(NaN), /x/]) {
          target.postMessage(odd, "*");
          target.postMessage({ source: "persona-non-grata", version: 1, type: "go", path: odd }, "*");
          target.postMessage({ source: "persona-non-grata", version: 1, type: "theme", scheme: odd }, "*");
        }
        const ring = { source: "persona-non-grata", version: 1, type: "go" };
        ring.path = ring;
        target.postMessage(ring, "*");
      }, messages.slice(i, i + 500));
    }
    await page.waitForTimeout(500);
    await element.evaluate((element) => element.shadowRoot.querySelector("iframe").contentWindow.postMessage({ source: "persona-non-grata", version: 1, type: "go", path: "/episodes/skripal-2018/8/" }, "*"));
    await expect(heading).toContainText("Step 8 of 14");
    await expect.poll(() => frameUrls(page)).toEqual([addressOf(pathOf(8))]);
    expect(await inside.locator("html").evaluate(() => [window.__mark, window.hit])).toEqual([true, undefined]);
    expect(await isMarked(page)).toBe(true);
    expect(await page.evaluate(() => window.hit)).toBe(undefined);
    expect(await scripts()).toBe(before_scripts);
    expect(await entries(page)).toBe(before);
    expect(page.url()).toBe(url);
    expect(went.filter((address) => !address.startsWith(`${sites.root}embed/`) && !address.startsWith(hosts.own) && address !== "about:blank")).toEqual([]);
    expect(asked.filter((address) => !address.startsWith(sites.root) && !address.startsWith(hosts.own))).toEqual([]);
    expect(heard.filter((line) => !line.includes("404"))).toEqual([]);
    await press(parts(inside).next);
    await expect(heading).toContainText("Step 9 of 14");
  });

  test("a page that is not the one around is not obeyed", async ({ page }) => {
    await openHost(page, tag(STEP) + `<iframe title="Other" srcdoc="<p>Other</p>"></iframe>`);
    const { heading } = await embed(page);
    await page.frameLocator('iframe[title="Other"]').locator("p").evaluate(() => {
      for (let i = 0; i < parent.length; i += 1) {
        parent[i].postMessage({ source: "persona-non-grata", version: 1, type: "go", path: "/episodes/skripal-2018/9/" }, "*");
      }
      const frame = parent.document.querySelector("persona-non-grata").shadowRoot.querySelector("iframe");
      frame.contentWindow.postMessage({ source: "persona-non-grata", version: 1, type: "go", path: "/episodes/skripal-2018/9/" }, "*");
    });
    await page.waitForTimeout(300);
    await expect(heading).toContainText("Step 3 of 14");
  });
});

test("the colours and the parts left out are asked for by the first address, and are no part of the view", async ({ page }) => {
  const url = await openHost(page, tag(`${STEP} scheme="dark" hide="events" sync`));
  const one = await embed(page);
  await expect(one.inside.locator("html")).toHaveAttribute("data-scheme", "dark");
  await expect(one.record).toBeHidden();
  await expect.poll(() => one.element.evaluate((element) => element.currentPath)).toBe(pathOf(3));
  expect(page.url()).toBe(url);
  await press(one.next);
  await expect(one.heading).toContainText("Step 4 of 14");
  await expect(one.record).toBeHidden();
  await expect(page).toHaveURL(`${url}#png=${pathOf(4)}`);
  await expect(one.inside.getByRole("link", { name: /^Full page/ })).toHaveAttribute("href", sites.root + pathOf(4).slice(1));
});

for (const width of [320, 600]) {
  test(`a chosen event opens in sight of the reader in a column of ${width} px, and nothing scrolls`, async ({ page }) => {
    await page.setViewportSize({ width: Math.max(width, 360), height: 780 });
    await openHost(page, `<div style="width:${width}px">${tag(`episode="${EPISODE}" chain`)}</div>`);
    const one = await embed(page);
    await expectSettled(one);
    const before = (await measures(one)).frame;
    const chain = chainParts(one.inside);
    await chain.mark(EVENT).scrollIntoViewIfNeeded();
    const y = await page.evaluate(() => scrollY);
    await chain.mark(EVENT).click();
    await expect(chain.card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
    const box = await chain.card.boundingBox();
    expect(box.y, "px from the top of the window").toBeGreaterThan(0);
    expect(box.y).toBeLessThan(780);
    expect(await page.evaluate(() => scrollY)).toBe(y);
    await expectSettled(one);
    expect((await measures(one)).frame - before, "px that the frame grew").toBeLessThan(400);
  });
}

test("what the address leaves out is left out, on every kind of page", async ({ page }) => {
  for (const [path, hidden] of [
    ["/compare/", { controls: ['form[aria-label="What is compared"]', "nav[aria-label='What is compared']"], picture: ["[data-picture] svg"], events: ["table"] }],
    [`/episodes/${EPISODE}/chain/`, { controls: ["form"], picture: ["svg.chain__svg"], events: ["[data-outline]"], text: ["#pairs-title", ".chain-page__reading"] }],
    [pathOf(6), { picture: [".ledger"], events: [".step__record"], text: [".step__story"] }],
  ]) {
    for (const [part, selectors] of Object.entries(hidden)) {
      const visible = (html) =>
        html.evaluate((_, selectors) => selectors.filter((selector) => [...document.querySelectorAll(`main ${selector}`)].some((e) => e.checkVisibility())), selectors);
      await page.goto(`${addressOf(path)}?hide=${part}`);
      await page.locator("html[data-ready]").waitFor({ state: "attached" });
      expect.soft(await visible(page.locator("html")), `${path} without ${part}`).toEqual([]);
    }
  }
});

for (const [width, height] of [[280, 400], [600, 400], [1000, 700]]) {
  test(`in a bare frame of ${width} by ${height} px the way to the next step is in sight`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto(addressOf(pathOf(6)));
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    await expect(parts(page).next).toBeInViewport();
    await parts(page).next.click();
    await expect(parts(page).heading).toContainText("Step 7 of 14");
    await expect(parts(page).heading).toBeInViewport();
    await expect(parts(page).next).toBeInViewport();
  });
}

test("a frame that opens at a chosen event does not move the page around it", async ({ page }) => {
  const frame = `<div style="height:500px">Before</div><iframe title="Bare" width="600" height="500" src="${addressOf(`/episodes/${EPISODE}/chain/`)}?event=${EVENT}"></iframe><div style="height:2000px"></div>`;
  await page.goto(hosts.page(frame));
  const inside = page.getByTitle("Bare").contentFrame();
  await inside.locator("html[data-ready]").waitFor({ state: "attached" });
  await expect(chainParts(inside).card).toBeVisible();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("the line below the frame leads to the full page, also after a way to a page at another depth", async ({ page }) => {
  await openHost(page, tag(STEP));
  const one = await embed(page);
  const full = one.inside.getByRole("link", { name: /^Full page/ });
  for (const path of ["/chain/", `/events/${EVENT}/`, `/episodes/${EPISODE}/chain/?kind=missions`, pathOf(5)]) {
    await one.element.evaluate((element, path) => element.go(path), path);
    await expect(full).toHaveAttribute("href", sites.root + path.slice(1));
  }
});

test("a page that a host holds as a text can be read, and its links lead from step to step", async ({ page }) => {
  const heard = complaints(page);
  const html = await (await page.request.get(addressOf(pathOf(3)))).text();
  const held = html.replace("<head>", `<head><base href="${addressOf(pathOf(3))}">`).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  await page.goto(hosts.page(`<iframe title="Held" width="600" height="500" srcdoc="${held}"></iframe>`));
  const inside = page.getByTitle("Held").contentFrame();
  const { heading, next } = parts(inside);
  await expect(heading).toContainText("Step 3 of 14");
  await press(next);
  await expect(heading).toContainText("Step 4 of 14");
  await press(next);
  await expect(heading).toContainText("Step 5 of 14");
  // Style and program are refused, as the policy of the page wants it; nothing else goes wrong.
  expect(heard.filter((line) => !/Content Security Policy|404|blocked by CORS|ERR_FAILED/.test(line))).toEqual([]);
});

test("where the browser refuses WebAssembly the frame says so and its links work", async ({ page }) => {
  await page.route(/\/embed\/.*\/$/, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
    await route.fulfill({ response, headers });
  });
  const inside = await openBare(page, pathOf(3));
  const { heading, next } = parts(inside);
  await expect(inside.getByText("The interactive part did not load.")).toBeVisible();
  await press(next);
  await expect(heading).toContainText("Step 4 of 14");
  await expect(inside.getByRole("navigation", { name: "Site" })).toHaveCount(0);
});
