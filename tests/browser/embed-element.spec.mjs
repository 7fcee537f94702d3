// <persona-non-grata> on other people's pages, by itself: the frame is a mock that speaks the messages of the contract.
// Two origins: the pages lie on one port, the mock of the site on another.
import { expect, test } from "@playwright/test";
import { complaints, isMarked, mark } from "./helpers.mjs";
import { startHosts } from "./host-server.mjs";

let hosts;
test.beforeAll(async () => {
  hosts = await startHosts();
});
test.afterAll(() => hosts.close());

const STEP = 'episode="skripal-2018" step="3"';
const AT_3 = "/episodes/skripal-2018/3/";
const AT_4 = "/episodes/skripal-2018/4/";
const AT_5 = "/episodes/skripal-2018/5/";
const link = "<a href='/the-page'>The fallback</a>";
const tag = (attributes = STEP, inside = link) => `<persona-non-grata ${attributes}>${inside}</persona-non-grata>`;
const classic = (root) => `<script async src="${root}embed.js"></script>`;

/** Opens a page of another origin with this in its body. */
async function openHost(page, body, { root = hosts.mock, head = classic(root), hash = "", ...more } = {}) {
  const url = hosts.page(body, { head, ...more });
  await page.goto(url + hash);
  return url;
}

/** The parts of an embed: the element, its frame, and what a reader finds in it. */
function embed(page, n = 0) {
  const element = page.locator("persona-non-grata").nth(n);
  const iframe = element.locator("iframe");
  const inside = iframe.contentFrame();
  return {
    element,
    iframe,
    inside,
    heading: inside.getByRole("heading", { level: 1 }),
    next: inside.getByRole("link", { name: "Next" }),
    previous: inside.getByRole("link", { name: "Previous" }),
    filter: inside.getByRole("button", { name: "Filter" }),
    choose: inside.getByRole("link", { name: "Choose" }),
    isReady: () => inside.locator("html[data-ready]").waitFor({ state: "attached" }),
    /** Runs a function in the frame. */
    run: (act, argument) => inside.locator("html").evaluate(act, argument),
    /** What the page said to the frame. */
    received: () => inside.locator("html").evaluate(() => received.map(({ type, path, scheme }) => [type, path ?? scheme])),
    height: () => iframe.evaluate((frame) => frame.getBoundingClientRect().height),
    set: (name, value) => element.evaluate((element, [name, value]) => (element[name] = value), [name, value]),
    current: () => element.evaluate((element) => element.currentPath),
  };
}

const entries = (page) => page.evaluate(() => history.length);
const hash = (page) => page.evaluate(() => location.hash);

/** The address of the frame of an element with these attributes, from the root of the site; null without a frame. */
const addressOf = (page, attributes, root = hosts.mock) =>
  page.evaluate(
    async ([attributes, root]) => {
      const element = document.createElement("persona-non-grata");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      await null;
      const src = element.shadowRoot.querySelector("iframe")?.src ?? null;
      element.remove();
      return src?.startsWith(root) ? src.slice(root.length - 1) : src;
    },
    [attributes, root],
  );

