// With the program: from step to step and from page to page without loading anew.
import { expect, test } from "@playwright/test";
import {
  chainOf,
  complaints,
  dataset,
  firstDifference,
  isMarked,
  mark,
  open,
  parts,
  press,
  releaseSites,
  routes,
  servedAndLive,
  sites,
  whole,
} from "./helpers.mjs";

const step = (n) => `${sites.root}episodes/skripal-2018/${n}/`;
const historyLength = (page) => page.evaluate(() => history.length);
const scrollY = (page) => page.evaluate(() => Math.round(scrollY));

test("the links step forward and back without a reload, one history entry a step", async ({ page }) => {
  await open(page, step(3));
  await mark(page);
  const { heading, next, previous } = parts(page);
  const entries = await historyLength(page);

  await next.click();
  await expect(page).toHaveURL(step(4));
  await expect(heading).toContainText("Step 4 of 14");
  await next.click();
  await expect(page).toHaveURL(step(5));
  await previous.click();
  await expect(page).toHaveURL(step(4));
  await expect(heading).toContainText("Step 4 of 14");

  expect(await isMarked(page)).toBe(true);
  expect(await historyLength(page)).toBe(entries + 3);
});

test("the dots of the stepper lead to their steps, and the current one says so", async ({ page }) => {
  await open(page, step(3));
  await mark(page);
  const { heading, progress } = parts(page);
  await progress.getByRole("link", { name: /^Step 9: / }).click();
  await expect(page).toHaveURL(step(9));
  await expect(heading).toContainText("Step 9 of 14");
  await expect(progress.locator("[aria-current=step]")).toHaveAccessibleName(/^Step 9: /);
  expect(await isMarked(page)).toBe(true);
});

test("after a step the heading has the focus and the title is that of the step", async ({ page }) => {
  await open(page, step(1));
  const { heading, next } = parts(page);
  const before = await page.title();
  await next.click();
  await expect(heading).toContainText("Step 2 of 14");
  await expect(heading).toBeFocused();
  expect(await page.title()).not.toBe(before);
  await expect(page).toHaveTitle(/^Britain orders out 23 Russians · Skripal 2018 \| Persona Non Grata$/);
});

test("Back and Forward restore the step and the scroll position", async ({ page }) => {
  await open(page, step(6));
  await mark(page);
  const { heading, next } = parts(page);
  await page.evaluate(() => scrollTo(0, 900));
  await press(next);
  await expect(heading).toContainText("Step 7 of 14");
  await page.evaluate(() => scrollTo(0, 600));
  // The entry keeps the position once the scrolling has ended: a frame later, which no reader outruns.
  await expect.poll(() => page.evaluate(() => history.state?.scroll_y)).toBe(600);

  await page.goBack();
  await expect(page).toHaveURL(step(6));
  await expect(heading).toContainText("Step 6 of 14");
  await expect.poll(() => scrollY(page)).toBe(900);

  await page.goForward();
  await expect(page).toHaveURL(step(7));
  await expect(heading).toContainText("Step 7 of 14");
  await expect.poll(() => scrollY(page), "the scroll position of the page that Back left").toBe(600);
  expect(await isMarked(page)).toBe(true);
});

test("a reload keeps the scroll position", async ({ page }) => {
  await open(page, step(6));
  await page.evaluate(() => scrollTo(0, 900));
  // A frame later the entry keeps it.
  await expect.poll(() => page.evaluate(() => history.state?.scroll_y)).toBe(900);
  await page.reload();
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await expect.poll(() => scrollY(page)).toBe(900);
});

test("Back from another site restores the scroll position", async ({ page }) => {
  await open(page, step(6));
  await page.evaluate(() => scrollTo(0, 900));
  await page.goto(`${sites.folder}about/`);
  await page.goBack();
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await expect.poll(() => scrollY(page)).toBe(900);
});

