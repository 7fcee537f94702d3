// The core of the site in a second engine. Run by `cargo xtask test --only firefox`.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import {
  chainOf,
  chainParts,
  compareOf,
  compareParts,
  countryOf,
  dataset,
  episode,
  firstDifference,
  parts,
  samplePages,
  servedAndLive,
  sites,
} from "../helpers.mjs";
import { startHosts } from "../host-server.mjs";
import { asked, called, cutOff, eventually, launch, newPage, open, ready, resize } from "./browser.mjs";

const EPISODE = "skripal-2018";
const EVENT = "skripal-ru-expels-60-us";
const step = (n, site = sites.root) => `${site}episodes/${EPISODE}/${n}/`;
const chain = sites.root + chainOf(EPISODE);
const compare = sites.root + compareOf();
const steps = episode(EPISODE).steps;
/** The step that shows the event. */
const HOME = steps.findIndex(({ events }) => events.includes(EVENT)) + 1;

/** A page in the browser that all tests share; closed after the test. */
let shared;
before(async () => {
  shared = await launch();
});
after(() => shared?.close());

const inTab = (act, { quiet = true, of = () => shared } = {}) =>
  async function (test) {
    const tab = await newPage(of());
    try {
      await act(tab, test);
      if (quiet) assert.deepEqual(own(tab.heard), [], "what the page complains of");
    } finally {
      await tab.page.close();
    }
  };

/** The same in a browser of its own with these preferences. */
const inBrowser = (preferences, act, { quiet = true } = {}) =>
  async function (test) {
    const browser = await launch(preferences);
    try {
      await inTab(act, { quiet, of: () => browser })(test);
    } finally {
      await browser.close();
    }
  };

/**
 * What of a page's complaints is about this site: Firefox asks every host for an icon, also one whose policy has none; and on
 * a slow machine it says of the next step, which waits for the program, that it was not used yet.
 */
const own = (heard) =>
  heard
    .filter((line) => !/favicon\.ico/.test(line) || line.includes(new URL(sites.root).host))
    .filter((line) => !(/preload/.test(line) && /not used within/.test(line)));

const heading = (tab) => tab.evaluate(() => document.querySelector("h1")?.innerText ?? "");
const isAt = (tab, n) => eventually(() => heading(tab), new RegExp(`^Step ${n} of ${steps.length}`), `step ${n}`);
const address = (tab) => tab.evaluate(() => location.href);
const mark = (tab) => tab.evaluate(() => void (window.marked = true));
const isMarked = (tab) => tab.evaluate(() => window.marked === true);
const notice = (tab) => tab.evaluate(() => document.getElementById("notice").innerText);
/** The link to the next step, by the whole of its name. */
const next = (tab, n) => tab.getByRole("link", { name: `Next: ${steps[n].title}`, exact: true });

describe("every kind of page of a debug build hydrates in silence and stays as it was", () => {
  for (const [kind, route] of Object.entries(samplePages)) {
    if (kind === "a missing page") continue;
    test(
      kind,
      inTab(async (tab) => {
        await open(tab, sites.debug + route);
        const { served, live } = await servedAndLive(tab, sites.debug + route);
        assert.equal(firstDifference(served, live), "");
      }),
    );
  }
});

describe("every kind of page of the release complains of nothing and its policy refuses nothing", () => {
  const kinds = Object.entries(samplePages).filter(([kind]) => kind !== "a missing page");
  for (const [i, sites_] of [sites.root, sites.deep].entries()) {
    test(
      i ? "two folders deep" : "at a root",
      inTab(async (tab) => {
        for (const [, route] of kinds) await open(tab, sites_ + route);
      }),
    );
  }
});

