// The pages of states and organisations: their numbers are those of the comparison, every event is there, and one leads to
// the other.
import { expect, test } from "@playwright/test";
import {
  compareParts,
  complaints,
  countryOf,
  dataset,
  firstDifference,
  isMarked,
  mark,
  open,
  parts,
  press,
  routes,
  servedAndLive,
  sites,
} from "./helpers.mjs";
import { countries, label, nothing, tableOf } from "./oracle.mjs";

const pageOf = (code) => sites.root + countryOf(code);
const nameOf = (code) => dataset.actors.find((actor) => actor.code === code).name;

/** The events in which a state or organisation acts or is acted on. */
const eventsOf = (code) => dataset.events.filter(({ actor, target }) => [actor, target].includes(code)).map(({ id }) => id);

const rows = Object.fromEntries(["others", "moscow"].map((side) => [side, tableOf({ ...nothing, side }).rows]));

/** A number of people without its range, as a page shows it large. */
function large(side, name) {
  const value = rows[side].find((row) => row.name === name)?.value("expelled") ?? null;
  if (!value) return "none found";
  return value === "unknown" ? "not published" : label("expelled", { ...value, low: value.best, high: value.best });
}

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("every state and organisation of the record has a page, and nobody else", () => {
  const found = routes.filter((route) => /^countries\/[^/]+\/$/.test(route)).toSorted();
  expect(found).toEqual(dataset.actors.map(({ code }) => countryOf(code)).toSorted());
});

test("the two large numbers of every page are those of the comparison", async ({ page }) => {
  test.setTimeout(120_000);
  for (const { code, name } of countries) {
    await page.goto(pageOf(code));
    await expect.soft(parts(page).heading).toHaveText(name);
    const wanted = { others: large("others", name), moscow: large("moscow", name) };
    if (wanted.others === "none found" && wanted.moscow === "none found") continue;
    const lines = await page.getByRole("paragraph").evaluateAll((all) => all.map((one) => one.textContent));
    for (const [side, number] of Object.entries(wanted)) {
      // "196 people ordered out by …" and "160+ people of … ordered out by Moscow".
      const words = side === "others" ? /^(person|people) ordered out by / : /^(person|people) of .* ordered out by Moscow/;
      const line = lines.find((line) => line.startsWith(`${number} `) && words.test(line.slice(number.length + 1)));
      expect.soft(line, `${name}, ${side}: ${number}`).toBeTruthy();
    }
  }
});

for (const code of ["GB", "NATO", "AL", "EU"]) {
  test(`every event of ${nameOf(code)} stands on its page with its sources`, async ({ page }) => {
    await open(page, pageOf(code));
    const record = page.getByRole("region", { name: /^Every event|^Its own acts/ });
    const cards = await record
      .getByRole("heading", { level: 3 })
      .or(record.getByRole("heading", { level: 4 }))
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.match(/\/events\/([^/]+)\/$/)?.[1]).filter(Boolean));
    expect([...new Set(cards)].toSorted()).toEqual(eventsOf(code).toSorted());
    const summaries = record.getByText(/^\d+ sources? for: /);
    await expect(summaries).toHaveCount(eventsOf(code).length);
    const first = summaries.first();
    await first.click();
    await expect(first.locator("..").getByRole("link").first()).toBeVisible();
  });
}

test("Russia’s page faces every counterpart: its bars lead to them, and say the table’s numbers", async ({ page }) => {
  await open(page, pageOf("RU"));
  const figure = page.getByRole("figure", { name: "Russia facing all others" });
  const marks = await figure
    .locator("svg:visible")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => [link.getAttribute("aria-label"), new URL(link.href.baseVal ?? link.href, document.baseURI).pathname]));
  expect(marks.length).toBeGreaterThan(20);
  const table = page.getByRole("table", { name: "Every counterpart of Russia, cases found" });
  const choice = { ...nothing, from: "1992" };
  for (const row of tableOf(choice).rows.filter((row) => row.value("expelled") || row.value("returned"))) {
    const { code } = countries.find(({ name }) => name === row.name);
    const short = (measure) => {
      const value = row.value(measure);
      return value ? (value === "unknown" ? "?" : label(measure, { ...value, low: value.best, high: value.best })) : "";
    };
    const said = `${row.name}: people ordered out ${short("expelled")}, in reply ${short("returned")}`;
    expect.soft(marks).toContainEqual([said, `/${countryOf(code)}`]);
    const cells = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: row.name, exact: true }) });
    await expect.soft(cells, row.name).toHaveCount(1);
    if (row.value("expelled")?.best) await expect.soft(cells).toContainText(String(row.value("expelled").best));
  }
});