test("Back from a place further down a page leads to where its link was followed", async ({ page }) => {
  await open(page, `${sites.root}${chainOf("skripal-2018")}`);
  const link = page.getByRole("link", { name: "30 acts" }).first();
  await link.click();
  await expect(page).toHaveURL(/#/);
  await expect.poll(() => scrollY(page)).toBeGreaterThan(1000);
  await page.goBack();
  await expect.poll(() => scrollY(page)).toBe(0);
  await page.goForward();
  await expect.poll(() => scrollY(page)).toBeGreaterThan(1000);
});

test("a new step far down the page is shown from its top", async ({ page }) => {
  await open(page, step(6));
  const { heading, next } = parts(page);
  await page.evaluate(() => scrollTo(0, 900));
  await press(next);
  await expect(heading).toContainText("Step 7 of 14");
  await expect(heading).toBeInViewport();
});

test.describe("keys", () => {
  for (const [where, focus] of [
    ["the heading", (page) => parts(page).heading.focus()],
    ["a dot of the stepper", (page) => parts(page).progress.getByRole("link").nth(2).focus()],
    ["the pager", (page) => parts(page).next.focus()],
  ]) {
    test(`arrows, Home and End step when ${where} has the focus`, async ({ page }) => {
      await open(page, step(3));
      await mark(page);
      for (const [key, n] of [
        ["ArrowRight", 4],
        ["ArrowLeft", 3],
        ["End", 14],
        ["Home", 1],
        ["ArrowRight", 2],
      ]) {
        // A step moves the focus to the heading; only the first key finds it where the test is about.
        if (n === 4) await focus(page);
        await page.keyboard.press(key);
        await expect(page, key).toHaveURL(step(n));
        await expect(parts(page).heading).toContainText(`Step ${n} of 14`);
        await expect(parts(page).heading).toBeFocused();
      }
      expect(await isMarked(page)).toBe(true);
    });
  }

  /** Presses keys that must do nothing, then one that steps: so the test need not wait for nothing to happen. */
  async function expectOnlyTheLastKeySteps(page, keys, focus) {
    await focus?.();
    for (const key of keys) await page.keyboard.press(key);
    await expect(page).toHaveURL(step(3));
    await parts(page).heading.focus();
    await page.keyboard.press("ArrowRight");
    await expect(page).toHaveURL(step(4));
    await expect(parts(page).heading).toContainText("Step 4 of 14");
  }
  const keys = ["ArrowRight", "ArrowLeft", "End", "Home"];

  test("keys do nothing while nothing has the focus", async ({ page }) => {
    await open(page, step(3));
    await expectOnlyTheLastKeySteps(page, keys);
  });

  test("keys do nothing in the table", async ({ page }) => {
    await open(page, step(3));
    const { ledger } = parts(page);
    await ledger.getByText("The same numbers as a table").click();
    await expectOnlyTheLastKeySteps(page, keys, () => ledger.getByRole("region").focus());
  });

  test("keys do nothing on what opens details, and in the record", async ({ page }) => {
    await open(page, step(3));
    const { ledger, record } = parts(page);
    await expectOnlyTheLastKeySteps(page, keys, () => ledger.getByText("The same numbers as a table").focus());
    await open(page, step(3));
    await expectOnlyTheLastKeySteps(page, keys, () => record.getByRole("link").first().focus());
  });

  test("keys with a modifier are left to the browser", async ({ page }) => {
    await open(page, step(3));
    await page.evaluate(() => {
      // Alt with an arrow would leave the page; here only who handles the key matters.
      window.taken = [];
      addEventListener("keydown", (event) => {
        if (event.defaultPrevented) window.taken.push(event.key);
        event.preventDefault();
      });
    });
    const modified = ["Alt", "Control", "Meta", "Shift"].flatMap((modifier) => keys.map((key) => `${modifier}+${key}`));
    await parts(page).heading.focus();
    for (const key of modified) await page.keyboard.press(key);
    expect(await page.evaluate(() => window.taken)).toEqual([]);
    await expectOnlyTheLastKeySteps(page, []);
  });

  test("ArrowRight stays at the last step, ArrowLeft at the first", async ({ page }) => {
    await open(page, step(14));
    await mark(page);
    const { heading } = parts(page);
    await heading.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("End");
    await expect(page).toHaveURL(step(14));
    await page.keyboard.press("Home");
    await expect(heading).toContainText("Step 1 of 14");
    await page.keyboard.press("ArrowLeft");
    await expect(page).toHaveURL(step(1));
    await page.keyboard.press("ArrowRight");
    await expect(heading).toContainText("Step 2 of 14");
    expect(await isMarked(page)).toBe(true);
  });
});

// Hydration leaves text as it finds it; only a step drawn by the program shows whether both sides compute the same.
for (const { id, steps } of dataset.episodes) {
  test(`every step of ${id} reached by stepping is the page that was prerendered`, async ({ page }) => {
    const heard = complaints(page);
    const { heading, ledger, next, previous } = parts(page);
    const numbers = (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent));

    const check = async (n) => {
      const url = `${sites.root}episodes/${id}/${n}/`;
      await expect(page).toHaveURL(url);
      await expect(heading).toContainText(`Step ${n} of ${steps.length}`);
      await whole(page);
      const prerendered = await page.evaluate(async (url) => {
        const text = await (await fetch(url)).text();
        const { rows } = new DOMParser().parseFromString(text, "text/html").querySelector(".ledger table");
        return [...rows].map((row) => [...row.cells].map((cell) => cell.textContent));
      }, url);
      expect.soft(await ledger.locator("tr").evaluateAll(numbers), `numbers of step ${n}`).toEqual(prerendered);
      const { served, live } = await servedAndLive(page);
      expect.soft(firstDifference(served, live), `step ${n} as served and as stepped to`).toBe("");
    };

    await open(page, `${sites.root}episodes/${id}/`);
    await mark(page);
    await press(page.getByRole("link", { name: "Step through it" }));
    await check(1);
    for (let n = 2; n <= steps.length; n += 1) {
      await press(next);
      await check(n);
    }
    for (let n = steps.length - 1; n >= 1; n -= 1) {
      await press(previous);
      await check(n);
    }
    expect(await isMarked(page)).toBe(true);
    expect(heard).toEqual([]);
  });
}