describe("stepping", () => {
  test(
    "the links step without a reload, Back and Forward return, the heading has the focus",
    inTab(async (tab) => {
      await open(tab, step(3));
      await mark(tab);
      await next(tab, 3).click();
      await isAt(tab, 4);
      assert.equal(await address(tab), step(4));
      await eventually(() => tab.evaluate(() => document.activeElement.tagName), "H1");
      assert.match(await tab.evaluate(() => document.title), new RegExp(steps[3].title.replace(/[.*+?()]/g, "\\$&")));
      await next(tab, 4).click();
      await isAt(tab, 5);
      await tab.page.goBack({ waitUntil: [] }).catch(() => {});
      await isAt(tab, 4);
      await tab.page.goBack({ waitUntil: [] }).catch(() => {});
      await isAt(tab, 3);
      await tab.page.goForward({ waitUntil: [] }).catch(() => {});
      await isAt(tab, 4);
      assert.equal(await isMarked(tab), true);
    }),
  );

  test(
    "keys step: arrows, Home and End",
    inTab(async (tab) => {
      await open(tab, step(3));
      await next(tab, 3).focus();
      for (const [key, n] of [
        ["ArrowRight", 4],
        ["ArrowRight", 5],
        ["ArrowLeft", 4],
        ["End", steps.length],
        ["Home", 1],
      ]) {
        await tab.page.keyboard.press(key);
        await isAt(tab, n);
      }
    }),
  );

  test(
    "Back restores the place on the page, a reload keeps it",
    inTab(async (tab) => {
      await open(tab, step(6));
      await tab.evaluate(() => scrollTo(0, 600));
      await eventually(() => tab.evaluate(() => history.state?.scroll_y), 600);
      await tab.evaluate(() => document.querySelector("a[rel~=next]").click());
      await isAt(tab, 7);
      await tab.page.goBack({ waitUntil: [] }).catch(() => {});
      await isAt(tab, 6);
      await eventually(() => tab.evaluate(() => scrollY), 600);
      await tab.page.reload();
      await ready(tab);
      await eventually(() => tab.evaluate(() => scrollY), 600);
    }),
  );

  test(
    "an event of the address is marked and in view; one that the step lacks is named",
    inTab(async (tab) => {
      await open(tab, `${step(HOME)}?event=${EVENT}`);
      const card = tab.locator(".event[aria-current]");
      await eventually(() => card.attribute("id"), EVENT);
      await eventually(() => card.evaluate((card) => Math.abs(card.getBoundingClientRect().top) < innerHeight), true);
      await open(tab, `${step(1)}?event=${EVENT}`);
      await eventually(() => notice(tab), /does not show/);
    }),
  );

  test(
    "Back to a page that the browser has kept shows it as it was left, and it goes on",
    inTab(async (tab) => {
      await tab.page.evaluateOnNewDocument(() =>
        addEventListener("pageshow", (event) => {
          window.wasKept = event.persisted;
        }),
      );
      await open(tab, step(3));
      await next(tab, 3).click();
      await isAt(tab, 4);
      await tab.page.goto(`${sites.folder}about/`);
      await tab.page.goBack({ waitUntil: [] }).catch(() => {});
      await isAt(tab, 4);
      await ready(tab);
      await next(tab, 4).click();
      await isAt(tab, 5);
      await tab.page.goBack({ waitUntil: [] }).catch(() => {});
      await isAt(tab, 4);
      // Firefox says of what was on its way when the page was left that the worker could not bring it.
    }, { quiet: false }),
  );
});

describe("a chain", () => {
  test(
    "a click on a mark lights its way and opens its card, the address has the choice, Escape undoes it",
    inTab(async (tab) => {
      await open(tab, chain);
      const { mark: markOf, entry, card } = chainParts(tab);
      await markOf(EVENT).click();
      await eventually(() => card.text(), /Russia to the United States: ordered out 60 people/);
      await eventually(() => card.text(), /\d+ sources?/);
      assert.equal(await entry(EVENT).attribute("aria-selected"), "true");
      await eventually(() => address(tab), `${chain}?event=${EVENT}`);
      await entry(EVENT).focus();
      await tab.page.keyboard.press("Escape");
      await eventually(() => tab.locator("[data-lit]").count(), 0);
    }),
  );

  test(
    "an event of the address is brought into view in the picture",
    inTab(async (tab) => {
      await open(tab, `${chain}?event=${EVENT}`);
      const isInView = () =>
        chainParts(tab)
          .mark(EVENT)
          .evaluate((mark) => {
            const { top, bottom } = mark.getBoundingClientRect();
            return top > 0 && bottom < innerHeight;
          });
      await eventually(isInView, true);
    }),
  );

  test(
    "the outline is a tree that arrow keys walk and Enter chooses in",
    inTab(async (tab) => {
      await open(tab, chain);
      const { outline, card } = chainParts(tab);
      assert.ok((await outline.getByRole("treeitem").count()) > 10);
      await tab.locator("[data-outline] [role=treeitem][tabindex='0']").focus();
      for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await tab.page.keyboard.press(key);
      await eventually(() => tab.locator("[data-outline] [aria-selected=true]").count(), 1);
      await eventually(() => card.isVisible(), true);
    }),
  );

  test(
    "a filter and an order are drawn, and the address shows them in a new page",
    inTab(async (tab) => {
      await open(tab, chain);
      const marks = () => tab.locator("svg.chain__svg:visible a").count();
      const all = await marks();
      const { kind, sort } = chainParts(tab);
      await kind.choose("Ceilings on posts");
      await eventually(async () => (await marks()) < all && (await marks()) > 0, true);
      const few = await marks();
      await sort.choose("name");
      await eventually(() => address(tab), /sort=name/);
      const url = await address(tab);
      await open(tab, url);
      await eventually(marks, few);
      await tab.getByRole("button", { name: "Show all", exact: true }).click();
      await eventually(marks, all);
    }),
  );
});

