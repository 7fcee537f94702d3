// What a reader sees when something fails: a part of the site that does not come, comes late or comes from another build,
// a browser that refuses, a connection that goes, other programs in the page. Whatever it is: a clear word, nothing lost,
// the text stays, the links work.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, expect as baseExpect, test } from "@playwright/test";
import {
  chainOf,
  chainParts,
  compareOf,
  compareParts,
  complaints,
  countryOf,
  episode,
  expectComparable,
  isMarked,
  mark,
  open,
  parts,
  press,
  ready,
  samplePages,
  sites,
} from "./helpers.mjs";

// What goes on without a connection is tested for itself: here nothing stands between the page and the host.
test.use({ serviceWorkers: "block" });
// Half a megabyte goes through the test runner for a fault in the program's file.
const expect = baseExpect.configure({ timeout: 15_000 });

const step = (n) => `${sites.root}episodes/skripal-2018/${n}/`;
const chain = sites.root + chainOf("skripal-2018");
const compare = sites.root + compareOf();
const EVENT = "skripal-ru-expels-60-us";
/** The step that shows it. */
const HOME = episode("skripal-2018").steps.findIndex(({ events }) => events.includes(EVENT)) + 1;

const WASM = "**/*_bg.wasm";
const LOADER = "**/persona-non-grata-*.js";
const BOOT = "**/boot-*.js";
/** The program as it was built. */
const dist = process.env.DIST;
const program = readFileSync(join(dist, readdirSync(dist).find((name) => name.endsWith("_bg.wasm"))));
const wasm = (body) => ({ contentType: "application/wasm", body });
const PAGE = "<!DOCTYPE html><title>Home</title><h1>Home</h1>";

// What is still on its way when a test has ended is no fault.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

/** Exceptions that nobody has caught. */
function exceptions(page) {
  const list = [];
  page.on("pageerror", (error) => list.push(error.message));
  return list;
}

/** Answers what is asked for with something else. */
const answer = (pattern, response) => (page) => page.route(pattern, (route) => route.fulfill(response));
const abort = (pattern) => (page) => page.route(pattern, (route) => route.abort());

/** Answers with what the host says, changed. */
const change = (pattern, change) => (page) =>
  page.route(pattern, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, ...(await change(response)) });
  });

/** Changes the document at an address, and no other answer. */
const changePage = (page, url, edit) =>
  page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: edit(await response.text()) });
  });

/** Where controls do not come, no room is kept for them; until it is known, what is below must not move. */
const expectNoHole = (page) =>
  expect
    .poll(() => page.locator("[data-tools]").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), "rooms for controls")
    .toBe(0);

/**
 * Kinds of page, each with what holds without the program: everything can be read, what only the program could do is
 * not there, and links lead on.
 */
const kinds = {
  "a step": {
    url: step(3),
    async reads(page) {
      const { heading, ledger, next } = parts(page);
      await expect(heading).toContainText("Step 3 of 14");
      await expect(ledger.locator("svg:visible")).toHaveCount(1);
      await next.click();
      await expect(page).toHaveURL(step(4));
      await expect(heading).toContainText("Step 4 of 14");
      await ledger.getByText("The same numbers as a table").click();
      await expect(ledger.getByRole("table")).toBeVisible();
    },
  },
  "a chain": {
    url: chain,
    async reads(page) {
      const { card, pairs, picture, tools } = chainParts(page);
      await expect(picture).toBeVisible();
      await expect(tools).toBeHidden();
      await expect(card).toBeHidden();
      await expect(pairs.getByRole("table").first()).toBeVisible();
      const outline = page.getByRole("region", { name: "The same as an outline" });
      await outline.locator(`a[href$="/events/${EVENT}/"]`).click();
      await expect(page).toHaveURL(`${sites.root}events/${EVENT}/`);
      await page.goBack();
      await picture.locator("a").first().click();
      await expect(page).toHaveURL(/\/events\/[^/]+\/$/);
    },
  },
  "the chain of all crises": {
    url: sites.root + chainOf(""),
    async reads(page) {
      const { picture, tools } = chainParts(page);
      await expect(picture).toBeVisible();
      await expect(tools).toBeHidden();
      await picture.locator("a").first().click();
      await expect(page).toHaveURL(/\/(events\/[^/]+\/|chain\/\?event=[^/]+)$/);
    },
  },
  "a comparison": {
    url: compare,
    async reads(page) {
      const { actions, measures, table, tools } = compareParts(page);
      await expect(tools).toBeHidden();
      await expect(actions).toBeHidden();
      await expect(table.first()).toBeVisible();
      await page.locator("figure svg:visible").first().getByRole("link", { name: "France: " }).click();
      await expect(page).toHaveURL(sites.root + countryOf("fr"));
      await page.goBack();
      await measures.getByRole("link", { name: "Days to the reply" }).click();
      await expect(page).toHaveURL(sites.root + compareOf("lag"));
    },
  },
  "a list": {
    url: `${sites.root}sources/`,
    async reads(page) {
      await expect(page.locator("form.filter")).toBeHidden();
      await expect(page.locator("[data-list] [data-f]:visible")).not.toHaveCount(0);
      await page.getByRole("link", { name: "About", exact: true }).click();
      await expect(page).toHaveURL(`${sites.root}about/`);
    },
  },
};

