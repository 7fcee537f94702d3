// What the page does where a part of the browser is missing, refused or framed.
import { expect, test } from "@playwright/test";
import {
  chainOf,
  chainParts,
  compareOf,
  compareParts,
  complaints,
  countryOf,
  isMarked,
  mark,
  open,
  parts,
  press,
  ready,
  sites,
} from "./helpers.mjs";

const step = (n) => `${sites.root}episodes/skripal-2018/${n}/`;
const chain = sites.root + chainOf("skripal-2018");
const EVENT = "skripal-ru-expels-60-us";
const compare = sites.root + compareOf();

for (const [what, pattern] of [
  ["program", "**/*.wasm"],
  ["program's loader", "**/persona-non-grata-*.js"],
]) {
  test(`without the ${what} the page can be read, the links work, and one line says so`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await page.goto(step(3));
    const { heading, ledger, next, notice } = parts(page);
    await expect(notice).toBeVisible();
    await expect(notice).toContainText("did not load");
    await expect(ledger.locator("svg.ledger__svg--wide")).toBeVisible();
    await next.click();
    await expect(page).toHaveURL(step(4));
    await expect(heading).toContainText("Step 4 of 14");
    await ledger.getByText("The same numbers as a table").click();
    await expect(ledger.getByRole("table")).toBeVisible();
  });

  for (const id of ["skripal-2018", ""]) {
    test(`without the ${what} the chain of ${id || "all crises"} can be read and its links work`, async ({ page }) => {
      await page.route(pattern, (route) => route.abort());
      await page.goto(sites.root + chainOf(id));
      await expect(parts(page).notice).toContainText("did not load");
      const { picture, tools, card, pairs } = chainParts(page);
      await expect(picture).toBeVisible();
      await expect(tools).toBeHidden();
      await expect(card).toBeHidden();
      await expect(pairs.getByRole("table").first()).toBeVisible();
      const outline = page.getByRole("region", { name: "The same as an outline" });
      await outline.locator(`a[href$="/events/${EVENT}/"]`).click();
      await expect(page).toHaveURL(`${sites.root}events/${EVENT}/`);
      await page.goBack();
      await picture.locator("a").first().click();
      await expect(page).toHaveURL(/\/(events\/[^/]+\/|chain\/\?event=[^/]+)$/);
    });
  }
}

test("without localStorage the page works and the switch still switches", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, step(3));
  await parts(page).switch.click();
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark");
  await parts(page).next.click();
  await expect(parts(page).heading).toContainText("Step 4 of 14");
  expect(heard).toEqual([]);
});

test("without pushState stepping still works", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    history.pushState = history.replaceState = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
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

test("without pushState choosing in a chain still works", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    history.pushState = history.replaceState = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await open(page, chain);
  const { entry, card, close, kind, picture } = chainParts(page);
  await press(entry(EVENT));
  await expect(card).toContainText("Russia ordered out 60 people");
  await kind.selectOption({ label: "Ceilings on posts" });
  await expect(picture.locator("a").first()).toBeVisible();
  await close.click();
  await expect(card).toBeHidden();
  expect(heard).toEqual([]);
});

/** Chooses, looks at details and takes a chip out again. */
async function expectComparable(page) {
  const { chip, country, details, mark: markOf, pair, table, view } = compareParts(page);
  for (const name of ["France", "Germany"]) {
    await country.fill(name);
    await country.press("Enter");
    await expect(chip(name)).toBeVisible();
  }
  await expect(table.getByRole("rowheader")).toHaveCount(2);
  await expect(pair).toBeVisible();
  await view("Map").check();
  await markOf("France").click();
  await expect(details.getByRole("heading", { level: 3 })).toHaveText("France");
  await chip("Germany").click();
  await expect(table.getByRole("rowheader")).toHaveCount(1);
}

for (const [what, pattern] of [
  ["program", "**/*.wasm"],
  ["program's loader", "**/persona-non-grata-*.js"],
]) {
  test(`without the ${what} the comparison can be read and its links work`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await page.goto(compare);
    await expect(parts(page).notice).toContainText("did not load");
    const { tools, actions, measures, table } = compareParts(page);
    await expect(tools).toBeHidden();
    await expect(actions).toBeHidden();
    await expect(table.first()).toBeVisible();
    await page.locator("figure svg:visible").first().getByRole("link", { name: "France: " }).click();
    await expect(page).toHaveURL(sites.root + countryOf("fr"));
    await page.goBack();
    await measures.getByRole("link", { name: "Days to the reply" }).click();
    await expect(page).toHaveURL(sites.root + compareOf("lag"));
  });
}

