// Every number leads to what it rests on, and every number that sources tell differently says so.
import { expect, test } from "@playwright/test";
import { dataset, open, routes, sites } from "./helpers.mjs";

/**
 * In a page: the numbers of a document that have no way to their evidence, each with where it stands.
 *
 * A number has one where its own link, or the paragraph, entry, row or caption that it stands in, leads to an event, a
 * source, a state, a crisis, a claim or a list on the same page; or where the figure, section or article around it has a
 * line that leads to its evidence, or has its sources itself.
 */
function orphans(root) {
  const months =
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
  const dates = new RegExp(
    `(\\d{1,2}(–\\d{1,2})? )?(\\d{1,2} )?(${months})\\b( – \\d{1,2} (${months}))?( \\d{4})?|\\b(19|20)\\d\\d(–(\\d{4}|\\d\\d))?\\b`,
    "g",
  );
  // Numbers that say nothing about the crises.
  const others = [
    "form", // choices, not statements
    "nav", // where a link leads
    ".step__number", // which step this is
    ".episode-page__steps", // links to steps, whose titles are linked there
    ".unrolled h2", // the same on paper
    ".page__crumb", // the way back
    ".cite", // dates and versions
    ".lesson h2, .lesson .page__dates, .lesson .page__lead", // which exercise, how many minutes
    ".codebook", // describes files
    ".sharing", // describes addresses and messages
  ].join(",");
  const leads = (link) => {
    const href = link.getAttribute("href") ?? "";
    return (
      link.relList.contains("external") ||
      /(^#|\/events\/|\/countries\/|\/episodes\/|\/articles\/|\/chain\/|\/compare\/)/.test(href)
    );
  };
  const part = "figure, section, article";
  const found = [];
  const walker = root.ownerDocument.createTreeWalker(root, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!/\d/.test(node.data.replace(dates, ""))) continue;
    const element = node.parentElement;
    if (element.closest("script, style, title") || element.closest(others)) continue;
    const link = element.closest("a");
    if (link && leads(link)) continue;
    const own = element.closest("p, li, tr, figcaption, details, dl > div");
    if (own && [...own.querySelectorAll("a")].some(leads)) continue;
    let around = element.closest(part);
    const has = (around) =>
      [...around.querySelectorAll(".evidence a")].some((line) => line.closest(part) === around) ||
      around.querySelector("ul.sources, .notes__refs, a[rel~=external]") !== null;
    while (around && !has(around)) around = around.parentElement?.closest(part);
    if (around) continue;
    found.push(`${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className}: ${node.data.trim().slice(0, 80)}`);
  }
  return found;
}

/**
 * In a page: links to events that show the event's number without a word that sources differ about the event.
 * `disputed` has the number of each such event by its id.
 */
function silent(root, disputed) {
  const found = [];
  for (const link of root.querySelectorAll('a[href*="events/"]')) {
    const id = /events\/([^/]+)\/$/.exec(link.getAttribute("href"))?.[1];
    if (id === undefined || !(id in disputed)) continue;
    if (!new RegExp(`(^|[^\\d,])${disputed[id]}($|[^\\d])`).test(link.textContent)) continue;
    // Of its own page the whole says it, of a list the entry, of a text the words behind the number.
    const own = link.closest("li, tr") ?? link.closest("p, h1, h2, h3, dd, svg a") ?? link;
    if (!/sources differ|≠/i.test(own.textContent)) found.push(`${id}: ${own.textContent.trim().slice(0, 80)}`);
  }
  return found;
}

const disputed = Object.fromEntries(
  dataset.events.filter((event) => event.disputes.length && event.count).map((event) => [event.id, event.count]),
);

/** What a check finds on a page as it is served. */
const asServed = (page, route, check) =>
  page.evaluate(
    `fetch(${JSON.stringify(sites.root + route)}).then((answer) => answer.text()).then((html) => {
      const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
      return ${check};
    })`,
  );

test("no number on any page lacks its way to its evidence", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(sites.root);
  const failures = [];
  for (const route of routes) {
    const found = await asServed(page, route, `(${orphans})(main)`);
    if (found.length) failures.push(`/${route}: ${found.length}, for example ${found.slice(0, 3).join(" | ")}`);
  }
  expect(failures).toEqual([]);
});