test.describe("the program does not come", () => {
  const faults = {
    "its file cannot be reached": abort(WASM),
    "its loader cannot be reached": abort(LOADER),
    "its file is gone": answer(WASM, { status: 404, contentType: "text/html", body: PAGE }),
    "its loader is gone": answer(LOADER, { status: 404, contentType: "text/html", body: PAGE }),
    "its file is cut off": answer(WASM, wasm(program.subarray(0, program.length / 2))),
    "some bytes of its file are others": answer(
      WASM,
      wasm(Buffer.from(program.map((byte, i) => (i > 5000 && i % 1000 < 4 ? 255 - byte : byte)))),
    ),
    "its file is empty": answer(WASM, wasm("")),
    "the host answers with a page instead of its file": answer(WASM, { contentType: "text/html", body: PAGE }),
    "the host answers with a page instead of its loader": answer(LOADER, { contentType: "text/html", body: PAGE }),
    "its loader is not the one that was built": change(LOADER, async (response) => ({ body: (await response.text()) + ";" })),
    "its file is another program": answer(WASM, wasm(Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))),
    "the host's policy refuses it": change(/\/(episodes|chain|compare|sources)\/(.*\/)?$/, async (response) => ({
      headers: { ...response.headers(), "content-security-policy": "script-src 'self'" },
    })),
    "the browser has no WebAssembly": (page) =>
      page.addInitScript(() => {
        delete window.WebAssembly;
      }),
  };
  for (const [fault, strike] of Object.entries(faults)) {
    for (const [kind, { url, reads }] of Object.entries(kinds)) {
      test(`${fault}: ${kind} can be read, its links work, and one line says so`, async ({ page }) => {
        const uncaught = exceptions(page);
        await strike(page);
        await page.goto(url);
        await expect(parts(page).notice).toContainText("The interactive part did not load.");
        await expect(parts(page).notice).toBeVisible();
        await expectNoHole(page);
        await reads(page);
        expect(uncaught).toEqual([]);
      });
    }
  }

  test("the switch for colours and links inside the page work without it", async ({ page }) => {
    await abort(WASM)(page);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(step(3));
    await expect(parts(page).notice).toBeVisible();
    await mark(page);
    await parts(page).switch.click();
    await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
    // A fragment is no other page: nothing is loaded anew.
    await page.getByRole("link", { name: "Skip to content" }).press("Enter");
    await expect(page).toHaveURL(`${step(3)}#main`);
    await page.goBack();
    await expect(page).toHaveURL(step(3));
    expect(await isMarked(page)).toBe(true);
  });

  for (const type of ["text/plain", "application/octet-stream"]) {
    test(`a host that calls its file ${type} does not keep it from running`, async ({ page }) => {
      const uncaught = exceptions(page);
      await answer(WASM, { contentType: type, body: program })(page);
      await open(page, step(3));
      await press(parts(page).next);
      await expect(parts(page).heading).toContainText("Step 4 of 14");
      await expect(parts(page).notice).toBeHidden();
      expect(uncaught).toEqual([]);
    });
  }
});

test.describe("the script that loads the program does not come", () => {
  const faults = {
    "it cannot be reached": abort(BOOT),
    "it is gone": answer(BOOT, { status: 404, contentType: "text/html", body: PAGE }),
    "the host answers with a page": answer(BOOT, { contentType: "text/html", body: PAGE }),
    "it is not the one that was built": change(BOOT, async (response) => ({ body: (await response.text()) + ";" })),
    "it is cut off": answer(BOOT, { contentType: "text/javascript", body: "const boot = document.getElementById(" }),
  };
  for (const [fault, strike] of Object.entries(faults)) {
    for (const [kind, { url, reads }] of Object.entries(kinds)) {
      test(`${fault}: ${kind} can be read and its links work`, async ({ page }) => {
        await strike(page);
        await page.goto(url);
        await expect(parts(page).switch).toBeVisible();
        await expect(parts(page).notice).toContainText("did not load");
        await expectNoHole(page);
        await reads(page);
      });
    }
  }

  test("without any script of the site a page can be read and its links work", async ({ page }) => {
    await abort("**/*.js")(page);
    for (const { url, reads } of Object.values(kinds)) {
      await page.goto(url);
      await expectNoHole(page);
      await reads(page);
    }
  });

  test("without the style sheet a page can be read in its order, and the program runs", async ({ page }) => {
    const uncaught = exceptions(page);
    await abort("**/style-*.css")(page);
    await open(page, step(3));
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    expect(uncaught).toEqual([]);
  });
});

test("what would run is refused where a text becomes markup, and a worker of another site too", async ({ page }) => {
  await open(page, step(3));
  const refused = await page.evaluate(() => {
    const refuses = (act) => {
      try {
        act();
      } catch (error) {
        return error instanceof TypeError;
      }
      return false;
    };
    const markup = [
      "<img src=x onerror=alert(1)>",
      "<img/src=x/onerror=alert(1)>",
      '<img src="x"onerror=alert(1)>',
      "<svg><a xlink:href='javascript:alert(1)'>",
      "<button formaction=javascript:alert(1)>",
      "<iframe srcdoc=x></iframe>",
    ];
    const workers = ["https://site.example/offline-worker.js", "data:text/javascript,1", "boot.js"];
    return [
      ...markup.map((text) => [text, refuses(() => (document.createElement("div").innerHTML = text))]),
      ...workers.map((address) => [address, refuses(() => new Worker(address))]),
    ];
  });
  for (const [what, isRefused] of refused) expect(isRefused, what).toBe(true);
  const isTaken = await page.evaluate(() => {
    const part = document.createElement("div");
    part.innerHTML = '<a href="#x" title="on x = y" data-e="1">a = b, "on = off"</a>';
    return part.children.length;
  });
  expect(isTaken).toBe(1);
});