describe("a comparison", () => {
  const rows = (tab) => compareParts(tab).table.getByRole("rowheader").count();
  async function add(tab, ...names) {
    for (const name of names) {
      const { country, chip } = compareParts(tab);
      await country.fill(name);
      await tab.page.keyboard.press("Enter");
      await eventually(() => chip(name).count(), 1);
    }
  }

  test(
    "countries are added, stand in the table and the address, and Back takes them out",
    inTab(async (tab) => {
      await open(tab, compare);
      await add(tab, "France", "Germany");
      await eventually(() => rows(tab), 2);
      await eventually(() => address(tab), /countries=(fr,de|de,fr|fr%2Cde|de%2Cfr)/);
      await tab.page.goBack({ waitUntil: [] }).catch(() => {});
      await eventually(() => rows(tab), 1);
      await tab.page.goForward({ waitUntil: [] }).catch(() => {});
      await eventually(() => rows(tab), 2);
      await compareParts(tab).chip("France").click();
      await eventually(() => rows(tab), 1);
    }),
  );

  test(
    "every view is drawn with its marks, and a mark shows details",
    inTab(async (tab) => {
      await open(tab, compare);
      const views = await tab.evaluate(() =>
        [...document.querySelectorAll("[data-tools] input[name=view]")].map(({ labels, value }) => [
          labels[0].innerText.trim(),
          value,
        ]),
      );
      assert.ok(views.length >= 5, views.join());
      for (const [name, view] of views) {
        await compareParts(tab).view(name).click();
        const drawn = () => tab.locator("[data-picture] svg:visible a").count();
        await eventually(async () => (view === "table" ? (await drawn()) === 0 : (await drawn()) > 1), true, name);
      }
      await compareParts(tab).view("Bars").click();
      await compareParts(tab).mark("France").click();
      await eventually(() => compareParts(tab).details.text(), /France/);
    }),
  );

  test(
    "a head sorts the table and a second press reverses it; dates bound the acts",
    inTab(async (tab) => {
      await open(tab, compare);
      const names = () =>
        tab.evaluate(() => [...document.querySelectorAll("[data-table] tbody th")].map((head) => head.innerText.trim()));
      const sorted = (await names()).toSorted((a, b) => a.localeCompare(b, "en"));
      const head = tab.locator("[data-table] thead th").first().locator("button");
      await head.click();
      await eventually(async () => [(await names())[0], (await names()).at(-1)], [sorted[0], sorted.at(-1)]);
      await head.click();
      await eventually(async () => [(await names())[0], (await names()).at(-1)], [sorted.at(-1), sorted[0]]);
      const before = await rows(tab);
      await compareParts(tab).from.fill("2018");
      await tab.page.keyboard.press("Enter");
      await eventually(async () => (await rows(tab)) < before, true);
    }),
  );

  test(
    "a view is saved as CSV, JSON, SVG and PNG",
    inTab(async (tab) => {
      await tab.page.evaluateOnNewDocument(() => {
        window.saved = [];
        const real = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          window.saved.push({ type: blob.type, size: blob.size });
          return real.call(URL, blob);
        };
        HTMLAnchorElement.prototype.click = function () {
          if (this.download) window.saved.push({ name: this.download, begins: this.href.slice(0, 22) });
          else HTMLElement.prototype.click.call(this);
        };
      });
      await open(tab, compare);
      for (const kind of ["CSV", "JSON", "SVG", "PNG"]) {
        await tab.evaluate(() => void (window.saved = []));
        await compareParts(tab).save(kind).click();
        await eventually(
          () => tab.evaluate(() => window.saved.find(({ name }) => name)?.name ?? ""),
          new RegExp(`\\.${kind.toLowerCase()}$`),
        );
      }
      const png = await tab.evaluate(() => window.saved);
      assert.match(JSON.stringify(png), /data:image\/png|image\/png/);
    }),
  );
});