test("wherever the number of a disputed event shows, its dispute shows", async ({ page }) => {
  test.setTimeout(240_000);
  expect(Object.keys(disputed).length).toBeGreaterThan(80);
  await page.goto(sites.root);
  const failures = [];
  for (const route of routes) {
    const found = await asServed(page, route, `(${silent})(main, ${JSON.stringify(disputed)})`);
    if (found.length) failures.push(`/${route}: ${found.length}, for example ${found.slice(0, 3).join(" | ")}`);
  }
  expect(failures).toEqual([]);
});

test("every disputed event says on its page who gives which account", async ({ page }) => {
  await page.goto(sites.root);
  for (const event of dataset.events.filter((event) => event.disputes.length)) {
    const text = await asServed(page, `events/${event.id}/`, `main.querySelector(".event__disputes")?.textContent ?? ""`);
    for (const dispute of event.disputes) {
      const { publisher } = dataset.sources.find((source) => source.id === dispute.source);
      expect.soft(text, event.id).toContain(publisher);
      if (dispute.figure !== undefined) expect.soft(text, event.id).toContain(String(dispute.figure));
    }
  }
});

const live = ["chain/", "episodes/skripal-2018/chain/", "compare/", "compare/lag/", "compare/?group=era", "compare/?view=table", "compare/?view=scatter&episodes=ukraine-2022", "compare/?view=multiples"];
for (const route of live) {
  test(`/${route} keeps the way from numbers to evidence once the program draws`, async ({ page }) => {
    await open(page, sites.root + route);
    expect(await page.evaluate(`(${orphans})(document.querySelector("main"))`)).toEqual([]);
    expect(await page.evaluate(`(${silent})(document.querySelector("main"), ${JSON.stringify(disputed)})`)).toEqual([]);
  });
}

test("a comparison leads to exactly the events behind it, with their sources", async ({ page }) => {
  await open(page, `${sites.root}compare/?episodes=operation-foot-1971`);
  await page.getByRole("link", { name: /^The events behind these numbers/ }).click();
  await expect(page).toHaveURL(/compare\/record\/\?episodes=operation-foot-1971$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("behind a comparison");
  const events = page.getByRole("region", { name: "Operation Foot 1971" }).getByRole("listitem");
  await expect(page.getByRole("region", { name: "Skripal 2018" })).toBeHidden();
  await expect(page.getByRole("main")).toContainText("Operation Foot 1971");
  expect(await events.filter({ hasText: "ordered out" }).count()).toBeGreaterThanOrEqual(2);
  const notes = page.getByRole("region", { name: "Sources" }).getByRole("listitem");
  const shown = await notes.evaluateAll((items) => items.filter((item) => !item.hidden).map((item) => `#${item.id}`));
  const referred = await page
    .getByRole("region", { name: "Operation Foot 1971" })
    .evaluate((part) => [...new Set([...part.querySelectorAll('a[href*="#note-"]')].map((link) => link.hash))]);
  expect(shown.sort()).toEqual(referred.sort());
  await page.goBack();
  await expect(page).toHaveURL(/compare\/\?episodes=operation-foot-1971$/);
});

test("the test of numbers finds one that has no way to its evidence", async ({ page }) => {
  const count = async (html) => {
    await page.setContent(`<main><article>${html}</article></main>`);
    return (await page.evaluate(`(${orphans})(document.querySelector("main"))`)).length;
  };
  expect(await count("<p>In all 144 people had to leave.</p>")).toBe(1);
  expect(await count('<p>In all <a href="../events/a/">144 people</a> had to leave on 3 May 1990.</p>')).toBe(0);
  expect(await count("<p>On 3 May 1990 people had to leave.</p>")).toBe(0);
  expect(await count('<figure><p>144</p><p class="evidence"><a href="#a">Events</a></p></figure>')).toBe(0);
});

test("the test of disputes finds a number without one", async ({ page }) => {
  const count = async (html) => {
    await page.setContent(`<main>${html}</main>`);
    return (await page.evaluate(`(${silent})(document.querySelector("main"), { a: 18 })`)).length;
  };
  expect(await count('<p><a href="../events/a/">18 people</a></p>')).toBe(1);
  expect(await count('<p><a href="../events/a/">18 people</a> (sources differ: 18–27)</p>')).toBe(0);
  expect(await count('<p><a href="../events/a/">118 people</a></p>')).toBe(0);
});