test.describe("the program comes late", () => {
  /** Holds the program back; gives what lets it come. */
  async function hold(page) {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(WASM, async (route) => {
      await released;
      await route.continue().catch(() => {});
    });
    return release;
  }

  for (const [kind, { url, reads }] of Object.entries(kinds)) {
    test(`until then ${kind} can be read and its links work`, async ({ page }) => {
      const heard = complaints(page);
      await hold(page);
      await page.goto(url);
      await reads(page);
      await expect(parts(page).notice).toBeHidden();
      expect(heard).toEqual([]);
    });
  }

  test("a click before it leads to the page, which it takes over", async ({ page }) => {
    const heard = complaints(page);
    const release = await hold(page);
    await page.goto(step(3));
    await parts(page).next.click();
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    release();
    await ready(page);
    await mark(page);
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText("Step 5 of 14");
    expect(await isMarked(page)).toBe(true);
    await page.goBack();
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    await page.goBack();
    await expect(parts(page).heading).toContainText("Step 3 of 14");
    expect(heard).toEqual([]);
  });

  test("open details, the focus, marked text, the colours and the place on the page are kept", async ({ page }) => {
    const heard = complaints(page);
    const release = await hold(page);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(step(6));
    const { ledger, switch: colours } = parts(page);
    await colours.click();
    await ledger.getByText("The same numbers as a table").click();
    await page.getByText(/^\d+ sources?/).first().click();
    const link = parts(page).record.getByRole("link").nth(3);
    await link.focus();
    await page.evaluate(() => scrollTo(0, 700));
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("h1")));
    const state = () =>
      page.evaluate(() => ({
        focus: document.activeElement?.outerHTML.slice(0, 80).replace(/href="[^"]*"/, ""),
        open: [...document.querySelectorAll("details")].map((details) => details.open),
        scheme: document.documentElement.dataset.scheme,
        selected: getSelection().toString(),
        y: scrollY,
      }));
    const before = await state();
    expect(before.open.filter(Boolean)).toHaveLength(2);
    expect(before.y).toBe(700);
    release();
    await ready(page);
    expect(await state()).toEqual(before);
    expect(heard).toEqual([]);
  });

  test("the focus and marked text in the table of a comparison are kept while it gets its buttons", async ({ page }) => {
    const heard = complaints(page);
    const release = await hold(page);
    await page.goto(sites.root + compareOf());
    const table = page.getByRole("table", { name: "People ordered out by each" });
    await table.getByRole("link", { name: "France" }).focus();
    await page.evaluate(() => {
      const row = document.activeElement.closest("tr");
      getSelection().setBaseAndExtent(row.cells[1], 0, row.cells[2], 1);
    });
    const state = () =>
      page.evaluate(() => [document.activeElement.closest("a")?.textContent, getSelection().toString()]);
    const before = await state();
    expect(before[0]).toBe("France");
    expect(before[1]).toMatch(/\d/);
    release();
    await expect(table.getByRole("button", { name: "People ordered out", exact: true })).toBeVisible();
    expect(await state()).toEqual(before);
    expect(heard).toEqual([]);
  });

  for (const [what, url] of [
    ["an event of a step", `${step(HOME)}?event=${EVENT}`],
    ["an event of a chain", `${chain}?event=${EVENT}`],
  ]) {
    test(`a reader who has begun to read is not led away to ${what}`, async ({ page }) => {
      const release = await hold(page);
      await page.goto(url);
      await page.evaluate(() => scrollTo(0, 300));
      release();
      await ready(page);
      // What brings a mark into view comes after the next paint.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
      expect(await page.evaluate(() => scrollY)).toBe(300);
      await expect(page.locator(".event[aria-current], [data-lit=chosen]").first()).toBeVisible();
    });
  }

  test("after a reload a reader who has scrolled on already stays there", async ({ page }) => {
    await open(page, step(6));
    await page.evaluate(() => scrollTo(0, 900));
    await expect.poll(() => page.evaluate(() => history.state?.scroll_y)).toBe(900);
    const release = await hold(page);
    await page.reload();
    await page.evaluate(() => scrollTo(0, 200));
    release();
    await ready(page);
    expect(await page.evaluate(() => scrollY)).toBe(200);
  });

  test("what can only be answered by it is not there to be used", async ({ page }) => {
    const release = await hold(page);
    for (const [url, form] of [
      [compare, compareParts(page).tools],
      [chain, chainParts(page).tools],
      [`${sites.root}sources/`, page.getByRole("form", { name: /sources/i })],
    ]) {
      await page.goto(url);
      await expect(form).toBeHidden();
      // Keys reach none of it either.
      for (let i = 0; i < 15; i += 1) {
        await page.keyboard.press("Tab");
        expect(await page.evaluate(() => Boolean(document.activeElement.closest("form")))).toBe(false);
      }
    }
    release();
  });

  test("Share leads to how it is done by hand", async ({ page }) => {
    await hold(page);
    await page.goto(step(3));
    await page.getByRole("link", { name: "Share or embed" }).click();
    await expect(page).toHaveURL(`${sites.root}sharing/`);
  });
});

test.describe("the browser keeps nothing", () => {
  const faults = {
    "storage is denied": () => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
    },
    "storage is full": () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
    "storage cannot be read": () => {
      Storage.prototype.getItem = () => {
        throw new DOMException("broken", "UnknownError");
      };
    },
    "there is no storage": () => Object.defineProperty(window, "localStorage", { value: null }),
  };
  for (const [fault, strike] of Object.entries(faults)) {
    test(`${fault}: the page works and the switch still switches`, async ({ page }) => {
      const heard = complaints(page);
      await page.addInitScript(strike);
      await page.emulateMedia({ colorScheme: "light" });
      await open(page, step(3));
      await parts(page).switch.click();
      await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
      await expect(parts(page).switch).toHaveAccessibleName("Light colours");
      await parts(page).next.click();
      await expect(parts(page).heading).toContainText("Step 4 of 14");
      await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
      await parts(page).switch.click();
      await expect(page.locator("html")).toHaveAttribute("data-scheme", "light");
      expect(heard).toEqual([]);
    });
  }

  test("what another program has stored under the same name is no colour", async ({ page }) => {
    const heard = complaints(page);
    await page.addInitScript(() => localStorage.setItem("scheme", '"><script>'));
    await page.emulateMedia({ colorScheme: "dark" });
    await open(page, step(3));
    await expect(page.locator("html")).not.toHaveAttribute("data-scheme");
    await expect(parts(page).switch).toHaveAccessibleName("Light colours");
    expect(heard).toEqual([]);
  });
});

test.describe("the browser refuses entries of the history", () => {
  test.beforeEach(({ page }) =>
    page.addInitScript(() => {
      history.pushState = history.replaceState = () => {
        throw new DOMException("refused", "SecurityError");
      };
    }),
  );

  test("stepping still works", async ({ page }) => {
    const heard = complaints(page);
    await open(page, step(3));
    await mark(page);
    const { heading, next, previous } = parts(page);
    await press(next);
    await expect(heading).toContainText("Step 4 of 14");
    await press(next);
    await expect(heading).toContainText("Step 5 of 14");
    expect(await isMarked(page)).toBe(true);
    await press(previous);
    await expect(heading).toContainText("Step 4 of 14");
    await press(previous);
    await expect(heading).toContainText("Step 3 of 14");
    expect(heard).toEqual([]);
  });

  test("choosing in a chain still works", async ({ page }) => {
    const heard = complaints(page);
    await open(page, chain);
    const { entry, card, close, kind, picture } = chainParts(page);
    await press(entry(EVENT));
    await expect(card).toContainText("Russia to the United States: ordered out 60 people");
    await kind.selectOption({ label: "Ceilings on posts" });
    await expect(picture.locator("a").first()).toBeVisible();
    await close.click();
    await expect(card).toBeHidden();
    expect(heard).toEqual([]);
  });

  test("and storage too: the comparison is chosen from all the same", async ({ page }) => {
    const heard = complaints(page);
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
    });
    await open(page, compare);
    await expectComparable(page);
    await expect(page).toHaveURL(compare);
    expect(heard).toEqual([]);
  });
});