/** Numbers from 0 to below 1, the same for the same seed. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test.describe("addresses", () => {
  for (const [attributes, address] of [
    [{ episode: "skripal-2018" }, "/embed/episodes/skripal-2018/"],
    [{ episode: "skripal-2018", step: "3" }, "/embed/episodes/skripal-2018/3/"],
    [{ episode: "skripal-2018", step: "12", event: "skripal-attack" }, "/embed/episodes/skripal-2018/12/?event=skripal-attack"],
    [{ episode: "skripal-2018", step: "", event: "" }, "/embed/episodes/skripal-2018/"],
    [{ episode: "skripal-2018", chain: "" }, "/embed/episodes/skripal-2018/chain/"],
    [{ episode: "skripal-2018", chain: "", event: "a-1" }, "/embed/episodes/skripal-2018/chain/?event=a-1"],
    [{ chain: "" }, "/embed/chain/"],
    [{ chain: "", event: "a-1" }, "/embed/chain/?event=a-1"],
    [{ event: "skripal-attack" }, "/embed/events/skripal-attack/"],
    [{ compare: "" }, "/embed/compare/"],
    [{ compare: "countries=us,gb&view=map" }, "/embed/compare/?countries=us,gb&view=map"],
    [{ compare: "?measure=lag&countries=us" }, "/embed/compare/?measure=lag&countries=us"],
    [{ path: "/episodes/skripal-2018/chain/?kind=missions", episode: "other" }, "/embed/episodes/skripal-2018/chain/?kind=missions"],
    [{ path: "/chain" }, "/embed/chain/"],
    [{ path: "/chain/#part" }, "/embed/chain/"],
  ]) {
    test(`${JSON.stringify(attributes)} shows ${address}`, async ({ page }) => {
      await openHost(page, "");
      await page.evaluate(() => customElements.whenDefined("persona-non-grata"));
      expect(await addressOf(page, attributes)).toBe(address);
    });
  }

  const HOSTILE = [
    "../../x",
    "..",
    "%2e%2e/%2e%2e/x",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/",
    "\\\\evil.example\\",
    "https://evil.example/",
    "skripal-2018/../../..",
    "a\nb",
    "a b",
    "Skripal-2018",
    "-a",
    "a--b",
    "a?x=1",
    "a#b",
    "a/b",
    "é",
    "<b>",
    '"',
    "a".repeat(81),
    "a".repeat(1_000_000),
  ];
  for (const name of ["episode", "event", "step", "path"]) {
    test(`a hostile ${name} gives the fallback link and no frame`, async ({ page }) => {
      await openHost(page, "");
      await page.evaluate(() => customElements.whenDefined("persona-non-grata"));
      const more = name === "step" ? { episode: "skripal-2018" } : {};
      const steps = name === "step" ? ["0", "-1", "03", "1.5", "1e3", " 3", "999999"] : [];
      const paths = name === "path" ? ["//chain/", "/../chain/", "/%2e%2e/", "/\\evil", "/chain//", "/a.html"] : [];
      for (const value of [...HOSTILE, ...steps, ...paths]) {
        expect.soft(await addressOf(page, { ...more, [name]: value }), value.slice(0, 90)).toBe(null);
      }
      await page.evaluate(
        ([name, more]) => {
          document.body.innerHTML = `<persona-non-grata><a href="/">The way in</a></persona-non-grata>`;
          const element = document.body.firstChild;
          for (const [key, value] of Object.entries({ ...more, [name]: "../../x" })) element.setAttribute(key, value);
        },
        [name, more],
      );
      await expect(page.getByRole("link", { name: "The way in" })).toBeVisible();
    });
  }

  test("whatever stands in a comparison, it stays a query of the comparison", async ({ page }) => {
    await openHost(page, "");
    await page.evaluate(() => customElements.whenDefined("persona-non-grata"));
    for (const value of HOSTILE) {
      const address = await addressOf(page, { compare: value });
      if (address !== null) expect.soft(address).toMatch(/^\/embed\/compare\/(\?[^#\s"<>]*)?$/);
    }
  });

  test("2,000 random attributes never lead out of the embedded pages", async ({ page }) => {
    await openHost(page, "");
    await page.evaluate(() => customElements.whenDefined("persona-non-grata"));
    const next = random(20260901);
    const parts = ["..", "/", "\\", "%2e", "%2f", "//", ":", "javascript:", "@evil.example", "a", "skripal-2018", "?", "#", "&", " ", "\t", "\n", "\0", "é", "embed", "3", "<", '"', "'"];
    const names = ["path", "episode", "step", "chain", "event", "compare", "site", "sync", "height", "scheme"];
    const text = () => Array.from({ length: next() * 6 }, () => parts[Math.floor(next() * parts.length)]).join("");
    const sets = Array.from({ length: 2_000 }, () =>
      Object.fromEntries(names.filter(() => next() < 0.4).map((name) => [name, (next() < 0.5 ? "/" : "") + text()])),
    );
    const [led, out] = await page.evaluate(
      async ([sets, inside]) => {
        let led = 0;
        const out = [];
        for (const attributes of sets) {
          const element = document.createElement("persona-non-grata");
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          document.body.append(element);
          await null;
          const src = element.shadowRoot.querySelector("iframe")?.src;
          element.remove();
          if (src) led += 1;
          if (src && !new URL(src).href.startsWith(inside)) out.push([src, attributes]);
        }
        return [led, out];
      },
      [sets, `${hosts.mock}embed/`],
    );
    expect(out).toEqual([]);
    expect(led).toBeGreaterThan(100);
  });
});

test.describe("the root of the site is found", () => {
  const found = async (page) => {
    const src = await embed(page).iframe.getAttribute("src");
    await embed(page).isReady();
    return src;
  };

  for (const [what, script] of [
    ["a classic script that may come late", (root) => `<script async src="${root}embed.js"></script>`],
    ["a plain classic script", (root) => `<script src="${root}embed.js"></script>`],
    ["a deferred script with a query", (root) => `<script defer src="${root}embed.js?v=2"></script>`],
  ]) {
    test(`by ${what}`, async ({ page }) => {
      for (const root of [hosts.mock, hosts.deep]) {
        await openHost(page, tag(), { head: script(root) });
        expect(await found(page)).toBe(`${root}embed${AT_3}`);
      }
    });
  }

  test("by a module, where the site lets modules be loaded", async ({ page }) => {
    await openHost(page, tag(), { head: `<script type="module" src="${hosts.cors}embed.js"></script>` });
    expect(await found(page)).toBe(`${hosts.cors}embed${AT_3}`);
  });

  test("by a module that another module imports, also beside another embed.js", async ({ page }) => {
    const head = `<script src="/embed.js"></script><script type="module">import "${hosts.cors}embed.js";</script>`;
    await openHost(page, tag(), { head });
    expect(await found(page)).toBe(`${hosts.cors}embed${AT_3}`);
  });

  test("by a script that a script adds, at the end of the body too", async ({ page }) => {
    const add = `const script = document.createElement("script"); script.src = "${hosts.mock}embed.js"; document.body.append(script);`;
    await openHost(page, `${tag()}<script>${add}</script>`, { head: "" });
    expect(await found(page)).toBe(`${hosts.mock}embed${AT_3}`);
  });

  test("by the attribute, for a copy of the script under another name", async ({ page }) => {
    const head = `<script async src="${hosts.silent}copy.js"></script>`;
    for (const site of [hosts.mock, hosts.mock.slice(0, -1), `${hosts.mock}?a#b`]) {
      await openHost(page, tag(`${STEP} site="${site}"`), { head });
      expect(await found(page)).toBe(`${hosts.mock}embed${AT_3}`);
    }
  });

  test("by the link inside, for a copy of the script under another name", async ({ page }) => {
    const inside = `<a href="${hosts.deep}episodes/skripal-2018/3/">Step 3</a>`;
    await openHost(page, tag(STEP, inside), { head: `<script src="${hosts.silent}copy.js"></script>` });
    expect(await found(page)).toBe(`${hosts.deep}embed${AT_3}`);
  });

  for (const [what, attributes, href] of [
    ["a link that leads elsewhere", STEP, "https://example.org/other/"],
    ["a link that is a script", STEP, `javascript:0${AT_3}`],
    ["a root that is a script", `${STEP} site="javascript:alert(1)//"`, "#"],
  ]) {
    test(`or else the link stays: ${what}`, async ({ page }) => {
      await openHost(page, tag(attributes, `<a href="${href}">The fallback</a>`), {
        head: `<script src="${hosts.silent}copy.js"></script>`,
      });
      await expect(page.getByRole("link", { name: "The fallback" })).toBeVisible();
      await expect(embed(page).iframe).toHaveCount(0);
    });
  }

  test("the script may stand on a page several times, in both forms", async ({ page }) => {
    const heard = complaints(page);
    const head = classic(hosts.mock) + classic(hosts.cors) + `<script type="module" src="${hosts.cors}embed.js"></script>`;
    await openHost(page, tag(), { head });
    await found(page);
    await expect(embed(page).iframe).toHaveCount(1);
    expect(heard).toEqual([]);
  });
});

test("without the script, or with one that is blocked, the link inside is there", async ({ page }) => {
  for (const head of ["", `<script async src="${hosts.own}no/embed.js"></script>`]) {
    await openHost(page, tag(), { head });
    await expect(page.getByRole("link", { name: "The fallback" })).toBeVisible();
  }
  await openHost(page, tag());
  await embed(page).isReady();
  await expect(page.getByRole("link", { name: "The fallback" })).toBeHidden();
});

test("the frame may run scripts and open windows, and nothing that touches the page around", async ({ page }) => {
  await openHost(page, tag());
  const { iframe } = embed(page);
  await expect(iframe).toHaveAttribute(
    "sandbox",
    "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads",
  );
  await expect(iframe).toHaveAttribute("loading", "lazy");
  await expect(iframe).toHaveAttribute("referrerpolicy", "no-referrer");
  await expect(iframe).toHaveAttribute("allow", "clipboard-write");
});

test("the frame is named by the element's title, else by the link inside, else by the site", async ({ page }) => {
  await openHost(page, tag(`${STEP} title="My crisis"`) + tag() + tag(STEP, ""));
  await expect(page.getByTitle("My crisis").and(page.locator("iframe"))).toHaveCount(1);
  await expect(embed(page, 1).iframe).toHaveAttribute("title", "The fallback");
  await expect(embed(page, 2).iframe).toHaveAttribute("title", "Persona Non Grata");
  await embed(page, 2).set("title", "Another");
  await expect(embed(page, 2).iframe).toHaveAttribute("title", "Another");
});

test("the frame is named by the link also where the link comes later than the script", async ({ page }) => {
  const slow = `<script src="${hosts.mock}embed.js"></script><persona-non-grata ${STEP}><script>0</script>${link}</persona-non-grata>`;
  await openHost(page, slow, { head: "" });
  await expect(embed(page).iframe).toHaveAttribute("title", "The fallback");
});

test.describe("height", () => {
  test("the frame is 480 px high until it tells its own height, and then follows it", async ({ page }) => {
    await openHost(page, `${tag('path="/episodes/skripal-2018/3/?hold"')}<p>Below</p>`);
    const { height, heading, next, run } = embed(page);
    await expect(heading).toBeVisible();
    expect(await height()).toBe(480);
    await run(() => start());
    await expect.poll(height).toBe(600);
    await next.click();
    await expect.poll(height).toBe(700);
  });

  test("each change of the content is one change of the frame, without a bar that comes and goes", async ({ page }) => {
    await openHost(page, tag());
    const { height, iframe, next, previous, run } = embed(page);
    await expect.poll(height).toBe(600);
    await iframe.evaluate((frame) => {
      window.heights = [];
      new MutationObserver(() => {
        if (window.heights.at(-1) !== frame.style.height) window.heights.push(frame.style.height);
      }).observe(frame, { attributeFilter: ["style"] });
    });
    await run(() => {
      window.widths = new Set();
      const look = () => {
        window.widths.add(document.documentElement.clientWidth);
        requestAnimationFrame(look);
      };
      look();
    });
    await next.click();
    await expect.poll(height).toBe(700);
    await previous.click();
    await expect.poll(height).toBe(600);
    await page.waitForTimeout(200);
    expect(await page.evaluate(() => window.heights)).toEqual(["700px", "600px"]);
    expect(await run(() => window.widths.size)).toBe(1);
  });

  for (const [told, shown] of [
    [1, 100],
    [0, 100],
    [-5, 100],
    [333.2, 334],
    [1e9, 99999],
  ]) {
    test(`a frame that says ${told} px is ${shown} px high`, async ({ page }) => {
      await openHost(page, tag());
      const { height, iframe, run } = embed(page);
      await expect.poll(height).toBe(600);
      await run((_, height) => say("resize", { height }), told);
      await expect.poll(height).toBe(shown);
      // What is higher than that must be scrolled to.
      await expect(iframe).toHaveAttribute("scrolling", told > shown ? "auto" : "no");
    });
  }

  test("what is no number leaves the height as it is", async ({ page }) => {
    await openHost(page, tag());
    const { height, run } = embed(page);
    await expect.poll(height).toBe(600);
    await run(() => {
      for (const height of [NaN, Infinity, -Infinity, "900", null, undefined, {}, [900], true, 900n]) say("resize", { height });
      say("select", { event: "the-last" });
    });
    await page.waitForTimeout(150);
    expect(await height()).toBe(600);
  });

  test("a fixed height stays, and the frame scrolls by itself", async ({ page }) => {
    await openHost(page, tag(`${STEP} height="250"`));
    const { element, height, isReady, iframe, run } = embed(page);
    await isReady();
    await page.waitForTimeout(150);
    expect(await height()).toBe(250);
    await run(() => scrollTo(0, 100));
    expect(await run(() => scrollY)).toBe(100);
    await element.evaluate((element) => (element.height = null));
    await expect.poll(height).toBe(600);
    await element.evaluate((element) => (element.height = 300));
    await expect.poll(height).toBe(300);
    await expect(iframe).toHaveAttribute("scrolling", "auto");
  });

  test("rules of the page for its iframes do not reach the frame", async ({ page }) => {
    const rules = "iframe, * iframe { height: 300px !important; width: 50%; border: 9px solid; display: none !important }";
    await openHost(page, tag(), { head: `<style>${rules} body { margin: 0 }</style>${classic(hosts.mock)}` });
    const { height, iframe } = embed(page);
    await expect.poll(height).toBe(600);
    expect(await iframe.evaluate((frame) => frame.clientWidth)).toBe(page.viewportSize().width);
  });

  test("rules of the page for the element hold", async ({ page }) => {
    const rules = "persona-non-grata { width: 320px; margin-left: 10px } .away { display: none }";
    await openHost(page, `${tag()}<div hidden>${tag()}</div>`, { head: `<style>${rules}</style>${classic(hosts.mock)}` });
    const { element, iframe } = embed(page);
    expect(await iframe.evaluate((frame) => frame.getBoundingClientRect().width)).toBe(320);
    await element.evaluate((element) => (element.className = "away"));
    await expect(element).toBeHidden();
    await element.evaluate((element) => {
      element.className = "";
      element.hidden = true;
    });
    await expect(element).toBeHidden();
  });

  test("in a flexible row and in a grid the frame takes the room that it is given", async ({ page }) => {
    const boxes = `<div style="display:flex;width:700px">${tag(`${STEP} style="flex:1"`)}<p style="width:200px">Beside</p></div>
      <div style="display:grid;grid-template-columns:300px 1fr;width:700px"><p>Beside</p>${tag()}</div>`;
    await openHost(page, boxes);
    for (const [n, width] of [[0, 500], [1, 400]]) {
      const { height, iframe } = embed(page, n);
      await expect.poll(height).toBe(600);
      expect(await iframe.evaluate((frame) => frame.getBoundingClientRect().width)).toBe(width);
    }
  });
});

test.describe("messages", () => {
  test("what the frame says is told as events that bubble, with the fields of the message", async ({ page }) => {
    await openHost(page, tag('path="/episodes/skripal-2018/3/?hold"'));
    await page.evaluate(() => {
      window.told = [];
      for (const type of ["ready", "resize", "navigate", "select"]) {
        document.body.addEventListener(type, (event) => window.told.push([event.target.localName, type, event.detail]));
      }
    });
    const { choose, filter, heading, height, next, run } = embed(page);
    await expect(heading).toBeVisible();
    await run(() => start());
    await expect.poll(height).toBe(600);
    await next.click();
    await filter.click();
    await choose.click();
    await run(() => say("select", { event: null }));
    const name = "persona-non-grata";
    await expect
      .poll(() => page.evaluate(() => window.told))
      .toEqual([
        [name, "ready", {}],
        [name, "resize", { height: 600 }],
        [name, "navigate", { path: AT_4 }],
        [name, "resize", { height: 700 }],
        [name, "navigate", { path: `${AT_4}?kind=missions&sort=name` }],
        [name, "select", { event: "skripal-attack" }],
        [name, "select", { event: null }],
      ]);
    expect(await embed(page).current()).toBe(`${AT_4}?kind=missions&sort=name`);
  });

  test("only the frame itself is heard, and only in the words of the contract", async ({ page }) => {
    await openHost(page, `${tag()}${tag()}<iframe title="Another" src="${hosts.mock}embed/chain/"></iframe>`);
    const { height, run } = embed(page);
    await expect.poll(height).toBe(600);
    await expect.poll(embed(page, 1).height).toBe(600);
    await page.evaluate(() => {
      window.told = 0;
      for (const type of ["ready", "resize", "navigate", "select"]) {
        document.querySelector("persona-non-grata").addEventListener(type, () => (window.told += 1));
      }
    });
    const right = { source: "persona-non-grata", version: 1, type: "resize", height: 900 };
    // The page itself, another frame of the same origin, another embed.
    await page.evaluate((right) => postMessage(right, "*"), right);
    await page.frameLocator('iframe[title="Another"]').locator("html").evaluate((_, right) => parent.postMessage(right, "*"), right);
    await embed(page, 1).run((_, right) => parent.postMessage(right, "*"), right);
    await expect.poll(embed(page, 1).height).toBe(900);
    // Words that are not of the contract.
    for (const wrong of [
      { ...right, source: "other" },
      { ...right, version: 2 },
      { ...right, version: "1" },
      { ...right, type: "RESIZE" },
      { ...right, type: ["resize"] },
      { ...right, type: "constructor" },
      [right],
      JSON.stringify(right),
      null,
      1,
      { ...right, type: "navigate", path: "//evil.example/" },
      { ...right, type: "navigate", path: { toString: null } },
      { ...right, type: "select", event: "<b>" },
      { ...right, type: "select" },
    ]) {
      await run((_, wrong) => parent.postMessage(wrong, "*"), wrong);
    }
    await page.waitForTimeout(150);
    expect(await height()).toBe(600);
    expect(await page.evaluate(() => window.told)).toBe(0);
  });

  test("another origin in the frame is not heard", async ({ page }) => {
    const stranger = hosts.page(
      `<script>setInterval(() => parent.postMessage({source:"persona-non-grata",version:1,type:"resize",height:900}, "*"), 10)</script><h1>Stranger</h1>`,
    );
    await openHost(page, tag());
    const { height, heading, isReady, run } = embed(page);
    await isReady();
    await run((_, to) => location.replace(to), stranger);
    await expect(heading).toHaveText("Stranger");
    await page.waitForTimeout(100);
    expect(await height()).toBe(600);
  });

  test("a frame without an origin of its own is heard: on a page that is sandboxed itself", async ({ page }) => {
    await openHost(page, tag(), { headers: { "content-security-policy": "sandbox allow-scripts" } });
    const { height, next, received, set } = embed(page);
    await expect.poll(height).toBe(600);
    await next.click();
    await expect.poll(height).toBe(700);
    await set("step", 5);
    await expect.poll(received).toEqual([["go", AT_5]]);
    await expect.poll(height).toBe(800);
  });

  test("2,000 random messages from the frame leave the page, its address and its history as they are", async ({ page }) => {
    test.slow();
    const heard = complaints(page);
    const url = await openHost(page, tag(`${STEP} sync`));
    await mark(page);
    const { height, heading, next, run } = embed(page);
    await expect.poll(height).toBe(600);
    const before = await entries(page);
    const markup = await page.evaluate(() => document.documentElement.outerHTML);
    const roll = random(7);
    const values = [
      null, true, 0, -1, 1e308, 3.7, "", "javascript:alert(1)", "//evil.example/", "/../../", "/\\evil.example", "/%2e%2e/",
      "https://evil.example/", "<img src=x onerror=alert(1)>", "/embed.js", "__proto__", [], {}, { toString: 1 }, "/a".repeat(5000),
      "x".repeat(10_000), "\u0000", "\ud800", "#png=/x", "/#x",
    ];
    const pick = (list) => list[Math.floor(roll() * list.length)];
    const messages = Array.from({ length: 2_000 }, () => ({
      source: roll() < 0.9 ? "persona-non-grata" : pick(values),
      version: roll() < 0.9 ? 1 : pick(values),
      type: roll() < 0.9 ? pick(["ready", "resize", "navigate", "select", "go", "theme", "load"]) : pick(values),
      ...Object.fromEntries(["height", "path", "event", "scheme", "href", "src"].filter(() => roll() < 0.5).map((name) => [name, pick(values)])),
    }));
    await run((_, messages) => messages.forEach((message) => parent.postMessage(message, "*")), messages);
    await run(() => {
      say("navigate", { path: "/episodes/skripal-2018/3/" });
      say("resize", { height: 640 });
    });
    await expect.poll(height).toBe(640);
    expect(await entries(page)).toBe(before);
    expect(page.url()).toBe(url);
    expect(await isMarked(page)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(markup);
    expect(heard).toEqual([]);
    await next.click();
    await expect(heading).toHaveText(AT_4);
    await expect.poll(height).toBe(700);
    await expect.poll(() => hash(page)).toBe(`#png=${AT_4}`);
  });
});

test.describe("changes", () => {
  test("attributes and properties are the same", async ({ page }) => {
    await openHost(page, tag());
    const told = await embed(page).element.evaluate((element) => {
      element.step = 7;
      element.chain = true;
      element.sync = "crisis";
      element.event = "some-event";
      element.event = null;
      element.setAttribute("scheme", "dark");
      return [element.getAttribute("step"), element.getAttribute("chain"), element.getAttribute("sync"), element.hasAttribute("event"), element.chain, element.scheme, element.episode, element.compare];
    });
    expect(told).toEqual(["7", "", "crisis", false, true, "dark", "skripal-2018", null]);
  });

  test("properties that were set before the script came count", async ({ page }) => {
    const body = `<persona-non-grata></persona-non-grata><script>
      Object.assign(document.querySelector("persona-non-grata"), { episode: "skripal-2018", step: 3, scheme: "dark" });
      document.write('<script src="${hosts.mock}embed.js"><' + "/script>");
    </script>`;
    await openHost(page, body, { head: "" });
    await expect(embed(page).heading).toHaveText(`${AT_3}?scheme=dark`);
    await embed(page).set("step", 4);
    await expect(embed(page).heading).toHaveText(AT_4);
  });

  test("a ready frame is led on by messages: it is not loaded anew, and the history stays as it is", async ({ page }) => {
    const url = await openHost(page, tag());
    const { current, element, heading, isReady, received, run, set } = embed(page);
    await isReady();
    await run(() => (window.__mark = true));
    const before = await entries(page);
    await set("step", 4);
    await expect(heading).toHaveText(AT_4);
    expect(await element.evaluate((element) => element.go("/chain/?kind=missions"))).toBe(true);
    await expect(heading).toHaveText("/chain/?kind=missions");
    expect(await element.evaluate((element) => element.go("//evil.example/"))).toBe(false);
    expect(await element.evaluate((element) => element.go(undefined))).toBe(false);
    await element.evaluate((element) => {
      element.removeAttribute("step");
      element.chain = true;
      element.event = "skripal-attack";
    });
    await expect(heading).toHaveText("/episodes/skripal-2018/chain/?event=skripal-attack");
    expect(await received()).toEqual([
      ["go", AT_4],
      ["go", "/chain/?kind=missions"],
      ["go", "/episodes/skripal-2018/chain/?event=skripal-attack"],
    ]);
    await expect.poll(current).toBe("/episodes/skripal-2018/chain/?event=skripal-attack");
    expect(await run(() => window.__mark)).toBe(true);
    expect(await entries(page)).toBe(before);
    expect(page.url()).toBe(url);
  });

  test("a frame that is not ready is led on too, before and after it has loaded, without an entry", async ({ page }) => {
    await openHost(page, tag(), { root: hosts.silent });
    const { heading, iframe, set } = embed(page);
    await expect(heading).toHaveText("Silent");
    const before = await entries(page);
    const inFrame = () => page.frames()[1]?.url();
    await set("step", 4);
    await expect.poll(inFrame).toBe(`${hosts.silent}embed${AT_4}`);
    await set("step", 5);
    await set("step", 6);
    await expect.poll(inFrame).toBe(`${hosts.silent}embed/episodes/skripal-2018/6/`);
    await expect(heading).toHaveText("Silent");
    await page.evaluate(async () => {
      const element = document.createElement("persona-non-grata");
      document.body.replaceChildren(element);
      element.episode = "skripal-2018";
      await null;
      element.step = 7;
    });
    await expect.poll(inFrame).toBe(`${hosts.silent}embed/episodes/skripal-2018/7/`);
    await expect(iframe).toHaveCount(1);
    expect(await entries(page)).toBe(before);
  });

  test("the colours are told to the frame when it is ready and when they change", async ({ page }) => {
    await openHost(page, tag(`${STEP} scheme="dark"`));
    const { isReady, received, set } = embed(page);
    await isReady();
    await expect.poll(received).toEqual([["theme", "dark"]]);
    await set("scheme", "light");
    await set("scheme", "auto");
    await set("scheme", "blue");
    await set("scheme", "dark");
    await set("scheme", null);
    const said = ["dark", "light", "auto", "auto", "dark", "auto"].map((scheme) => ["theme", scheme]);
    await expect.poll(received).toEqual(said);
  });

  test("a frame that loads anew is told again of the colours, and where it was sent", async ({ page }) => {
    await openHost(page, tag(`${STEP} scheme="dark"`));
    const { current, heading, isReady, received, run, set } = embed(page);
    await isReady();
    await run(() => (to = () => {}));
    await set("step", 5);
    await expect.poll(received).toEqual([["theme", "dark"], ["go", AT_5]]);
    expect(await current()).toBe(AT_3);
    await run(() => void setTimeout(() => location.reload()));
    await expect(heading).toHaveText(AT_5);
    await expect.poll(received).toEqual([["theme", "dark"], ["go", AT_5]]);
    await expect.poll(current).toBe(AT_5);
  });

  test("without a choice of colours nothing is said of them", async ({ page }) => {
    await openHost(page, tag());
    const { height, received } = embed(page);
    await expect.poll(height).toBe(600);
    expect(await received()).toEqual([]);
  });

  test("an address that can no longer be shown gives the link, and one that can gives the frame again", async ({ page }) => {
    await openHost(page, tag());
    const { iframe, isReady, heading, set } = embed(page);
    await isReady();
    await set("episode", "../x");
    await expect(page.getByRole("link", { name: "The fallback" })).toBeVisible();
    await expect(iframe).toHaveCount(0);
    await set("episode", "skripal-2018");
    await expect(heading).toHaveText(AT_3);
    await expect(page.getByRole("link", { name: "The fallback" })).toBeHidden();
  });
});

test.describe("scrolling", () => {
  const tall = '<p style="height:1500px">Before</p>';
  const top = (page) => embed(page).iframe.evaluate((frame) => Math.round(frame.getBoundingClientRect().top));
  const scrollTo = (page, y) => page.evaluate((y) => scrollTo({ top: y, behavior: "instant" }), y);

  for (const reducedMotion of ["no-preference", "reduce"]) {
    test(`a step in a frame whose top lies above the window shows its top at once, motion ${reducedMotion}`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion });
      await openHost(page, tall + tag() + tall, { head: `<style>html { scroll-behavior: smooth }</style>${classic(hosts.mock)}` });
      await page.evaluate(() => {
        window.places = new Set();
        addEventListener("scroll", () => window.places.add(Math.round(scrollY)));
      });
      await scrollTo(page, 1700);
      const { heading, isReady, next } = embed(page);
      await isReady();
      expect(await top(page)).toBeLessThan(0);
      await page.evaluate(() => window.places.clear());
      await next.evaluate((link) => link.click());
      await expect(heading).toHaveText(AT_4);
      await expect.poll(() => top(page)).toBe(0);
      expect(await page.evaluate(() => window.places.size)).toBe(1);
    });
  }

  test("a step in a frame whose top is in the window, or below it, does not scroll", async ({ page }) => {
    await openHost(page, tall + tag() + tall);
    const { heading, isReady, next } = embed(page);
    for (const [y, path] of [
      [1400, AT_4],
      [1000, AT_5],
    ]) {
      await scrollTo(page, y);
      await isReady();
      await next.evaluate((link) => link.click());
      await expect(heading).toHaveText(path);
      await page.waitForTimeout(100);
      expect(await page.evaluate(() => scrollY)).toBe(y);
    }
  });

  test("a filter, a choice and a new height do not scroll", async ({ page }) => {
    await openHost(page, tall + tag() + tall);
    await scrollTo(page, 1700);
    const { choose, current, filter, height, isReady, run } = embed(page);
    await isReady();
    await filter.evaluate((button) => button.click());
    await choose.evaluate((link) => link.click());
    await expect.poll(current).toBe(`${AT_3}?kind=missions&sort=name`);
    await run(() => say("resize", { height: 900 }));
    await expect.poll(height).toBe(900);
    expect(await page.evaluate(() => scrollY)).toBe(1700);
  });
});

test.describe("the element survives", () => {
  /** Presses a button; the height of the frame before it can have told its own. */
  const heightAfter = (page, name) =>
    page.getByRole("button", { name, exact: true }).evaluate(async (button) => {
      button.click();
      await null;
      return document.querySelector("persona-non-grata").shadowRoot.querySelector("iframe").getBoundingClientRect().height;
    });

  test("being hidden in a tab from the start, and shown, hidden and shown again", async ({ page }) => {
    await page.goto(hosts.file("tabs", hosts.mock));
    await page.evaluate(() => customElements.whenDefined("persona-non-grata"));
    const { height, heading, iframe, next, run } = embed(page);
    const tab = (name) => page.getByRole("tab", { name }).click();
    await page.waitForTimeout(200);
    await tab("Crisis");
    await expect.poll(height).toBe(600);
    await next.click();
    await expect.poll(height).toBe(700);
    await run(() => (window.__mark = true));
    await iframe.evaluate((frame) => {
      window.heights = new Set();
      new MutationObserver(() => window.heights.add(frame.style.height)).observe(frame, { attributeFilter: ["style"] });
    });
    await tab("Text");
    await page.waitForTimeout(200);
    await tab("Crisis");
    await page.waitForTimeout(200);
    expect(await height()).toBe(700);
    expect(await page.evaluate(() => [...window.heights].filter((height) => height !== "700px"))).toEqual([]);
    await expect(heading).toHaveText(AT_4);
    expect(await run(() => window.__mark)).toBe(true);
  });

  test("a plain move: the frame loads anew at the address and with the height that it had", async ({ page }) => {
    await page.goto(hosts.file("moving", hosts.mock));
    const { height, heading, next, filter, current } = embed(page);
    await expect.poll(height).toBe(600);
    await next.click();
    await filter.click();
    await expect.poll(height).toBe(700);
    const before = await entries(page);
    await page.evaluate(() => {
      document.querySelector("aside").addEventListener("ready", () => (window.wasReady = true));
    });
    expect(await heightAfter(page, "Move")).toBe(700);
    await expect(heading).toHaveText(`${AT_4}?kind=missions&sort=name`);
    await expect.poll(() => page.evaluate(() => window.wasReady)).toBe(true);
    expect(await current()).toBe(`${AT_4}?kind=missions&sort=name`);
    await next.click();
    await expect.poll(height).toBe(800);
    expect(await entries(page)).toBe(before);
  });

  test("a move that keeps state: the frame is not loaded anew", async ({ page }) => {
    await page.goto(hosts.file("moving", hosts.mock));
    const { height, heading, next, run } = embed(page);
    await expect.poll(height).toBe(600);
    await next.click();
    await expect.poll(height).toBe(700);
    await run(() => (window.__mark = true));
    await page.getByRole("button", { name: "Move gently" }).click();
    await expect(page.getByRole("complementary").locator("persona-non-grata")).toHaveCount(1);
    expect(await run(() => window.__mark)).toBe(true);
    await next.click();
    await expect(heading).toHaveText(AT_5);
    await expect.poll(height).toBe(800);
  });

  test("being removed and put back, with attributes that changed in between or not", async ({ page }) => {
    await page.goto(hosts.file("moving", hosts.mock));
    const { element, height, heading, next } = embed(page);
    await expect.poll(height).toBe(600);
    await next.click();
    await expect.poll(height).toBe(700);
    const kept = await element.elementHandle();
    const press = (name) => page.getByRole("button", { name }).click();
    await press("Remove");
    await expect(element).toHaveCount(0);
    expect(await heightAfter(page, "Put back")).toBe(700);
    await expect(heading).toHaveText(AT_4);
    await press("Remove");
    await kept.evaluate((element) => (element.step = 9));
    await press("Put back");
    await expect(heading).toHaveText("/episodes/skripal-2018/9/");
    await expect.poll(height).toBe(1200);
  });

  test("being cloned: the copy is an embed of its own", async ({ page }) => {
    await page.goto(hosts.file("moving", hosts.mock));
    await expect.poll(embed(page).height).toBe(600);
    await embed(page).next.click();
    await expect(embed(page).heading).toHaveText(AT_4);
    await page.getByRole("button", { name: "Clone" }).click();
    await expect(embed(page, 1).heading).toHaveText(AT_3);
    await embed(page, 1).previous.click();
    await expect.poll(embed(page, 1).height).toBe(500);
    await expect.poll(embed(page).height).toBe(700);
  });

  test("company: twelve on a page are each as high as they say", async ({ page }) => {
    const many = Array.from({ length: 12 }, (_, i) => tag(`episode="skripal-2018" step="${i + 1}"`)).join("");
    await openHost(page, many);
    for (let n = 0; n < 12; n += 1) {
      await embed(page, n).element.scrollIntoViewIfNeeded();
      await expect.poll(embed(page, n).height).toBe(300 + 100 * (n + 1));
    }
  });

  test("being made by a script, its attributes set before or after it is put in", async ({ page }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await openHost(page, "");
    await page.evaluate(() => {
      const early = document.createElement("persona-non-grata");
      early.episode = "skripal-2018";
      early.step = 3;
      document.body.append(early);
      const late = document.createElement("persona-non-grata");
      document.body.append(late);
      late.setAttribute("episode", "skripal-2018");
      late.setAttribute("step", "4");
      document.body.insertAdjacentHTML("beforeend", '<persona-non-grata episode="skripal-2018" step="5"></persona-non-grata>');
    });
    for (const [n, path] of [[0, AT_3], [1, AT_4], [2, AT_5]]) {
      await embed(page, n).element.scrollIntoViewIfNeeded();
      await expect(embed(page, n).heading).toHaveText(path);
    }
    // One frame was asked for each, none for an address on the way.
    expect(asked.filter((url) => url.includes("/embed/")).sort()).toEqual([AT_3, AT_4, AT_5].map((path) => `${hosts.mock}embed${path}`));
  });

  test("being taken into another document", async ({ page }) => {
    await openHost(page, `${tag()}<iframe title="Other" width="900" height="900" srcdoc="<!DOCTYPE html><body>"></iframe>`);
    await expect.poll(embed(page).height).toBe(600);
    await embed(page).next.click();
    await expect.poll(embed(page).height).toBe(700);
    await page.evaluate(() => {
      document.querySelector("iframe").contentDocument.body.append(document.querySelector("persona-non-grata"));
    });
    const other = page.frameLocator('iframe[title="Other"]');
    const frame = other.locator("persona-non-grata iframe");
    await expect(frame.contentFrame().getByRole("heading")).toHaveText(AT_4);
    await frame.contentFrame().getByRole("link", { name: "Next" }).click();
    await expect.poll(() => frame.evaluate((frame) => frame.getBoundingClientRect().height)).toBe(800);
    expect(await frame.evaluate((frame) => getComputedStyle(frame.getRootNode().host).display)).toBe("block");
  });

  test("a document that has no window", async ({ page }) => {
    const heard = complaints(page);
    await openHost(page, tag());
    await embed(page).isReady();
    await page.evaluate(async () => {
      const element = document.querySelector("persona-non-grata");
      document.implementation.createHTMLDocument().body.append(element);
      await null;
      element.remove();
      document.body.append(element);
    });
    await expect(embed(page).heading).toHaveText(AT_3);
    expect(heard).toEqual([]);
  });

  test("nothing is left behind by elements that are gone", async ({ page }) => {
    await page.addInitScript(() => {
      window.listeners = new Map();
      for (const [name, by] of [["addEventListener", 1], ["removeEventListener", -1]]) {
        const kept = EventTarget.prototype[name];
        EventTarget.prototype[name] = function (type, ...rest) {
          if (this === window) window.listeners.set(type, (window.listeners.get(type) ?? 0) + by);
          return kept.call(this, type, ...rest);
        };
      }
    });
    await openHost(page, "");
    await page.evaluate(() => customElements.whenDefined("persona-non-grata"));
    const count = () => page.evaluate(() => ["message", "popstate", "hashchange"].map((type) => window.listeners.get(type) ?? 0));
    const before = await count();
    const isGone = await page.evaluate(async () => {
      for (let i = 0; i < 50; i += 1) {
        const element = document.createElement("persona-non-grata");
        element.chain = true;
        document.body.append(element);
        await null;
        document.body.append(element);
        await null;
        element.remove();
      }
      return document.querySelectorAll("persona-non-grata").length === 0;
    });
    expect(isGone).toBe(true);
    expect(await count()).toEqual(before);
    await page.evaluate((html) => (document.body.innerHTML = html), tag());
    await embed(page).isReady();
    expect(await count()).toEqual(before.map((n) => n + 1));
  });

  test("the strict policy of a newspaper: the script and the frame are allowed, nothing else is asked for", async ({ page }) => {
    const heard = complaints(page);
    await page.goto(hosts.file("strict", hosts.mock, "policy"));
    const { height, iframe, next } = embed(page);
    await expect.poll(height).toBe(600);
    await next.click();
    await expect.poll(height).toBe(700);
    expect(await iframe.evaluate((frame) => getComputedStyle(frame).borderTopWidth)).toBe("0px");
    expect(await iframe.evaluate((frame) => getComputedStyle(frame.getRootNode().host).display)).toBe("block");
    expect(heard).toEqual([]);
  });
});