test("the address of a step shows the same step in a new page", async ({ page, context }) => {
  await open(page, step(3));
  await parts(page).next.click();
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  const other = await context.newPage();
  await open(other, page.url());
  expect(await parts(other).heading.textContent()).toBe(await parts(page).heading.textContent());
  expect(await parts(other).ledger.textContent()).toBe(await parts(page).ledger.textContent());
  expect(await parts(other).record.textContent()).toBe(await parts(page).record.textContent());
  expect(await other.title()).toBe(await page.title());
});

test.describe("a chosen event", () => {
  const chosen = "skripal-ru-closes-uk-consulate";

  test("is marked and in view when the address names it", async ({ page }) => {
    await open(page, `${step(3)}?event=${chosen}`);
    const card = page.locator(`#${chosen}`);
    await expect(card).toHaveAttribute("aria-current", "true");
    await expect(card).toBeInViewport();
    await expect(page.locator(".event[aria-current]")).toHaveCount(1);
    await expect(parts(page).notice).toBeHidden();
  });

  test("is marked when a link of the event's page leads to the step, and the mark goes with the next step", async ({
    page,
  }) => {
    await open(page, `${sites.root}events/${chosen}/`);
    await mark(page);
    await page.getByRole("link", { name: /^Skripal 2018, step 3: / }).click();
    await expect(page).toHaveURL(`${step(3)}?event=${chosen}`);
    await expect(page.locator(`#${chosen}`)).toHaveAttribute("aria-current", "true");
    await press(parts(page).next);
    await expect(page).toHaveURL(step(4));
    await expect(parts(page).heading).toContainText("Step 4 of 14");
    await expect(page.locator(".event[aria-current]")).toHaveCount(0);
    await page.goBack();
    await expect(page.locator(`#${chosen}`)).toHaveAttribute("aria-current", "true");
    expect(await isMarked(page)).toBe(true);
  });

  test("that the step does not show is named to the reader, and forgotten with the next step", async ({ page }) => {
    await open(page, `${step(3)}?event=no-such-event`);
    const { heading, next, notice } = parts(page);
    await expect(notice).toBeVisible();
    await expect(notice).toContainText("no-such-event");
    await expect(page.locator(".event[aria-current]")).toHaveCount(0);
    await press(next);
    await expect(heading).toContainText("Step 4 of 14");
    await expect(notice).toBeHidden();
  });

  test("that can be no id is reported to the reader too", async ({ page }) => {
    await open(page, `${step(3)}?event=Skripal%20affair`);
    await expect(parts(page).notice).toBeVisible();
  });

  test("is found beside parameters that nobody knows", async ({ page }) => {
    await open(page, `${step(3)}?colour=red&event=${chosen}`);
    await expect(page.locator(`#${chosen}`)).toHaveAttribute("aria-current", "true");
    await expect(parts(page).notice).toBeHidden();
  });
});