test.describe("the clock is wrong", () => {
  for (const [what, now, day] of [
    ["in 1970", "1970-01-01T12:00:00Z", "1970-01-01"],
    ["before 1970", "1904-01-01T12:00:00Z", "1904-01-01"],
    ["in 2099", "2099-12-31T12:00:00Z", "2099-12-31"],
  ]) {
    test(`it stands ${what}: a citation says so, and nothing else changes`, async ({ page }) => {
      const heard = complaints(page);
      for (const url of [step(3), chain, compare]) {
        await page.clock.setFixedTime(new Date(now));
        await open(page, url);
        await expect(page.locator("[data-part=cutoff]")).toHaveText("25 June 2026");
        const before = await page.getByRole("main").innerText();
        expect(before).not.toMatch(/NaN|Invalid|undefined|−\d+ days/);
        await page.locator(".cite summary").click();
        await expect(page.locator("#cite-csl")).toContainText(Number(day.slice(0, 4)).toString());
        await expect(page.locator("#cite-bibtex")).toContainText(`urldate = {${day}}`);
      }
      expect(heard).toEqual([]);
    });
  }

  test("it jumps a century and back while the reader steps: the steps are the same", async ({ page }) => {
    const heard = complaints(page);
    await page.clock.setFixedTime(new Date("2026-07-01T12:00:00Z"));
    await open(page, step(3));
    for (const [n, now] of [
      [4, "2099-12-31T23:59:59Z"],
      [5, "1970-01-01T00:00:00Z"],
      [6, "2026-07-01T12:00:00Z"],
    ]) {
      await page.clock.setFixedTime(new Date(now));
      await press(parts(page).next);
      await expect(parts(page).heading).toContainText(`Step ${n} of 14`);
    }
    expect(heard).toEqual([]);
  });

  test("it gives no time at all: pages open, step and compare", async ({ page }) => {
    const heard = complaints(page);
    await page.addInitScript(() => {
      const Real = Date;
      window.Date = class extends Real {
        constructor() {
          super(Number.NaN);
        }
        static now() {
          return Number.NaN;
        }
      };
    });
    await open(page, step(3));
    await page.locator(".cite summary").click();
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    await open(page, compare);
    await expectComparable(page);
    expect(heard).toEqual([]);
  });
});

test.describe("the connection goes", () => {
  const gone = (page) => expect(parts(page).notice).toContainText("There is no connection");

  test("a step that was not fetched yet: the page stays, a line says so, and the link works once it is back", async ({
    page,
    context,
  }) => {
    const uncaught = exceptions(page);
    await open(page, step(3));
    const { heading, notice, progress } = parts(page);
    await mark(page);
    await context.setOffline(true);
    await press(progress.getByRole("link", { name: /^Step 9: / }));
    await gone(page);
    await expect(heading).toContainText("Step 3 of 14");
    await expect(page).toHaveURL(step(3));
    await context.setOffline(false);
    await press(progress.getByRole("link", { name: /^Step 9: / }));
    await expect(heading).toContainText("Step 9 of 14");
    await expect(notice).toBeHidden();
    expect(await isMarked(page)).toBe(true);
    expect(uncaught).toEqual([]);
  });

  test("the steps beside the one that is read have come before", async ({ page, context }) => {
    await open(page, step(3));
    // Those of step 4 come with it, that of step 3 among them.
    const come = [3, 5].map((n) => page.waitForResponse(step(n)).then((response) => response.finished()));
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    await Promise.all(come);
    await context.setOffline(true);
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText("Step 5 of 14");
    await press(parts(page).next);
    await gone(page);
    await expect(parts(page).heading).toContainText("Step 5 of 14");
    await parts(page).heading.press("ArrowRight");
    await gone(page);
    // Nor does Back to a step that was read need a connection.
    for (const n of [4, 3]) {
      await page.goBack();
      await expect(parts(page).heading).toContainText(`Step ${n} of 14`);
    }
    await page.goForward();
    await expect(parts(page).heading).toContainText("Step 4 of 14");
  });

  test("a chain is still chosen from and filtered, and says what it cannot have", async ({ page, context }) => {
    const uncaught = exceptions(page);
    await open(page, chain);
    await context.setOffline(true);
    const { card, entry, kind, picture } = chainParts(page);
    await press(entry(EVENT));
    await expect(card).toContainText("could not be fetched");
    await kind.selectOption({ label: "Ceilings on posts" });
    await expect(picture.locator("a").first()).toBeVisible();
    await press(card.getByRole("link", { name: "Page of its own" }));
    await gone(page);
    await expect(parts(page).heading).toHaveText("Who answered whom: Skripal 2018");
    await context.setOffline(false);
    await press(card.getByRole("link", { name: "Page of its own" }));
    await expect(page).toHaveURL(`${sites.root}events/${EVENT}/`);
    expect(uncaught).toEqual([]);
  });

  test("a comparison needs none, and its links say so", async ({ page, context }) => {
    const uncaught = exceptions(page);
    await open(page, compare);
    await context.setOffline(true);
    await expectComparable(page);
    await press(compareParts(page).table.getByRole("link", { name: "France" }).first());
    await gone(page);
    await expect(parts(page).heading).toBeVisible();
    await context.setOffline(false);
    await press(compareParts(page).table.getByRole("link", { name: "France" }).first());
    await expect(parts(page).heading).toHaveText("France");
    expect(uncaught).toEqual([]);
  });

  test("Share says so, and opens once it is back", async ({ page, context }) => {
    await open(page, step(3));
    await context.setOffline(true);
    const share = page.getByRole("link", { name: "Share or embed" });
    await press(share);
    await gone(page);
    await expect(page).toHaveURL(step(3));
    await context.setOffline(false);
    await press(share);
    await expect(page.getByRole("dialog")).toBeVisible();
  });
});

test("a page that cannot be had at all leaves the reader a way back", async ({ page }) => {
  await open(page, step(3));
  const { heading, progress } = parts(page);
  await page.route("**/episodes/skripal-2018/9/", (route) =>
    route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Busy</h1>" }),
  );
  await press(progress.getByRole("link", { name: /^Step 9: / }));
  await expect(page.getByRole("heading", { name: "Busy" })).toBeVisible();
  await page.goBack();
  await ready(page);
  await expect(heading).toContainText("Step 3 of 14");
});