test.describe("without sync", () => {
  test("stepping, filtering and Back in the frame leave address and history of the page as they are", async ({ page }) => {
    const url = await openHost(page, tag(), { hash: `#png=${AT_5}&section` });
    const { heading, filter, next } = embed(page);
    await expect(heading).toHaveText(AT_3);
    const before = await entries(page);
    await next.click();
    await filter.click();
    await expect(heading).toHaveText(`${AT_4}?kind=missions&sort=name`);
    await page.evaluate((path) => (location.hash = `#png=${path}`), AT_5);
    await page.waitForTimeout(150);
    await expect(heading).toHaveText(`${AT_4}?kind=missions&sort=name`);
    await page.goBack();
    expect(page.url()).toBe(`${url}#png=${AT_5}&section`);
    expect(await entries(page)).toBe(before + 1);
  });
});

test.describe("with sync", () => {
  const synced = tag(`${STEP} sync`);

  test("a step is one entry; Back and Forward lead the frame, and make none", async ({ page }) => {
    const url = await openHost(page, synced);
    const { heading, isReady, next, received, run } = embed(page);
    await isReady();
    await run(() => (window.__mark = true));
    const before = await entries(page);
    await next.click();
    await expect(page).toHaveURL(`${url}#png=${AT_4}`);
    await next.click();
    await expect(page).toHaveURL(`${url}#png=${AT_5}`);
    expect(await entries(page)).toBe(before + 2);
    await page.goBack();
    await expect(heading).toHaveText(AT_4);
    await page.goBack();
    await expect(page).toHaveURL(url);
    await expect(heading).toHaveText(AT_3);
    await page.goForward();
    await expect(heading).toHaveText(AT_4);
    await page.waitForTimeout(150);
    expect(await entries(page)).toBe(before + 2);
    await expect(page).toHaveURL(`${url}#png=${AT_4}`);
    expect(await received()).toEqual([AT_4, AT_3, AT_4].map((path) => ["go", path]));
    expect(await run(() => window.__mark)).toBe(true);
    // A step from here is an entry again.
    await next.click();
    await expect(page).toHaveURL(`${url}#png=${AT_5}`);
    await page.goBack();
    await expect(heading).toHaveText(AT_4);
  });

  test("Back and Forward in haste make no entries either, and the frame shows what the address says", async ({ page }) => {
    const url = await openHost(page, synced);
    const { heading, next } = embed(page);
    for (const n of [4, 5, 6, 7, 8]) {
      await next.click();
      await expect(page).toHaveURL(`${url}#png=/episodes/skripal-2018/${n}/`);
    }
    const before = await entries(page);
    await page.evaluate(async () => {
      const pause = () => new Promise((go) => setTimeout(go, 12));
      for (const by of [-1, -1, -1, 1, -1, -1]) {
        history.go(by);
        await pause();
      }
    });
    // Which entry that ends at is the browser's affair, in such haste; the frame must show the same.
    await page.waitForTimeout(600);
    const path = (await hash(page)).slice("#png=".length) || AT_3;
    await expect(heading).toHaveText(path);
    await page.waitForTimeout(300);
    expect((await hash(page)).slice("#png=".length) || AT_3).toBe(path);
    expect(await entries(page)).toBe(before);
    await page.evaluate((by) => history.go(by), 8 - Number(/\/(\d+)\/$/.exec(path)[1]));
    await expect(heading).toHaveText("/episodes/skripal-2018/8/");
  });

  test("a page opened with such a fragment starts there", async ({ page }) => {
    for (const [fragment, path] of [
      [`#png=${AT_5}`, AT_5],
      [`#png=${encodeURIComponent(AT_5)}`, AT_5],
      [`#a=1&png=/chain/?kind=missions%26sort=name&b`, "/chain/?kind=missions&sort=name"],
      ["#png=/compare/?countries=us,gb", "/compare/?countries=us,gb"],
      ["#png=/chain", "/chain/"],
    ]) {
      await page.goto("about:blank");
      const url = await openHost(page, synced, { hash: fragment });
      await expect(embed(page).heading).toHaveText(path);
      await embed(page).isReady();
      expect(await embed(page).received()).toEqual([]);
      expect(page.url()).toBe(url + fragment);
    }
  });

  test("a reload starts at the address that is shown", async ({ page }) => {
    await openHost(page, synced);
    await embed(page).next.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_4}`);
    await page.reload();
    await expect(embed(page).heading).toHaveText(AT_4);
    await embed(page).next.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_5}`);
  });

  test("other parts of the fragment stay as and where they are", async ({ page }) => {
    for (const [before, after] of [
      ["#section-2", `#section-2&png=${AT_4}`],
      ["#a=%C3%A9&b='x'", `#a=%C3%A9&b='x'&png=${AT_4}`],
      [`#a&png=${AT_3}&b=/c?d`, `#a&png=${AT_4}&b=/c?d`],
      [`#notpng=/x&png=bad&z`, `#notpng=/x&png=${AT_4}&z`],
      ["#!/route#more", `#!/route#more&png=${AT_4}`],
    ]) {
      await page.goto("about:blank");
      await openHost(page, synced, { hash: before });
      await embed(page).isReady();
      expect(await hash(page)).toBe(before);
      await embed(page).next.click();
      await expect.poll(() => hash(page)).toBe(after);
    }
  });

  test("the address stays readable, and what must be is escaped", async ({ page }) => {
    const url = await openHost(page, synced);
    const { filter, heading, isReady, run } = embed(page);
    await isReady();
    await filter.click();
    await expect(page).toHaveURL(`${url}#png=${AT_3}?kind=missions%26sort=name`);
    const odd = `/compare/?a=%26%25&b="<>' é,:;`;
    await run((_, path) => to(path), odd);
    await expect.poll(() => hash(page)).toContain("/compare/");
    const written = await hash(page);
    expect(written).toMatch(/^#png=\/compare\/\?a=[^&#"'<>\s]*$/);
    await page.goBack();
    await expect(heading).toHaveText(`${AT_3}?kind=missions&sort=name`);
    await page.goForward();
    await expect(heading).toHaveText(await run(() => "/compare/?" + new URL(`http://x/?a=%26%25&b="<>' é,:;`).search.slice(1)));
    expect(await hash(page)).toBe(written);
  });

  test("a link of the page to a step leads the frame there: one entry, the link's own", async ({ page }) => {
    const url = await openHost(page, `${synced}<p><a href="#png=/episodes/skripal-2018/6/">The answer</a> <a href="#top">Top</a></p>`);
    const { heading, isReady, run } = embed(page);
    await isReady();
    await run(() => (window.__mark = true));
    const before = await entries(page);
    await page.getByRole("link", { name: "The answer" }).click();
    await expect(heading).toHaveText("/episodes/skripal-2018/6/");
    await page.waitForTimeout(150);
    expect(await entries(page)).toBe(before + 1);
    await page.goBack();
    await expect(heading).toHaveText(AT_3);
    await expect(page).toHaveURL(url);
    expect(await run(() => window.__mark)).toBe(true);
  });

  test("several embeds with names of their own share one fragment", async ({ page }) => {
    await openHost(page, `${synced}${tag('chain sync="other"')}`);
    const [first, second] = [embed(page), embed(page, 1)];
    await first.isReady();
    await second.element.scrollIntoViewIfNeeded();
    await second.isReady();
    await first.next.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_4}`);
    await second.filter.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_4}&other=/chain/?kind=missions%26sort=name`);
    await first.next.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_5}&other=/chain/?kind=missions%26sort=name`);
    await page.goBack();
    await expect(first.heading).toHaveText(AT_4);
    await page.goBack();
    await expect(second.heading).toHaveText("/chain/");
    await expect(first.heading).toHaveText(AT_4);
    await page.goBack();
    await expect(first.heading).toHaveText(AT_3);
    expect(await second.received()).toEqual([["go", "/chain/"]]);
  });

  test("attributes that change lead the frame on, and the fragment follows", async ({ page }) => {
    await openHost(page, synced);
    const { element, heading, isReady, next, set } = embed(page);
    await isReady();
    await set("step", 5);
    await expect(heading).toHaveText(AT_5);
    await page.waitForTimeout(100);
    // The address of the attributes needs no words.
    expect(await hash(page)).toBe("");
    await next.click();
    await expect.poll(() => hash(page)).toBe("#png=/episodes/skripal-2018/6/");
    await element.evaluate((element) => element.go("/chain/"));
    await expect.poll(() => hash(page)).toBe("#png=/chain/");
  });

  test("sync that is switched on later leads to what the fragment says", async ({ page }) => {
    await openHost(page, tag(), { hash: `#png=${AT_5}` });
    const { heading, isReady, set } = embed(page);
    await isReady();
    await expect(heading).toHaveText(AT_3);
    await set("sync", true);
    await expect(heading).toHaveText(AT_5);
  });

  test("the state that the page keeps in its history stays its own", async ({ page }) => {
    await openHost(page, synced);
    await embed(page).isReady();
    await page.evaluate(() => history.replaceState({ key: 7 }, ""));
    await embed(page).next.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_4}`);
    expect(await page.evaluate(() => history.state)).toEqual({ key: 7 });
  });

  test("a page with another base address keeps its own", async ({ page }) => {
    const url = await openHost(page, synced, { head: `<base href="/elsewhere/">${classic(hosts.mock)}` });
    await embed(page).next.click();
    await expect(page).toHaveURL(`${url}#png=${AT_4}`);
  });

  test("where the browser refuses entries, stepping goes on", async ({ page }) => {
    const heard = complaints(page);
    await page.addInitScript(() => {
      if (window === top) {
        history.pushState = () => {
          throw new DOMException("refused", "SecurityError");
        };
      }
    });
    await openHost(page, synced);
    await embed(page).next.click();
    await embed(page).next.click();
    await expect(embed(page).heading).toHaveText(AT_5);
    expect(heard).toEqual([]);
  });

  test("a frame that tells its address when it is ready, or writes it otherwise, makes no entry", async ({ page }) => {
    await openHost(page, synced);
    const { isReady, next, run } = embed(page);
    await isReady();
    const before = await entries(page);
    await run(() => say("navigate", { path: here() }));
    await page.waitForTimeout(100);
    expect(await entries(page)).toBe(before);
    await next.click();
    await expect.poll(() => hash(page)).toBe(`#png=${AT_4}`);
    // From now on the frame answers with its own way to write an address.
    await run(() => {
      const kept = to;
      to = (path) => kept(path + "?written=otherwise");
    });
    await page.goBack();
    await expect(embed(page).heading).toHaveText(`${AT_3}?written=otherwise`);
    await page.waitForTimeout(100);
    expect(await entries(page)).toBe(before + 1);
    expect(await hash(page)).toBe("");
  });

  for (const fragment of [
    "javascript:alert(1)",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https://evil.example/",
    "/../../embed/chain/",
    "/%2e%2e/%2e%2e/",
    "%2F%2Fevil.example%2F",
    "%2F..%2F..%2F",
    "/%",
    "%",
    "",
    "/<script>",
    `/${"a".repeat(5000)}/`,
    "/chain/%0d%0a/",
    "/@evil.example/",
  ]) {
    test(`a fragment of ${JSON.stringify(fragment.slice(0, 30))} leads nowhere but to the address of the attributes`, async ({ page }) => {
      const heard = complaints(page);
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      const url = await openHost(page, synced, { hash: `#png=${fragment}` });
      const { heading, isReady, next, run } = embed(page);
      await expect(heading).toHaveText(AT_3);
      await isReady();
      await next.click();
      await expect(heading).toHaveText(AT_4);
      // The host's page hears of the step after the frame shows it; what it writes then would take the fragment's place.
      await expect.poll(() => hash(page)).toBe(`#png=${AT_4}`);
      await page.evaluate((fragment) => (location.hash = `#png=${fragment}`), fragment);
      await expect(heading).toHaveText(AT_3);
      expect(await run(() => location.href)).toBe(`${hosts.mock}embed${AT_3}`);
      expect(new URL(page.url()).pathname).toBe(new URL(url).pathname);
      expect(asked.filter((address) => !address.startsWith(hosts.own) && !address.startsWith(hosts.mock))).toEqual([]);
      expect(heard.filter((line) => !line.includes("favicon") && !line.includes("404"))).toEqual([]);
    });
  }
});

test("three embeds on a student's page keep their places, whatever its style sheet says of iframes", async ({ page }) => {
  await page.goto(hosts.file("student", hosts.mock));
  for (const [n, height, path] of [
    [0, 600, AT_3],
    [1, 500, "/episodes/skripal-2018/chain/"],
    [2, 500, "/compare/?countries=us,gb,de"],
  ]) {
    const one = embed(page, n);
    await one.element.scrollIntoViewIfNeeded();
    await expect.poll(one.height).toBe(height);
    await expect(one.heading).toHaveText(path);
  }
  await page.getByRole("link", { name: "How Russia answered" }).click();
  await expect(embed(page).heading).toHaveText("/episodes/skripal-2018/6/");
  await expect(embed(page, 1).heading).toHaveText("/episodes/skripal-2018/chain/");
});