test("a mark of the picture is reached by Tab and followed by Enter without loading a page", async ({ page }) => {
  await open(page, pageOf("RU"));
  await mark(page);
  const first = page.getByRole("figure", { name: "Russia facing all others" }).locator("svg:visible").getByRole("link").first();
  const isFocused = () => first.evaluate((link) => link === document.activeElement);
  for (let i = 0; i < 60 && !(await isFocused()); i += 1) await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
  const name = (await first.getAttribute("aria-label")).split(": ")[0];
  await page.keyboard.press("Enter");
  await expect(parts(page).heading).toHaveText(name);
  expect(await isMarked(page)).toBe(true);
  await page.goBack();
  await expect(parts(page).heading).toHaveText("Russia");
});

test("a country leads into the comparison with itself chosen, and back", async ({ page }) => {
  const heard = complaints(page);
  await open(page, pageOf("GB"));
  await mark(page);
  await page.getByRole("link", { name: "United Kingdom in the comparison" }).click();
  await expect(page).toHaveURL(`${sites.root}compare/?countries=gb`);
  const { chip, table, mark: markOf, details } = compareParts(page);
  await expect(chip("United Kingdom")).toBeVisible();
  await expect(table.getByRole("rowheader")).toHaveText(["United Kingdom"]);
  await markOf("United Kingdom").focus();
  await details.getByRole("link", { name: "All of United Kingdom" }).click();
  await expect(page).toHaveURL(pageOf("GB"));
  expect(await isMarked(page)).toBe(true);
  await page.goBack();
  await expect(chip("United Kingdom")).toBeVisible();
  expect(heard).toEqual([]);
});

test("every link into the comparison on a sample of pages is one that the comparison follows whole", async ({ page }) => {
  test.setTimeout(120_000);
  const targets = new Set();
  for (const code of ["GB", "NATO", "RU", "SU", "AL", "UA"]) {
    await page.goto(pageOf(code));
    const links = await page.getByRole("main").getByRole("link").evaluateAll((links) =>
      links.map((link) => (typeof link.href === "string" ? link.href : "")).filter((href) => new URL(href, document.baseURI).pathname.includes("/compare/")),
    );
    for (const href of links) targets.add(href);
  }
  expect(targets.size).toBeGreaterThan(5);
  for (const target of targets) {
    await open(page, target);
    await expect.soft(parts(page).notice, target).toBeHidden();
    await expect.soft(compareParts(page).table.getByRole("rowheader").first(), target).toBeVisible();
  }
});

test("a page reached from another one is the page that was prerendered", async ({ page }) => {
  const heard = complaints(page);
  await open(page, pageOf("GB"));
  await mark(page);
  const all = page.getByText("All states and organisations", { exact: true });
  for (const code of ["FR", "NATO", "RU", "XK"]) {
    await press(page.getByRole("article").getByRole("link", { name: nameOf(code), exact: true, includeHidden: true }).last());
    await expect(parts(page).heading).toHaveText(nameOf(code));
    await expect(all).toBeAttached();
    await expect(page).toHaveURL(pageOf(code));
    const { served, live } = await servedAndLive(page);
    expect.soft(firstDifference(served, live), code).toBe("");
  }
  expect(await isMarked(page)).toBe(true);
  expect(heard).toEqual([]);
});

test("the contents lead to the parts of the page, and Back returns", async ({ page }) => {
  await open(page, pageOf("GB"));
  const contents = page.getByRole("navigation", { name: "On this page" });
  for (const link of await contents.getByRole("link").all()) {
    await link.click();
    const id = new URL(page.url()).hash.slice(1);
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    await page.goBack();
    await expect(page).toHaveURL(pageOf("GB"));
  }
});

test("an event leads to the countries in it", async ({ page }) => {
  await open(page, `${sites.root}events/skripal-uk-expels-23/`);
  await mark(page);
  await page.getByRole("main").getByRole("link", { name: "United Kingdom", exact: true }).first().click();
  await expect(parts(page).heading).toHaveText("United Kingdom");
  expect(await isMarked(page)).toBe(true);
});

test("on paper a country’s lists stand open", async ({ page }) => {
  await open(page, pageOf("AL"));
  await page.emulateMedia({ media: "print" });
  const closed = await page
    .getByRole("article")
    .locator("details:not([hidden]) > :not(summary)")
    .evaluateAll((contents) =>
      contents
        .filter((content) => !content.closest(".country__others") && !content.checkVisibility({ contentVisibilityAuto: true }))
        .map((content) => content.textContent.slice(0, 60)),
    );
  expect(closed).toEqual([]);
});