test.describe("a page of another build", () => {
  /** Another build's names in place of this one's: that of the program, and of the edition. */
  const renamed = (html) =>
    html.replaceAll(/persona-non-grata-[0-9a-f]{16}/g, "persona-non-grata-0123456789abcdef").replace(/data-version="[0-9a-f]{16}"/, 'data-version="0123456789abcdef"');
  const CONTENT = '<main id="main" class="site-main" tabindex="-1">';

  test("an old page whose program is gone can be read, and leads to the new ones", async ({ page }) => {
    const uncaught = exceptions(page);
    await changePage(page, step(3), renamed);
    await page.goto(step(3));
    await expect(parts(page).notice).toContainText("did not load");
    await expect(parts(page).notice).toContainText("Loading the page again may help.");
    await kinds["a step"].reads(page);
    await ready(page);
    await expect(parts(page).notice).toBeHidden();
    expect(uncaught).toEqual([]);
  });

  // What another version of the page may look like to the program.
  const edits = {
    "its text is another": (html) => html.replaceAll("Russia", "The other side"),
    "it has something more before the text": (html) => html.replace(CONTENT, `${CONTENT}<p>A banner.</p>Text. `),
    "it has something more after the text": (html) => html.replace("</main>", "<p>A line.</p></main>"),
    "it has something more before the program's part": (html) => html.replace('<div id="app"', '<p>A banner.</p><div id="app"'),
    "it lacks the header": (html) => html.replace(/<header.*?<\/header>/s, ""),
    "it lacks the footer": (html) => html.replace(/<footer.*?<\/footer>/s, ""),
    "it lacks the dialog for sharing": (html) => html.replace(/<dialog.*?<\/dialog>/s, ""),
    "it lacks the line for notices": (html) => html.replace(/<p id="notice".*?<\/p>/s, ""),
    "it lacks the icon": (html) => html.replace(/<link rel="icon".*?>/, ""),
    "it has an address that this one does not know": (html) => html.replace(/data-path="[^"]*"/, 'data-path="/old/way/"'),
    "it has no address": (html) => html.replace(/data-path="[^"]*"/, ""),
    "its text stands in other elements": (html) =>
      html.replace('<div data-part="main" class="site-main__content">', '<div><div class="text">').replace("</main>", "</div></main>"),
    "its pictures are missing": (html) => html.replaceAll(/<svg.*?<\/svg>/gs, ""),
    "its lists are missing": (html) => html.replaceAll(/<(ol|ul)\b.*?<\/\1>/gs, ""),
    "its controls are missing": (html) => html.replaceAll(/<form.*?<\/form>/gs, ""),
  };
  for (const [what, edit] of Object.entries(edits)) {
    for (const [kind, url, place] of [
      ["a step", step(3), "Step 3 of 14"],
      ["a chain", chain, "Who answered whom"],
      ["a comparison", compare, "Countries compared"],
    ]) {
      test(`${what}: ${kind} can be read and its links work`, async ({ page }) => {
        const uncaught = exceptions(page);
        await changePage(page, url, edit);
        await page.goto(url);
        // Either the program takes the page, or it says that it does not.
        const settled = page.locator("html[data-ready], #notice:not([hidden])").first();
        if (!what.includes("line for notices")) await settled.waitFor({ state: "attached" });
        else await page.waitForLoadState("networkidle");
        await expect(parts(page).heading).toContainText(place);
        await expect(page.getByRole("main")).toBeVisible();
        const way = page.locator(":is(main, article) :is(a[href*='/events/'], a[href*='/countries/'], a[rel~=next]):not(svg a)");
        const link = way.locator("visible=true").first();
        const target = await link.evaluate((link) => new URL(link.getAttribute("href"), document.baseURI).href);
        await press(link);
        // A mark of a chain is chosen by the running program; anything else leads there.
        const came = () => page.evaluate((target) => location.href === target || Boolean(document.querySelector("[data-lit]")), target);
        await expect.poll(() => came().catch(() => false)).toBe(true);
        await expect(parts(page).heading).toBeVisible();
        expect(uncaught).toEqual([]);
      });
    }
  }

  test("a program never shows the text of a page that was written for another: the page is loaded whole", async ({ page }) => {
    await open(page, step(3));
    await mark(page);
    await changePage(page, step(9), (html) => renamed(html).replace(/<h1[^>]*>/, "$&New. "));
    await press(parts(page).progress.getByRole("link", { name: /^Step 9: / }));
    await expect(parts(page).heading).toContainText("New. Step 9 of 14");
    expect(await isMarked(page)).toBe(false);
  });
});

test.describe("two tabs", () => {
  test("colours chosen in one are those of the other, and each steps for itself", async ({ context }) => {
    const tabs = [await context.newPage(), await context.newPage()];
    const heard = tabs.map(complaints);
    for (const tab of tabs) {
      await tab.emulateMedia({ colorScheme: "light" });
      await open(tab, step(3));
    }
    const [one, other] = tabs;
    await parts(one).switch.click();
    for (const tab of tabs) {
      await expect(tab.locator("html")).toHaveAttribute("data-scheme", "dark");
      await expect(parts(tab).switch).toHaveAccessibleName("Light colours");
    }
    await press(parts(one).next);
    await expect(parts(one).heading).toContainText("Step 4 of 14");
    await expect(parts(other).heading).toContainText("Step 3 of 14");
    await press(parts(other).previous);
    await expect(parts(other).heading).toContainText("Step 2 of 14");
    await expect(parts(one).heading).toContainText("Step 4 of 14");
    await parts(other).switch.click();
    await expect(one.locator("html")).toHaveAttribute("data-scheme", "light");
    // Whatever another page of the host stores.
    await other.evaluate(() => localStorage.setItem("scheme", "blue"));
    await other.evaluate(() => localStorage.clear());
    await expect(one.locator("html")).toHaveAttribute("data-scheme", "light");
    expect(heard).toEqual([[], []]);
  });

  test("a tab whose address asks for colours keeps them", async ({ context }) => {
    const [one, other] = [await context.newPage(), await context.newPage()];
    for (const tab of [one, other]) await tab.emulateMedia({ colorScheme: "light" });
    await open(one, step(3));
    await open(other, `${step(3)}?scheme=light`);
    await parts(one).switch.click();
    await expect(one.locator("html")).toHaveAttribute("data-scheme", "dark");
    await other.waitForTimeout(200);
    await expect(other.locator("html")).toHaveAttribute("data-scheme", "light");
  });
});