test("a click with Control opens a new tab and leaves this page alone", async ({ page, context }) => {
  await open(page, step(3));
  const opened = context.waitForEvent("page");
  await parts(page).next.click({ modifiers: ["Control"] });
  const tab = await opened;
  await expect(tab).toHaveURL(step(4));
  await expect(page).toHaveURL(step(3));
  await expect(parts(page).heading).toContainText("Step 3 of 14");
});

test("links to an event, an episode, About and home lead there without a reload, and Back returns", async ({
  page,
}) => {
  const heard = complaints(page);
  await open(page, step(3));
  await mark(page);
  const { heading, record } = parts(page);
  const title = await record.getByRole("heading", { level: 3 }).first().textContent();
  const follow = async (link, url, words) => {
    await press(link);
    await expect(page).toHaveURL(url);
    await expect(heading).toContainText(words);
    await expect(heading).toBeFocused();
    const { served, live } = await servedAndLive(page);
    expect.soft(firstDifference(served, live), `${url} as served and as navigated to`).toBe("");
  };
  await follow(record.getByRole("link", { name: title, exact: true }), /\/events\/skripal-[a-z0-9-]+\/$/, title.replace(/^\w+ /, ""));
  await page.goBack();
  await expect(heading).toContainText("Step 3 of 14");
  await follow(
    page.getByRole("main").getByRole("link", { name: "Skripal 2018", exact: true }),
    `${sites.root}episodes/skripal-2018/`,
    "Skripal 2018",
  );
  await follow(
    page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "About" }),
    `${sites.root}about/`,
    "how the numbers were made",
  );
  await follow(
    page.getByRole("banner").getByRole("link", { name: "Persona Non Grata" }),
    sites.root,
    "They sent each other’s diplomats home",
  );
  await follow(
    page.getByRole("main").getByRole("link", { name: "Ukraine 2022", exact: true }),
    `${sites.root}episodes/ukraine-2022/`,
    "Ukraine 2022",
  );
  await page.goBack();
  await expect(heading).toContainText("They sent each other’s diplomats home");
  await page.goBack();
  await expect(heading).toContainText("how the numbers were made");
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(step(3));
  await expect(heading).toContainText("Step 3 of 14");
  expect(await isMarked(page)).toBe(true);
  expect(heard).toEqual([]);
});

test("a bar of the home picture leads to its episode", async ({ page }) => {
  await open(page, sites.root);
  await mark(page);
  const bar = page.locator("svg.waves__svg--wide a").last();
  const href = await bar.getAttribute("href");
  await bar.dispatchEvent("click", { bubbles: true, cancelable: true, button: 0 });
  await expect(page).toHaveURL(new URL(href, sites.root).href);
  await expect(page.getByRole("link", { name: "Step through it" })).toBeVisible();
  expect(await isMarked(page)).toBe(true);
});