describe("assistive technology", () => {
  for (const [kind, url, named] of [
    [
      "a step",
      step(3),
      [
        ["header", "navigation", "Site"],
        ["header", "link", "Share or embed"],
        ["article", "link", `Next: ${steps[3].title}`],
        ["article", "figure", "Who ordered out how many"],
      ],
    ],
    [
      "a chain",
      chain,
      [
        ["[data-tools]", "combobox", "Country"],
        ["[data-tools]", "combobox", "Kind of act"],
        ["[data-tools]", "button", "Show all"],
        ["[data-outline]", "tree", "The same as an outline"],
      ],
    ],
    [
      "a comparison",
      compare,
      [
        ["[data-tools]", "radio", "Bars"],
        ["[data-tools]", "combobox", "Acts by"],
        ["[data-tools]", "combobox", "Sorted by"],
        ["[data-actions]", "button", "Copy link to this view"],
      ],
    ],
  ]) {
    test(
      `is told by Firefox of ${kind} by the roles and names that it has in Chromium`,
      inTab(async (tab) => {
        await open(tab, url);
        for (const [part, role, name] of named) {
          assert.equal(await called(tab, part, role, name), 1, `${role} “${name}”`);
        }
      }),
    );
  }
});

describe("what stands on every page", () => {
  test(
    "the dialog for sharing has link, code for a camera and code for a frame; the link is copied",
    inTab(async (tab) => {
      await open(tab, step(3));
      await tab.getByRole("link", { name: "Share or embed", exact: true }).click();
      await eventually(() => tab.getByRole("dialog").count(), 1);
      await tab.locator("#share summary").first().click();
      await eventually(() => tab.getByRole("img", { name: "QR code of the link" }).count(), 1);
      await eventually(() => tab.locator("#share").text(), new RegExp(`${sites.root}episodes/skripal-2018/3/`));
      const button = tab.locator("#share [data-copy]").first();
      const text = await button.evaluate((button) => document.getElementById(button.dataset.copy).textContent);
      await button.click();
      await eventually(() => tab.locator("#share [data-share-said]").text(), /Copied/);
      assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), text);
      await tab.page.keyboard.press("Escape");
      await eventually(() => tab.getByRole("dialog").count(), 0);
      await eventually(() => tab.evaluate(() => document.activeElement.hasAttribute("data-share")), true);
    }),
  );

  test(
    "a citation has the address of the view and the reader's own day",
    inTab(async (tab) => {
      await open(tab, step(3));
      await tab.locator(".cite summary").click();
      const bibtex = () => tab.evaluate(() => document.getElementById("cite-bibtex").textContent);
      const today = await tab.evaluate(() => new Date().toLocaleDateString("sv"));
      await eventually(bibtex, new RegExp(`urldate = \\{${today}\\}`));
      assert.ok((await bibtex()).includes(step(3)));
    }),
  );

  test(
    "the switch changes the colours, on the next page and in another tab too",
    inTab(async (tab) => {
      await open(tab, step(3));
      const other = await newPage(shared);
      await open(other, step(5));
      const scheme = (tab) => tab.evaluate(() => document.documentElement.dataset.scheme ?? "");
      const paper = (tab) => tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor);
      const light = await paper(tab);
      await tab.locator(".scheme-switch").click();
      const chosen = await scheme(tab);
      assert.match(chosen, /^(light|dark)$/);
      assert.notEqual(await paper(tab), light);
      await eventually(() => scheme(other), chosen);
      await open(tab, sites.root);
      assert.equal(await scheme(tab), chosen);
      await tab.locator(".scheme-switch").click();
      await other.page.close();
    }),
  );

  test(
    "a list is filtered by words and by choice, and the address shows it again",
    inTab(async (tab) => {
      await open(tab, `${sites.root}sources/`);
      const shown = () => tab.evaluate(() => document.querySelector("[data-shown]").textContent);
      const all = await shown();
      await tab.locator(".filter [type=search]").fill("Guardian");
      await eventually(async () => (await shown()) !== all, true);
      const few = await shown();
      await eventually(() => address(tab), /q=Guardian/);
      await open(tab, await address(tab));
      assert.equal(await shown(), few);
    }),
  );

  test(
    "a wrong address is named, and the nearest page with it",
    inTab(
      async (tab) => {
        await open(tab, `${sites.root}episodes/skripall-2018/3/`);
        await eventually(() => tab.evaluate(() => document.querySelector("#near a")?.getAttribute("href") ?? ""), /skripal-2018/);
        const [link] = await tab.page.$$("#near a");
        await link.click();
        await eventually(() => address(tab), /\/episodes\/skripal-2018\//);
        await ready(tab);
        assert.deepEqual(
          own(tab.heard).filter((line) => !/404/.test(line)),
          [],
        );
      },
      { quiet: false },
    ),
  );

  test(
    "every kind of page fits 320 px without scrolling sideways",
    inTab(async (tab) => {
      await resize(tab, 320, 640);
      for (const [kind, route] of Object.entries(samplePages)) {
        await open(tab, sites.root + route);
        const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth);
        assert.ok(wide <= 320, `${kind} is ${wide} px wide`);
      }
    }),
  );

  test(
    "a page is printed whole",
    inTab(async (tab) => {
      for (const route of [`episodes/${EPISODE}/`, compareOf()]) {
        await open(tab, sites.root + route);
        const pdf = Buffer.from(await tab.page.pdf({ format: "A4" }));
        assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
        assert.ok(pdf.length > 20_000, `${route}: ${pdf.length} bytes`);
      }
    }),
  );

  test(
    "without a connection the page stays and a line says so",
    // Firefox cuts off the page alone: the worker that keeps pages would still reach the network.
    inBrowser({ "dom.serviceWorkers.enabled": false }, async (tab, test) => {
      await open(tab, step(3));
      if (!(await cutOff(tab, true))) return test.skip("this Firefox has no command that cuts a page off from the network");
      await eventually(() => tab.evaluate(() => navigator.onLine), false);
      await tab.evaluate(() => document.querySelector("nav[aria-label=Steps] a[href$='/9/']").click());
      await eventually(() => notice(tab), /There is no connection/);
      await isAt(tab, 3);
      await cutOff(tab, false);
      await tab.evaluate(() => document.querySelector("nav[aria-label=Steps] a[href$='/9/']").click());
      await isAt(tab, 9);
    }),
  );
});