test("without pushState and localStorage the comparison is chosen from all the same", async ({ page }) => {
  const heard = complaints(page);
  await page.addInitScript(() => {
    history.pushState = history.replaceState = () => {
      throw new DOMException("refused", "SecurityError");
    };
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

test.describe("in a frame", () => {
  /** Opens a page of this site's origin that holds nothing but a frame; gives the frame. */
  async function openHost(page, frame) {
    const host = `${sites.root}host.html`;
    await page.route(host, (route) =>
      route.fulfill({ contentType: "text/html", body: `<!DOCTYPE html><title>Host</title>${frame}` }),
    );
    await page.goto(host);
    return page.frameLocator("iframe");
  }
  const frameTo = (url, sandbox = "") => `<iframe ${sandbox} width="900" height="700" src="${url}"></iframe>`;

  async function expectSteppable(frame) {
    const { heading, ledger, next, previous } = parts(frame);
    await expect(heading).toContainText("Step 3 of 14");
    await expect(ledger.locator("svg").first()).toHaveCSS("display", /block|none/);
    await expect(ledger.locator("svg:visible")).toHaveCount(1);
    for (const [link, n] of [
      [next, 4],
      [next, 5],
      [previous, 4],
      [previous, 3],
      [next, 4],
    ]) {
      await link.click();
      await expect(heading).toContainText(`Step ${n} of 14`);
    }
  }

  test("sandboxed without allow-same-origin the page is whole and steppable by links", async ({ page }) => {
    const frame = await openHost(page, frameTo(step(3), 'sandbox="allow-scripts"'));
    await expectSteppable(frame);
  });

  test("sandboxed without scripts the page is whole and steppable by links", async ({ page }) => {
    const frame = await openHost(page, frameTo(step(3), "sandbox"));
    await expectSteppable(frame);
  });

  test("sandboxed on a host that lets every origin read, the program runs and steps", async ({ page }) => {
    const heard = complaints(page);
    await page.route(`${sites.root}**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
    });
    const frame = await openHost(page, frameTo(step(3), 'sandbox="allow-scripts"'));
    await frame.locator("html[data-ready]").waitFor({ state: "attached" });
    await expectSteppable(frame);
    expect(heard).toEqual([]);
  });

  for (const [what, sandbox] of [
    ["without allow-same-origin", 'sandbox="allow-scripts"'],
    ["without scripts", "sandbox"],
  ]) {
    test(`sandboxed ${what} a chain is whole and its links lead to the events`, async ({ page }) => {
      const frame = await openHost(page, frameTo(chain, sandbox));
      const { picture, mark: markOf } = chainParts(frame);
      await expect(picture).toBeVisible();
      const outline = frame.getByRole("region", { name: "The same as an outline" });
      await expect(outline.locator(`a[href$="/events/${EVENT}/"]`)).toBeVisible();
      await expect(chainParts(frame).tools).toBeHidden();
      await markOf(EVENT).click();
      await expect(parts(frame).heading).toContainText("Russia ordered out 60 people");
      await frame.getByRole("link", { name: "In the chain" }).click();
      await expect(parts(frame).heading).toHaveText("Who answered whom: Skripal 2018");
    });
  }

  test("sandboxed on a host that lets every origin read, a chain is chosen from and filtered", async ({ page }) => {
    const heard = complaints(page);
    await page.route(`${sites.root}**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
    });
    const frame = await openHost(page, frameTo(chain, 'sandbox="allow-scripts"'));
    await frame.locator("html[data-ready]").waitFor({ state: "attached" });
    const { card, entry, kind, picture, mark: markOf } = chainParts(frame);
    await markOf(EVENT).click();
    await expect(card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
    await expect(entry(EVENT)).toHaveAttribute("aria-selected", "true");
    await kind.selectOption({ label: "Ceilings on posts" });
    await expect(picture.locator("a")).not.toHaveCount(0);
    expect(heard).toEqual([]);
  });

  test("choosing makes no entries in the history of the page around", async ({ page }) => {
    const frame = await openHost(page, frameTo(chain));
    await frame.locator("html[data-ready]").waitFor({ state: "attached" });
    const entries = await page.evaluate(() => history.length);
    await press(chainParts(frame).entry(EVENT));
    await expect(chainParts(frame).card).toBeVisible();
    await chainParts(frame).sort.selectOption({ label: "name" });
    // The address follows the paint.
    await expect.poll(() => page.frames()[1].url()).toBe(`${chain}?sort=name&event=${EVENT}`);
    expect(await page.evaluate(() => history.length)).toBe(entries);
  });

  for (const [what, sandbox] of [
    ["without allow-same-origin", 'sandbox="allow-scripts"'],
    ["without scripts", "sandbox"],
  ]) {
    test(`sandboxed ${what} the comparison is whole and its links lead to the countries`, async ({ page }) => {
      const frame = await openHost(page, frameTo(compare, sandbox));
      await expect(compareParts(frame).table.first()).toBeVisible();
      await expect(compareParts(frame).tools).toBeHidden();
      await frame.locator("figure svg:visible").first().getByRole("link", { name: "France: " }).click();
      await expect(parts(frame).heading).toHaveText("France");
    });
  }

  test("sandboxed on a host that lets every origin read, the comparison is chosen from, and its link is told", async ({
    page,
  }) => {
    const heard = complaints(page);
    await page.route(`${sites.root}**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
    });
    const frame = await openHost(page, frameTo(compare, 'sandbox="allow-scripts"'));
    await frame.locator("html[data-ready]").waitFor({ state: "attached" });
    await expectComparable(frame);
    expect(heard).toEqual([]);
    // Such a frame has no clipboard.
    await compareParts(frame).copy.click();
    await expect(parts(frame).notice).toContainText(`The link is: ${compare}`);
  });

  test("choosing in the comparison makes no entries in the history of the page around", async ({ page }) => {
    const frame = await openHost(page, frameTo(compare));
    await frame.locator("html[data-ready]").waitFor({ state: "attached" });
    const entries = await page.evaluate(() => history.length);
    await expectComparable(frame);
    await expect.poll(() => page.frames()[1].url()).toBe(`${compare}?countries=fr&view=map`);
    expect(await page.evaluate(() => history.length)).toBe(entries);
  });

  test("stepping makes no entries in the history of the page around", async ({ page }) => {
    const frame = await openHost(page, frameTo(step(3)));
    await frame.locator("html[data-ready]").waitFor({ state: "attached" });
    const entries = await page.evaluate(() => history.length);
    await expectSteppable(frame);
    expect(await page.evaluate(() => history.length)).toBe(entries);
    expect(page.frames()[1].url()).toBe(step(4));
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