test.describe("links inside a page", () => {
  const list = (page) => page.getByRole("heading", { name: "The crises", exact: true });
  const toList = (page) => page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Episodes" });

  for (const [from, url] of [
    ["a step", step(3)],
    ["About", `${sites.root}about/`],
    ["home", sites.root],
  ]) {
    test(`Episodes leads from ${from} to the list and stays there`, async ({ page }) => {
      await open(page, url);
      await mark(page);
      await toList(page).click();
      await expect(page).toHaveURL(`${sites.root}#episodes`);
      await expect(list(page)).toBeInViewport();
      await expect(list(page)).toBeFocused();
      // The program answers the address's change late, if it does; what follows takes longer than that.
      await page.waitForTimeout(500);
      await expect(list(page)).toBeInViewport();
      await expect(list(page)).toBeFocused();
      expect(await isMarked(page)).toBe(true);
    });
  }

  test("Back from the list returns to the step it was left from", async ({ page }) => {
    await open(page, step(3));
    await toList(page).click();
    await expect(list(page)).toBeInViewport();
    await page.goBack();
    await expect(page).toHaveURL(step(3));
    await expect(parts(page).heading).toContainText("Step 3 of 14");
  });

  test("the skip link leads to the content and stays there", async ({ page }) => {
    await open(page, step(3));
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    await expect(skip).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${step(3)}#main`);
    await page.waitForTimeout(500);
    await expect(page.getByRole("main")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("main").getByRole("link").first()).toBeFocused();
  });
});

test("where the next page's text cannot be had, the browser loads the page itself", async ({ page }) => {
  await open(page, step(1));
  await mark(page);
  await page.route("**/episodes/skripal-2018/9/", (route) =>
    route.request().resourceType() === "fetch" ? route.abort() : route.continue(),
  );
  await press(parts(page).progress.getByRole("link", { name: /^Step 9: / }));
  await expect(page).toHaveURL(step(9));
  await expect(parts(page).heading).toContainText("Step 9 of 14");
  expect(await isMarked(page)).toBe(false);
});

test("where the host answers with a page of its own, the browser loads the page itself", async ({ page }) => {
  await open(page, step(1));
  await page.route("**/episodes/skripal-2018/9/", (route) =>
    route.request().resourceType() === "fetch"
      ? route.fulfill({ contentType: "text/html", body: "<h1>Busy</h1>" })
      : route.continue(),
  );
  await press(parts(page).progress.getByRole("link", { name: /^Step 9: / }));
  await expect(parts(page).heading).toContainText("Step 9 of 14");
});