describe("in frames of other people's pages", () => {
  let hosts;
  before(async () => {
    hosts = await startHosts();
  });
  after(() => hosts?.close());

  const frameOf = async (tab) => {
    const path = new URL(sites.root).origin;
    await eventually(() => tab.page.frames().some((frame) => frame.url().startsWith(path)), true, "the frame");
    const frame = tab.page.frames().find((frame) => frame.url().startsWith(path));
    return { ...asked(frame), frame };
  };

  test(
    "the element shows a step, follows its height, is stepped through and makes no entries",
    inTab(async (tab) => {
      const body = `<persona-non-grata episode="${EPISODE}" step="3"><a href="/">Fallback</a></persona-non-grata>`;
      await tab.page.goto(hosts.page(body, { head: `<script async src="${sites.root}embed.js"></script>` }));
      const inside = await frameOf(tab);
      await inside.frame.waitForSelector("html[data-ready]");
      const fits = async () => {
        const outer = await tab.evaluate(() => {
          const element = document.querySelector("persona-non-grata");
          return (element.shadowRoot ?? element).querySelector("iframe").getBoundingClientRect().height;
        });
        const inner = await inside.evaluate(() => document.documentElement.getBoundingClientRect().height);
        return Math.abs(outer - inner) <= 2 ? "fits" : `frame ${outer}, content ${inner}`;
      };
      await eventually(fits, "fits");
      const entries = await tab.evaluate(() => history.length);
      await inside.evaluate(() => document.querySelector("a[rel~=next]").click());
      await isAt(inside, 4);
      await eventually(fits, "fits");
      assert.equal(await tab.evaluate(() => history.length), entries);
    }),
  );

  for (const [what, sandbox] of [
    ["bare", ""],
    ["sandboxed with scripts alone", 'sandbox="allow-scripts"'],
    ["sandboxed without scripts", "sandbox"],
  ]) {
    test(
      `in a frame, ${what}, a step is whole and leads to the next`,
      inTab(
        async (tab) => {
          const src = `${sites.root}embed/episodes/${EPISODE}/3/`;
          await tab.page.goto(hosts.page(`<iframe title="Bare" ${sandbox} width="900" height="700" src="${src}"></iframe>`));
          const inside = await frameOf(tab);
          await isAt(inside, 3);
          // Of a program that is cut off on its way, since the reader goes on, Firefox says that its hash is wrong.
          if (!sandbox) await inside.frame.waitForSelector("html[data-ready]");
          await inside.evaluate(() => document.querySelector("a[rel~=next]").click());
          await isAt(await frameOf(tab), 4);
        },
        { quiet: !sandbox },
      ),
    );
  }

  test(
    "a newspaper's strict policy is not broken",
    inTab(async (tab) => {
      await tab.page.goto(hosts.file("strict", sites.root, "policy"));
      const inside = await frameOf(tab);
      await inside.frame.waitForSelector("html[data-ready]");
    }),
  );
});

