// What the page does in the frames of others that refuse it something: an origin of its own, scripts, entries of the history.
import { expect, test } from "@playwright/test";
import { chainOf, chainParts, compareOf, compareParts, complaints, expectComparable, parts, press, sites } from "./helpers.mjs";

const step = (n) => `${sites.root}episodes/skripal-2018/${n}/`;
const chain = sites.root + chainOf("skripal-2018");
const EVENT = "skripal-ru-expels-60-us";
const compare = sites.root + compareOf();

// What is still on its way when a test has ended is no fault.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

/** Opens a page of this site's origin that holds nothing but a frame; gives the frame. */
async function openHost(page, frame) {
  const host = `${sites.root}host.html`;
  await page.route(host, (route) =>
    route.fulfill({ contentType: "text/html", body: `<!DOCTYPE html><title>Host</title>${frame}` }),
  );
  await page.goto(host);
  return page.frameLocator("iframe");
}

/** A host that does not send what `_headers` says: a frame without an origin may not load the program from there. */
const withoutHeaders = (page) =>
  page.route(`${sites.root}**`, async (route) => {
    const response = await route.fetch();
    // Where this header is missing, the test runner would add one that lets everybody in.
    await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "https://other.example" } });
  });

const frameTo = (url, sandbox = "") => `<iframe ${sandbox} width="900" height="700" src="${url}"></iframe>`;

/**
 * Follows a link of the page or of a picture in it. Not by the pointer: where a frame has just gone on, to a page in a process
 * of its own, a busy browser may still take the place of the pointer for one in the page before.
 */
const follow = (link) => link.dispatchEvent("click");

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
    await follow(link);
    await expect(heading).toContainText(`Step ${n} of 14`);
  }
}

test("sandboxed without allow-same-origin the page is whole and steppable by links", async ({ page }) => {
  await withoutHeaders(page);
  const frame = await openHost(page, frameTo(step(3), 'sandbox="allow-scripts"'));
  await expectSteppable(frame);
});

test("sandboxed without scripts the page is whole and steppable by links", async ({ page }) => {
  const frame = await openHost(page, frameTo(step(3), "sandbox"));
  await expectSteppable(frame);
});

test("sandboxed on a host that sends the headers of the site, the program runs and steps", async ({ page }) => {
  const heard = complaints(page);
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
    await withoutHeaders(page);
    const frame = await openHost(page, frameTo(chain, sandbox));
    const { picture, mark: markOf } = chainParts(frame);
    await expect(picture).toBeVisible();
    const outline = frame.getByRole("region", { name: "The same as an outline" });
    await expect(outline.locator(`a[href$="/events/${EVENT}/"]`)).toBeVisible();
    await expect(chainParts(frame).tools).toBeHidden();
    await follow(markOf(EVENT));
    await expect(parts(frame).heading).toContainText("Russia to the United States: ordered out 60 people");
    await follow(frame.getByRole("link", { name: "In the chain" }));
    await expect(parts(frame).heading).toHaveText("Who answered whom: Skripal 2018");
  });
}

test("sandboxed on a host that sends the headers of the site, a chain is chosen from and filtered", async ({ page }) => {
  const heard = complaints(page);
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
    await withoutHeaders(page);
    const frame = await openHost(page, frameTo(compare, sandbox));
    await expect(compareParts(frame).table.first()).toBeVisible();
    await expect(compareParts(frame).tools).toBeHidden();
    // Nor is room kept for them.
    await expect.poll(() => frame.locator("[data-tools]").boundingBox()).toBeNull();
    await follow(frame.locator("figure svg:visible").first().getByRole("link", { name: "France: " }));
    await expect(parts(frame).heading).toHaveText("France");
  });
}

test("sandboxed on a host that sends the headers of the site, the comparison is chosen from, and its link is told", async ({
  page,
}) => {
  const heard = complaints(page);
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