test("steps pressed faster than pages arrive end at the last one pressed", async ({ page }) => {
  await open(page, step(1));
  await page.route("**/episodes/skripal-2018/5/", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  const { heading, progress } = parts(page);
  await press(progress.getByRole("link", { name: /^Step 5: / }));
  await press(progress.getByRole("link", { name: /^Step 8: / }));
  await expect(heading).toContainText("Step 8 of 14");
  await page.waitForTimeout(800);
  await expect(heading).toContainText("Step 8 of 14");
  await expect(page).toHaveURL(step(8));
});

test("every press of an arrow key counts, though the page asked for before has not come yet", async ({ page }) => {
  await open(page, step(1));
  await page.route("**/episodes/skripal-2018/*/", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  const { heading, progress, record } = parts(page);
  await progress.getByRole("link", { name: /^Step 1: / }).focus();
  for (let i = 0; i < 7; i += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(heading).toContainText("Step 7 of 14");
  await expect(page).toHaveURL(step(7));
  await expect(record.first()).toBeVisible();
  // And back to where the reader is: nothing else comes.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.waitForTimeout(800);
  await expect(heading).toContainText("Step 7 of 14");
  await expect(page).toHaveURL(step(7));
});

test("a key held down shows step after step, as they come", async ({ page }) => {
  await open(page, step(1));
  await page.route("**/episodes/skripal-2018/*/", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await route.continue();
  });
  const { heading, progress } = parts(page);
  await progress.getByRole("link", { name: /^Step 1: / }).focus();
  await page.evaluate(() => {
    window.shown = [];
    const note = () => window.shown.push(Number(/Step (\d+) of/.exec(document.querySelector("h1").textContent)[1]));
    new MutationObserver(note).observe(document.querySelector("[data-part=main]"), { childList: true });
  });
  // What a keyboard sends for a key that is not let go: the second and every further one is a repetition.
  for (let i = 0; i < 40; i += 1) await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  await expect(heading).not.toContainText("Step 1 of 14");
  await page.waitForTimeout(600);
  const shown = await page.evaluate(() => window.shown);
  expect(shown).toEqual(shown.map((_, i) => i + 2));
});

test("arrow keys pressed before the program has come step once it is there", async ({ page }) => {
  let letIn;
  const isLetIn = new Promise((go) => (letIn = go));
  await page.route("**/*.wasm", async (route) => {
    await isLetIn;
    await route.continue();
  });
  await page.goto(step(1));
  await page.locator("link[rel=modulepreload]").waitFor({ state: "attached" });
  const { heading, progress } = parts(page);
  await progress.getByRole("link", { name: /^Step 1: / }).focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowRight");
  letIn();
  await expect(heading).toContainText("Step 4 of 14");
  await expect(page).toHaveURL(step(4));
});

for (const [where, site] of releaseSites) {
  test(`links are right at every depth after navigation, ${where}`, async ({ page }) => {
    const known = new Set([...routes.map((route) => site + route), `${site}data/dataset.json`]);
    const strays = () =>
      page
        .locator("a[href], svg a")
        .evaluateAll((links) =>
          links
            .map((link) => new URL(link.getAttribute("href"), document.baseURI))
            .filter((url) => url.origin === location.origin)
            .map((url) => url.origin + url.pathname),
        )
        .then((urls) => urls.filter((url) => !known.has(url)));
    const { heading, next, record } = parts(page);
    await open(page, `${site}episodes/skripal-2018/`);
    await mark(page);
    const arrive = async (link, path, words) => {
      await press(link);
      await expect(page).toHaveURL(site + path);
      await expect(heading).toContainText(words);
      expect.soft(await strays(), `links of /${path} that lead to no page`).toEqual([]);
    };
    expect.soft(await strays(), "before any navigation").toEqual([]);
    await arrive(page.getByRole("link", { name: "Step through it" }), "episodes/skripal-2018/1/", "Step 1 of 14");
    await arrive(next, "episodes/skripal-2018/2/", "Step 2 of 14");
    await arrive(
      record.getByRole("link", { name: "United Kingdom ordered out 23 people", exact: true }),
      "events/skripal-uk-expels-23/",
      "ordered out 23 people",
    );
    await arrive(page.getByRole("link", { name: "Method and corrections" }), "about/", "how the numbers were made");
    await arrive(
      page.getByRole("banner").getByRole("link", { name: "Persona Non Grata" }),
      "",
      "They sent each other’s",
    );
    await arrive(
      page.getByRole("main").getByRole("link", { name: "Kosovo 2021", exact: true }),
      "episodes/kosovo-2021/",
      "Kosovo 2021",
    );
    expect(await isMarked(page)).toBe(true);
  });
}

test.describe("with nothing between page and browser", () => {
  test.use({ serviceWorkers: "block" });

  test("what holds up the first paint of a page is asked for once, not on every page", async ({ page }) => {
    const holdingUp = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking")
          .map(({ name, transferSize }) => ({ kind: name.split(".").pop(), isAskedFor: transferSize > 0 })),
      );
    const both = ["css", "js"];
    await page.goto(step(1));
    const first = await holdingUp();
    expect(first.map(({ kind }) => kind).sort()).toEqual(both);
    expect(first.filter(({ isAskedFor }) => !isAskedFor)).toEqual([]);
    // As by its link before the program runs: a page of its own.
    await page.goto(step(2));
    const second = await holdingUp();
    expect(second.map(({ kind }) => kind).sort()).toEqual(both);
    expect(second.filter(({ isAskedFor }) => isAskedFor)).toEqual([]);
  });
});