describe("a browser that refuses", () => {
  test(
    "without JavaScript pages can be read and links lead on",
    inBrowser({ "javascript.enabled": false }, async (tab) => {
      await tab.page.goto(step(3));
      await isAt(tab, 3);
      const rect = (selector) =>
        tab.evaluate((selector) => {
          const link = document.querySelector(selector);
          link.scrollIntoView({ block: "center" });
          const { x, y, width, height } = link.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }, selector);
      const { x, y } = await rect("a[rel~=next]");
      await tab.page.mouse.click(x, y);
      await isAt(tab, 4);
      assert.equal(await tab.evaluate(() => document.documentElement.dataset.ready ?? "none"), "none");
      for (const [url, hidden] of [
        [chain, "[data-tools]"],
        [compare, "[data-tools]"],
        [`${sites.root}sources/`, ".filter"],
      ]) {
        await tab.page.goto(url);
        const isThere = await tab.evaluate((selector) => document.querySelector(selector).checkVisibility({ visibilityProperty: true }), hidden);
        assert.equal(isThere, false, url);
      }
    }),
  );

  test(
    "without WebAssembly a line says so and the links lead on",
    inBrowser(
      { "javascript.options.wasm": false },
      async (tab) => {
        await tab.page.goto(step(3));
        await eventually(() => notice(tab), /The interactive part did not load/);
        await tab.evaluate(() => document.querySelector("a[rel~=next]").click());
        await isAt(tab, 4);
      },
      { quiet: false },
    ),
  );

  test(
    "without storage the page works and the switch switches",
    inBrowser({ "dom.storage.enabled": false }, async (tab) => {
      await open(tab, step(3));
      await tab.locator(".scheme-switch").click();
      assert.match(await tab.evaluate(() => document.documentElement.dataset.scheme ?? ""), /^(light|dark)$/);
      await next(tab, 3).click();
      await isAt(tab, 4);
    }),
  );

  test(
    "without cookies and storage of any kind the page works and the switch switches",
    inBrowser({ "network.cookie.cookieBehavior": 2 }, async (tab) => {
      await open(tab, step(3));
      await tab.locator(".scheme-switch").click();
      assert.match(await tab.evaluate(() => document.documentElement.dataset.scheme ?? ""), /^(light|dark)$/);
      await next(tab, 3).click();
      await isAt(tab, 4);
    }),
  );

  test(
    "with reduced motion nothing moves",
    inBrowser({ "ui.prefersReducedMotion": 1 }, async (tab) => {
      await open(tab, step(5));
      await tab.evaluate(() => {
        window.moved = [];
        const watch = () => {
          window.moved.push(...document.getAnimations().map((animation) => animation.constructor.name));
          requestAnimationFrame(watch);
        };
        watch();
      });
      await tab.evaluate(() => document.querySelector("a[rel~=next]").click());
      await isAt(tab, 6);
      await tab.evaluate(() => new Promise((done) => setTimeout(done, 400)));
      assert.deepEqual(await tab.evaluate(() => window.moved), []);
    }),
  );

  test(
    "with colours of the reader's own choice text and pictures are there",
    inBrowser({ "browser.display.document_color_use": 2 }, async (tab) => {
      await open(tab, step(3));
      assert.equal(await tab.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
      await eventually(() => parts(tab).ledger.locator("svg:visible").count(), 1);
      await open(tab, chain);
      await chainParts(tab).mark(EVENT).click();
      await eventually(() => chainParts(tab).card.text(), /Russia to the United States: ordered out 60 people/);
      await open(tab, sites.root + countryOf("fr"));
    }),
  );
});

describe("the whole site in one file, from a disk", () => {
  let folder;
  let file;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "one file, für Schüler "));
    copyFileSync(join(process.env.DIST, "persona-non-grata.html"), join(folder, "persona-non-grata.html"));
    file = pathToFileURL(join(folder, "persona-non-grata.html")).href;
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Opens a place of the file and waits until it moves. */
  async function openFile(tab, place = "") {
    await tab.page.goto(file + place);
    await ready(tab);
  }
  const hash = (tab) => tab.evaluate(() => location.hash);

  test(
    "it opens on the start page, and a crisis can be reached and stepped through, Back and Forward too",
    inTab(async (tab) => {
      await openFile(tab);
      assert.equal(await hash(tab), "#/");
      await tab.locator(`a[href="#/episodes/${EPISODE}/"]:not(svg a)`).first().click();
      await eventually(() => heading(tab), /Skripal 2018/);
      await openFile(tab, `#/episodes/${EPISODE}/3/`);
      await isAt(tab, 3);
      await next(tab, 3).click();
      await isAt(tab, 4);
      assert.equal(await hash(tab), `#/episodes/${EPISODE}/4/`);
      await next(tab, 4).focus();
      await tab.page.keyboard.press("ArrowRight");
      await isAt(tab, 5);
      await tab.evaluate(() => history.back());
      await isAt(tab, 4);
      await tab.evaluate(() => history.forward());
      await isAt(tab, 5);
    }),
  );

  test(
    "an address of a step leads there, with the event that it asks for",
    inTab(async (tab) => {
      await openFile(tab, `#/episodes/${EPISODE}/${HOME}/?event=${EVENT}`);
      await isAt(tab, HOME);
      await eventually(() => tab.locator(".event[aria-current]").attribute("id"), EVENT);
    }),
  );

  test(
    "a chain is chosen from and a comparison too",
    inTab(async (tab) => {
      await openFile(tab, `#/${chainOf(EPISODE)}`);
      const { mark: markOf, card } = chainParts(tab);
      await markOf(EVENT).click();
      await eventually(() => card.text(), /Russia to the United States: ordered out 60 people/);
      await eventually(() => card.text(), /\d+ sources?/);
      await openFile(tab, `#/${compareOf()}`);
      await eventually(() => heading(tab), /Countries compared/);
      await compareParts(tab).country.fill("France");
      await tab.page.keyboard.press("Enter");
      await eventually(() => hash(tab), /countries=fr/);
    }),
  );

  test(
    "a file of data is in it, whole",
    inTab(async (tab) => {
      await tab.page.evaluateOnNewDocument(() => {
        const real = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          if (blob.type === "application/octet-stream") blob.text().then((text) => (window.got = JSON.parse(text)));
          return real(blob);
        };
      });
      await openFile(tab, "#/data/");
      await tab.locator('a[href$="dataset.json"]').first().click();
      await eventually(() => tab.evaluate(() => window.got?.events.length), dataset.events.length);
    }),
  );
});