test.describe("Back", () => {
  test("after a reload leads to the steps before it", async ({ page }) => {
    const heard = complaints(page);
    await open(page, step(3));
    const { heading, next } = parts(page);
    for (const n of [4, 5]) {
      await press(next);
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
    await page.reload();
    await ready(page);
    for (const n of [4, 3]) {
      await page.goBack();
      await expect(page).toHaveURL(step(n));
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
    await page.goForward();
    await expect(heading).toContainText("Step 4 of 14");
    expect(heard).toEqual([]);
  });

  test("after a reload leads to the choices before it", async ({ page }) => {
    const heard = complaints(page);
    await open(page, compare);
    const { chip, country, table } = compareParts(page);
    for (const name of ["France", "Germany"]) {
      await country.fill(name);
      await country.press("Enter");
      await expect(chip(name)).toBeVisible();
    }
    await expect(page).toHaveURL(/countries=/);
    await page.reload();
    await ready(page);
    await expect(table.getByRole("rowheader")).toHaveCount(2);
    await page.goBack();
    await expect(table.getByRole("rowheader")).toHaveCount(1);
    await expect(chip("Germany")).toHaveCount(0);
    await page.goForward();
    await expect(table.getByRole("rowheader")).toHaveCount(2);
    expect(heard).toEqual([]);
  });

  test("after a reload, before the program has come, leads to the pages before it", async ({ page }) => {
    await open(page, step(3));
    const { heading, next } = parts(page);
    for (const n of [4, 5]) {
      await press(next);
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
    await page.route(WASM, () => {});
    await page.reload();
    await expect(parts(page).switch).toBeVisible();
    await page.waitForTimeout(400);
    await page.goBack();
    await expect(page).toHaveURL(step(4));
    await expect(heading).toContainText("Step 4 of 14");
  });

  test("before any script of a page has come leads to the page before it", async ({ page }) => {
    await open(page, step(3));
    const { heading, next } = parts(page);
    for (const n of [4, 5]) {
      await press(next);
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
    let letIn;
    const isLetIn = new Promise((go) => (letIn = go));
    await page.route(BOOT, async (route) => {
      await isLetIn;
      await route.continue();
    });
    await page.reload({ waitUntil: "commit" });
    await expect(heading).toContainText("Step 5 of 14");
    await page.evaluate(() => history.back());
    await expect(page).toHaveURL(step(4));
    letIn();
    await expect(heading).toContainText("Step 4 of 14");
    await ready(page);
    await press(next);
    await expect(heading).toContainText("Step 5 of 14");
  });

  test("after a reload that brings no program leads to the pages before it", async ({ page }) => {
    await open(page, step(3));
    const { heading, next, notice } = parts(page);
    for (const n of [4, 5]) {
      await press(next);
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
    await abort(WASM)(page);
    await page.reload();
    await expect(notice).toContainText("did not load");
    for (const n of [4, 3]) {
      await page.goBack();
      await expect(page).toHaveURL(step(n));
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
  });

  test("to a page that the browser has kept whole shows it as it was left, and it goes on", async () => {
    // Playwright switches off what this is about.
    const browser = await chromium.launch({
      executablePath: process.env.CHROME,
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    });
    try {
      const page = await browser.newPage();
      const heard = complaints(page);
      await page.addInitScript(() => {
        addEventListener("pageshow", (event) => {
          window.wasKept = event.persisted;
        });
      });
      await expect(async () => {
        // A browser keeps no page that still waits for something, and none when it is short of time or memory.
        await page.goto(step(3), { waitUntil: "networkidle" });
        await ready(page);
        await press(parts(page).next);
        await expect(parts(page).heading).toContainText("Step 4 of 14");
        await page.waitForLoadState("networkidle");
        await page.evaluate(() => scrollTo(0, 400));
        await page.evaluate((url) => location.assign(url), `${sites.folder}about/`);
        await page.waitForURL(`${sites.folder}about/`);
        await ready(page);
        // No load comes that Playwright could wait for.
        await page.evaluate(() => history.back());
        await expect(parts(page).heading).toContainText("Step 4 of 14");
        await expect.poll(() => page.evaluate(() => window.wasKept).catch(() => undefined)).toBeDefined();
        expect(await page.evaluate(() => window.wasKept)).toBe(true);
      }).toPass({ timeout: 25_000 });
      expect(await page.evaluate(() => scrollY)).toBe(400);
      await press(parts(page).next);
      await expect(parts(page).heading).toContainText("Step 5 of 14");
      await page.evaluate(() => history.back());
      await expect(parts(page).heading).toContainText("Step 4 of 14");
      expect(heard).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

test.describe("the program stops", () => {
  /** Makes the program stop at its next question to the document, as at a fault of its own. */
  const stop = (page) =>
    page.evaluate(() => {
      const real = Element.prototype.hasAttribute;
      Element.prototype.hasAttribute = function () {
        Element.prototype.hasAttribute = real;
        throw new WebAssembly.RuntimeError("unreachable");
      };
    });

  test("a line says so, the links are the browser's, and Back leads to the pages before", async ({ page }) => {
    await open(page, step(3));
    const { heading, next, notice } = parts(page);
    for (const n of [4, 5]) {
      await press(next);
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
    await stop(page);
    await press(page.getByRole("link", { name: "Skip to content" }));
    await expect(notice).toContainText("The interactive part stopped.");
    await expect(page).toHaveURL(`${step(5)}#main`);
    await expect(heading).toContainText("Step 5 of 14");
    await mark(page);
    await page.goBack();
    await expect(page).toHaveURL(step(5));
    expect(await isMarked(page)).toBe(true);
    await page.goBack();
    await expect(page).toHaveURL(step(4));
    await expect(heading).toContainText("Step 4 of 14");
    await ready(page);
    await press(next);
    await expect(heading).toContainText("Step 5 of 14");
  });

  test("the click at which it stops is followed by the browser", async ({ page }) => {
    await open(page, step(3));
    await stop(page);
    await press(parts(page).next);
    await expect(page).toHaveURL(step(4));
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    await ready(page);
    await expect(parts(page).notice).toBeHidden();
  });

  for (const [kind, url, tools] of [
    ["chain", chain, (page) => chainParts(page).tools],
    ["comparison", compare, (page) => compareParts(page).tools],
  ]) {
    test(`the controls of a ${kind} go, and its links work`, async ({ page }) => {
      await open(page, url);
      await expect(tools(page)).toBeVisible();
      await stop(page);
      await press(page.getByRole("link", { name: "Skip to content" }));
      await expect(parts(page).notice).toContainText("stopped");
      await expect(tools(page)).toBeHidden();
      await parts(page).switch.click();
      await expect(page.locator("html")).toHaveAttribute("data-scheme", /light|dark/);
      await press(page.locator("main a[href*='/events/']:not(svg a)").first());
      await expect(page).toHaveURL(/\/events\/[^/]+\/$/);
      await ready(page);
    });
  }

  test("a fault of somebody else's script is not taken for one of its own", async ({ page }) => {
    await open(page, step(3));
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("not ours");
      });
      Promise.reject(new TypeError("not ours either"));
      Promise.reject(null);
      dispatchEvent(new ErrorEvent("error", { error: null }));
    });
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    await expect(parts(page).notice).toBeHidden();
  });
});

test.describe("an extension edits the page", () => {
  const edits = {
    "puts attributes and elements everywhere": () => {
      document.documentElement.setAttribute("data-ext", "1");
      for (const element of [document.body, document.querySelector("main"), document.getElementById("app")]) {
        element.setAttribute("data-ext", "1");
        element.style.setProperty("--ext", "1");
        for (const place of ["afterbegin", "beforeend"]) element.insertAdjacentHTML(place, "<ext-box>A box</ext-box>");
        element.prepend("Some text ");
      }
      for (const link of document.querySelectorAll("a")) link.insertAdjacentHTML("afterend", "<ext-note></ext-note>");
    },
    "translates: every text stands in two elements": () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest("script, svg")) continue;
        const outer = document.createElement("font");
        const inner = document.createElement("font");
        text.replaceWith(outer);
        outer.append(inner);
        inner.append(text.data);
      }
    },
    "takes out header, footer, dialog and notice": () => {
      for (const part of document.querySelectorAll("header.site-header, footer, dialog, #notice")) part.remove();
    },
    "takes out comments, empty elements and the icon": () => {
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_COMMENT);
      const found = [...document.querySelectorAll("link[rel=icon], meta, main :empty:not(path, circle, rect, line, input)")];
      while (walker.nextNode()) found.push(walker.currentNode);
      for (const node of found) node.remove();
    },
    "puts a copy in place of the body": () => {
      const copy = document.body.cloneNode(true);
      document.body.replaceWith(copy);
    },
    "puts a copy in place of the text": () => {
      const main = document.querySelector("main");
      main.replaceChildren(...[...main.childNodes].map((node) => node.cloneNode(true)));
    },
    "puts the text into boxes of its own": () => {
      const main = document.querySelector("main");
      const box = document.createElement("ext-reader");
      box.append(...main.childNodes);
      main.append(box);
    },
  };

  const uses = {
    "a step": {
      url: step(3),
      async use(page) {
        const { heading, next, previous } = parts(page);
        await expect(heading).toContainText("Step 3 of 14");
        await press(next);
        await expect(heading).toContainText("Step 4 of 14");
        await expect(page).toHaveURL(step(4));
        await press(next);
        await expect(heading).toContainText("Step 5 of 14");
        await press(previous);
        await expect(heading).toContainText("Step 4 of 14");
        await page.goBack();
        await expect(heading).toContainText("Step 5 of 14");
      },
    },
    "a chain": {
      url: chain,
      async use(page) {
        const { picture } = chainParts(page);
        await expect(picture).toBeVisible();
        // By its address: a translation may have changed every name. The program shows its card, or the link leads there.
        await press(page.locator(`[data-outline] a[href$="/events/${EVENT}/"]`).first());
        await expect(page.getByText(/^Russia to the United States: ordered out 60 people/).locator("visible=true").first()).toBeVisible();
      },
    },
    "a comparison": {
      url: compare,
      async use(page) {
        await expect(compareParts(page).table.first()).toBeVisible();
        await press(page.locator("main a[href$='/countries/fr/']:not(svg a)").locator("visible=true").first());
        await expect(page.getByRole("heading", { name: "France" }).first()).toBeVisible();
      },
    },
  };

  for (const [what, edit] of Object.entries(edits)) {
    for (const [kind, { url, use }] of Object.entries(uses)) {
      test(`before the program comes: it ${what}; ${kind} is whole and can be used`, async ({ page }) => {
        const uncaught = exceptions(page);
        // As the first script that runs once the document is there: the program comes after it.
        await page.addInitScript(`addEventListener("DOMContentLoaded", ${edit}, { once: true })`);
        await page.goto(url);
        await page.waitForLoadState("networkidle");
        await use(page);
        expect(uncaught).toEqual([]);
      });

      test(`while the program runs: it ${what}; ${kind} is whole and can be used`, async ({ page }) => {
        const uncaught = exceptions(page);
        await open(page, url);
        await page.evaluate(edit);
        await use(page);
        expect(uncaught).toEqual([]);
      });
    }
  }

  test("a translation of the switch for colours does not keep it from saying what it does", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await open(page, step(3));
    await page.evaluate(edits["translates: every text stands in two elements"]);
    await parts(page).switch.click();
    await expect(parts(page).switch).toHaveAccessibleName("Light colours");
    await parts(page).switch.click();
    await expect(parts(page).switch).toHaveAccessibleName("Dark colours");
  });

  test("each step that is shown is translated anew and stepped from", async ({ page }) => {
    const uncaught = exceptions(page);
    await open(page, step(3));
    for (const n of [4, 5, 6, 7]) {
      await page.evaluate(edits["translates: every text stands in two elements"]);
      await press(parts(page).next);
      await expect(parts(page).heading).toContainText(`Step ${n} of 14`);
    }
    expect(uncaught).toEqual([]);
  });
});

test.describe("a very long address", () => {
  const MEGABYTE = 1_000_000;
  const file404 = readFileSync(join(dist, "404.html"));

  /** Hosts refuse such addresses; here each gets what its path would get. */
  const serve = (page) =>
    page.route(
      (url) => url.href.length > 5000,
      async (route) => {
        const { origin, pathname } = new URL(route.request().url());
        if (pathname.length > 5000) return route.fulfill({ status: 404, contentType: "text/html", body: file404 });
        await route.fulfill({ response: await route.fetch({ url: origin + pathname }) });
      },
    );

  const long = {
    "one value": (name) => `${name}=${"x".repeat(MEGABYTE)}`,
    "one id": (name) => `${name}=${"skripal-".repeat(MEGABYTE / 8)}`,
    "many values": (name) => `${name}=${"fr,gb,".repeat(MEGABYTE / 6)}`,
    "many parameters": (name) => `${name}=us&`.repeat(MEGABYTE / (name.length + 4)).slice(0, -1),
    "percent signs": (name) => `${name}=${"%F0%9F%90%88%".repeat(MEGABYTE / 13)}`,
  };
  const pages = {
    "a step": [step(3), "event"],
    "a chain": [chain, "country"],
    "a comparison": [compare, "countries"],
    "a list": [`${sites.root}sources/`, "q"],
    "the events behind a comparison": [`${sites.root}compare/record/`, "countries"],
    "a step in a frame": [`${sites.root}embed/episodes/skripal-2018/6/`, "hide"],
  };
  for (const [kind, [url, name]] of Object.entries(pages)) {
    test(`1 MB in the query of ${kind}: it opens, says little, and its links work`, async ({ page }) => {
      test.setTimeout(90_000);
      const heard = complaints(page);
      await serve(page);
      // Each of its hundreds of links inside the page becomes as long for the browser: one such address is enough there.
      const isHeavy = /sources|record/.test(url);
      for (const [what, make] of Object.entries(long).slice(0, isHeavy ? 1 : undefined)) {
        await page.goto(`${url}?${make(name)}`);
        await ready(page);
        await expect(parts(page).heading, what).toBeVisible();
        expect((await page.locator("body").innerText()).length, what).toBeLessThan(400_000);
        expect((await parts(page).notice.innerText()).length, what).toBeLessThan(500);
      }
      const link = page.locator("main :is(a[href*='/events/'], a[href*='/4/'], a[href*='/7/']):not(svg a)").first();
      await link.evaluate((link) => link.click());
      await expect(parts(page).heading).toBeVisible();
      expect(heard).toEqual([]);
    });
  }

  for (const [kind, [url]] of Object.entries(pages)) {
    test(`1 MB in the fragment of ${kind} is nowhere to go, and nothing else`, async ({ page }) => {
      const heard = complaints(page);
      await page.goto(`${url}#${"x".repeat(MEGABYTE)}`);
      await ready(page);
      await expect(parts(page).heading).toBeVisible();
      await expect(parts(page).notice).toBeHidden();
      expect(heard).toEqual([]);
    });
  }

  for (const [what, path, query] of [
    ["the query", "no/such/page/", `?a=${"x".repeat(MEGABYTE)}`],
    ["the path", `${"x".repeat(MEGABYTE)}/`, ""],
    ["its depth", "a/".repeat(MEGABYTE / 2), ""],
    ["depth inside a crisis", `episodes/skripal-2018/${"1/".repeat(MEGABYTE / 2)}`, ""],
  ]) {
    test(`1 MB in ${what} of a wrong address: the page that helps is shown`, async ({ page }) => {
      const uncaught = exceptions(page);
      await serve(page);
      await page.goto(sites.root + path + query);
      await page.getByText("Looked for:").waitFor();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect((await page.locator("body").innerText()).length).toBeLessThan(20_000);
      expect(uncaught).toEqual([]);
    });
  }

  test("1 MB in a link that the program follows is no fault", async ({ page }) => {
    const heard = complaints(page);
    await serve(page);
    await open(page, step(3));
    for (const [i, url] of [`${step(4)}?event=${"x".repeat(MEGABYTE)}`, `${chain}?country=${"x".repeat(MEGABYTE)}`].entries()) {
      await page.evaluate((url) => {
        const link = document.createElement("a");
        link.href = url;
        document.querySelector("main").append(link);
        link.click();
      }, url);
      await expect(parts(page).heading).toContainText(["Step 4 of 14", "Who answered whom"][i]);
      expect((await parts(page).notice.innerText()).length).toBeLessThan(500);
    }
    expect(heard).toEqual([]);
  });

  test("Share with 1 MB in the address has no code for a camera, and is no fault", async ({ page }) => {
    const heard = complaints(page);
    await serve(page);
    await page.goto(`${step(3)}?a=${"x".repeat(MEGABYTE)}`);
    await ready(page);
    await press(page.getByRole("link", { name: "Share or embed" }));
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect(page.getByRole("img", { name: "QR code of the link" })).toHaveCount(0);
    expect(heard).toEqual([]);
  });
});

test.describe("hostile text in the data", () => {
  // As the prerenderer writes it: tests/hostile.rs holds that. Here the program takes it from the page and puts it back.
  const TEXT = "Russia<img src=x onerror=hit()></script><script>hit()</script>";
  const written = TEXT.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const spoil = (html) =>
    html.replace(/<title>.*<\/body>/s, (all) =>
      all.replaceAll(/(?<=>)[^<>]*Russia[^<>]*(?=<)|(?<= (?:aria-label|title|alt)=")[^"]*(?=")/g, (text) => text.replace("Russia", written)),
    );

  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      window.hits = 0;
      window.hit = () => (window.hits += 1);
    });
    await page.route(/\/(episodes|events|chain|compare|sources|sharing)\/(.*\/)?(\?.*)?$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: spoil(await response.text()) });
    });
  });
  test.afterEach(async ({ page }) => {
    expect(await page.evaluate(() => window.hits)).toBe(0);
    expect(await page.locator("img, body script:not([type])").count()).toBe(0);
  });

  test("is text on a step that the program shows, in its citation and in what Share gives", async ({ page }) => {
    const uncaught = exceptions(page);
    await open(page, step(2));
    await press(parts(page).next);
    await expect(parts(page).heading).toContainText(TEXT);
    expect(await page.title()).toContain(TEXT);
    await page.locator(".cite summary").click();
    await expect(page.locator("#cite-bibtex")).toContainText("onerror");
    await press(page.getByRole("link", { name: "Share or embed" }));
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await expect(dialog).toContainText("onerror");
    expect(await dialog.locator("img, script").count()).toBe(0);
    expect(uncaught).toEqual([]);
  });

  test("is text in the card of a chosen event and in that of a mark of several", async ({ page }) => {
    const uncaught = exceptions(page);
    await open(page, chain);
    const { card, entry, waves } = chainParts(page);
    await press(entry(EVENT));
    await expect(card).toContainText(TEXT);
    await expect(card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
    if (await waves.count()) await waves.check();
    await page.locator("svg.chain__svg:visible a[data-e*=' ']").first().dispatchEvent("click");
    await expect(card.getByRole("list")).toBeVisible();
    expect(uncaught).toEqual([]);
  });

  test("is text in a comparison and in a filtered list", async ({ page }) => {
    const uncaught = exceptions(page);
    await open(page, compare);
    await expectComparable(page);
    await open(page, `${sites.root}sources/?q=Russia`);
    await expect(page.getByText(TEXT).locator("visible=true").first()).toBeVisible();
    expect(uncaught).toEqual([]);
  });

  test("in the address is text in every notice", async ({ page }) => {
    const uncaught = exceptions(page);
    const hostile = encodeURIComponent("<img src=x onerror=hit()>");
    for (const [url, query] of [
      [step(3), `event=${hostile}`],
      [chain, `event=${hostile}&country=${hostile}&kind=${hostile}&sort=${hostile}`],
      [compare, `countries=${hostile}&view=${hostile}&from=${hostile}&kind=${hostile}&episode=${hostile}`],
      [`${sites.root}sources/`, `q=${hostile}`],
      [`${sites.root}embed/episodes/skripal-2018/6/`, `scheme=${hostile}&hide=${hostile}`],
    ]) {
      await open(page, `${url}?${query}#${hostile}`);
      await expect(parts(page).heading).toBeVisible();
    }
    expect(uncaught).toEqual([]);
  });
});

test("every kind of page is whole where its program fails", async ({ page }) => {
  test.setTimeout(120_000);
  await abort(WASM)(page);
  for (const [kind, route] of Object.entries(samplePages)) {
    if (kind === "a missing page") continue;
    await page.goto(sites.root + route);
    await expect(parts(page).notice, kind).toContainText("did not load");
    await expect(parts(page).heading, kind).toBeVisible();
    const visible = page.locator("form:visible, [data-save]:visible, [data-copy]:visible");
    await expect(visible, `controls on ${kind}`).toHaveCount(0);
  }
});
