// How a page is cited: the blanks that only the browser can fill, read back by Citation.js as a reader's program would,
// and the way into the clipboard.
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import { expect, test } from "@playwright/test";
import { chainOf, compareOf, compareParts, complaints, countryOf, dataset, open, parts, press, sites } from "./helpers.mjs";

/** The forms by the word in their ids, with the names that readers see. */
const FORMS = { apa: "APA", chicago: "Chicago", bibtex: "BibTeX", ris: "RIS", csl: "CSL-JSON" };

const AUTHOR = "Persona Non Grata";
const MONTHS =
  "January February March April May June July August September October November December".split(" ");

/** A page of every kind that is cited. */
const PAGES = {
  "a crisis": "episodes/skripal-2018/",
  "a step": "episodes/skripal-2018/3/",
  "a chain": chainOf("operation-foot-1971"),
  "the chain of all crises": chainOf(""),
  "an event": "events/skripal-ru-closes-uk-consulate/",
  "an event whose title is a sentence": "events/skripal-attack/",
  "an article with an apostrophe in its headline": "articles/rt-2022-04-06/",
  "the comparison": compareOf(),
  "a comparison of one measure": compareOf("lag"),
  "a country": countryOf("gb"),
  "where sources differ": "sources/disagreements/",
  "the data": "data/",
};

const block = (page) => page.getByRole("region", { name: "How to cite" });
const summary = (page) => block(page).locator("summary");
const copy = (page, form) => block(page).getByRole("button", { name: `Copy ${FORMS[form]}`, exact: true });

/** The texts of all five forms, whether they are shown or not. */
async function texts(page) {
  const found = {};
  for (const form of Object.keys(FORMS)) found[form] = await page.locator(`#cite-${form}`).textContent();
  return found;
}

/** Opens the citation and gives its forms. */
async function cited(page) {
  await summary(page).click();
  await expect(page.locator("#cite-apa")).toBeVisible();
  return texts(page);
}

/** Year, month and day as the reader's own clock has them. */
const today = (page) =>
  page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  });

/** The same title as every program reads it: some set inner quotation marks by their own rules. */
const plain = (text) => text.replace(/[“”‘’'"]/g, '"').replace(/\s+/g, " ").trim();

/** What the page should be called. */
async function titleOf(page, route) {
  const title = (await page.title()).replace(/ \| Persona Non Grata$/, "");
  if (route === "data/") return `${AUTHOR}: expulsions of diplomats between Moscow and other governments, 1971–2026`;
  return route.startsWith("articles/") ? `“${title}” read against the record` : title;
}

/** The one item that Citation.js finds in a text. */
function read(text) {
  const { data } = new Cite(text);
  expect(data, text).toHaveLength(1);
  return data[0];
}

const numbers = (date) => date["date-parts"][0].map(Number);
const name = ([author]) => author.literal ?? author.family;

/** Holds all forms against what they should say. */
function expectToCite(forms, { title, address, day, isData = false }) {
  const [year, month, date] = day;
  const [{ version, date: issued }] = dataset.versions;
  const spoken = `${MONTHS[month - 1]} ${date}, ${year}`;
  const pad = (number) => String(number).padStart(2, "0");

  for (const form of ["bibtex", "csl", "ris"]) {
    const item = read(forms[form]);
    expect(item.title, form).toBe(title);
    expect(item.URL, form).toBe(address);
    expect(name(item.author), form).toBe(AUTHOR);
    // BibTeX has the month as the last part, the other two the day.
    const published = numbers(item.issued);
    expect(issued.split("-").map(Number).slice(0, form === "bibtex" ? 2 : 3), form).toEqual(published);
    // RIS has no field for a version; that of the edition comes nearest.
    expect(item.version ?? item.edition, form).toBe(version);
    // Citation.js does not read the day of access from RIS.
    if (form !== "ris") expect(numbers(item.accessed), form).toEqual(day);
  }
  expect(read(forms.csl).type).toBe(isData ? "dataset" : "webpage");
  expect(forms.ris).toMatch(new RegExp(`^TY  - ${isData ? "DATA" : "ELEC"}\n`));
  expect(forms.ris).toContain(`\nY2  - ${year}/${pad(month)}/${pad(date)}\nER  - `);
  expect(forms.bibtex).toContain(`urldate = {${year}-${pad(month)}-${pad(date)}}`);

  for (const form of ["apa", "chicago"]) {
    for (const part of [title, address, spoken, `ersion ${version}`]) expect(plain(forms[form]), form).toContain(plain(part));
  }
  // The style of the APA as another program sets it from our own data: the same as far as author, day and title.
  const [set] = new Cite(forms.csl).format("bibliography", { template: "apa", lang: "en-US" }).trim().split("\n");
  const head = isData ? `${AUTHOR}. (` : plain(set).slice(0, plain(set).indexOf(plain(title)) + plain(title).length);
  expect(plain(set)).toContain(plain(title));
  expect(plain(forms.apa).startsWith(head), `${forms.apa} against ${set}`).toBe(true);
}

test.describe("what programs read", () => {
  for (const [what, route] of Object.entries(PAGES)) {
    test(`on ${what}: its title, the address of the view and today`, async ({ page }) => {
      const heard = complaints(page);
      await open(page, sites.root + route);
      await expect(block(page)).toHaveCount(1);
      await expect(page.locator("#cite-apa")).toBeHidden();
      const forms = await cited(page);
      for (const text of Object.values(forms)) expect(text).not.toMatch(/\[address of|\[date of/);
      expectToCite(forms, {
        title: await titleOf(page, route),
        address: page.url(),
        day: await today(page),
        isData: route === "data/",
      });
      expect(heard).toEqual([]);
    });
  }

  test("is the address of the choice after a country was added, and of the next choice when copied", async ({
    page,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(sites.root).origin });
    await open(page, sites.root + compareOf());
    // The choice changes the title of the document; the page that is cited keeps its own.
    const title = await titleOf(page, compareOf());
    const { country } = compareParts(page);
    const add = async (code, name) => {
      await country.fill(name);
      await country.press("Enter");
      await expect(page).toHaveURL(new RegExp(`[?&]countries=[a-z,]*${code}`));
    };
    await add("fr", "France");
    const forms = await cited(page);
    expect(page.url()).toContain("countries=fr");
    expectToCite(forms, { title, address: page.url(), day: await today(page) });
    await add("de", "Germany");
    await copy(page, "bibtex").click();
    await expect(parts(page).notice).toHaveText("Copied.");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(read(copied).URL).toBe(page.url());
    expect(page.url()).toContain("de,fr");
  });

  test("is the address of the page that was reached by a link, in a folder too", async ({ page }) => {
    await open(page, `${sites.folder}episodes/skripal-2018/3/`);
    await cited(page);
    await press(parts(page).next);
    await expect(page).toHaveURL(`${sites.folder}episodes/skripal-2018/4/`);
    await expect(page.locator("#cite-apa")).toBeHidden();
    const forms = await cited(page);
    expectToCite(forms, {
      title: await titleOf(page, "episodes/skripal-2018/4/"),
      address: `${sites.folder}episodes/skripal-2018/4/`,
      day: await today(page),
    });
  });

  for (const [timezoneId, instant, day] of [
    ["America/New_York", "2027-01-01T03:00:00Z", [2026, 12, 31]],
    ["Pacific/Kiritimati", "2027-03-04T12:30:00Z", [2027, 3, 5]],
  ]) {
    test.describe(`in ${timezoneId}`, () => {
      test.use({ timezoneId });

      test(`is the reader's own day, ${day.join("-")}`, async ({ page }) => {
        await page.clock.setFixedTime(new Date(instant));
        await open(page, `${sites.root}events/skripal-attack/`);
        expect(await today(page)).toEqual(day);
        const forms = await cited(page);
        expectToCite(forms, { title: await titleOf(page, "events/skripal-attack/"), address: page.url(), day });
      });
    });
  }
});

test.describe("a button", () => {
  test("puts the text that stands beside it into the clipboard, and says so", async ({ page, context }) => {
    const heard = complaints(page);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(sites.root).origin });
    await open(page, `${sites.root}articles/rt-2022-04-06/`);
    const forms = await cited(page);
    for (const form of Object.keys(FORMS)) {
      await copy(page, form).click();
      await expect(parts(page).notice).toHaveText("Copied.");
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(forms[form]);
    }
    expect(heard).toEqual([]);
  });

  test("can be pressed by keyboard alone", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(sites.root).origin });
    await open(page, `${sites.root}events/skripal-attack/`);
    await summary(page).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#cite-apa")).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(copy(page, "apa")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(parts(page).notice).toHaveText("Copied.");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`from ${page.url()}`);
  });

  test("says what to do where the browser has no clipboard", async ({ page }) => {
    const heard = complaints(page);
    await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { get: () => undefined }));
    await open(page, `${sites.root}events/skripal-attack/`);
    await cited(page);
    await copy(page, "ris").click();
    await expect(parts(page).notice).toHaveText("The browser does not let this page copy: select the text.");
    expect(heard).toEqual([]);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  for (const route of ["episodes/skripal-2018/3/", compareOf(), "data/"]) {
    test(`the blanks of /${route} say what belongs there, and no button shows`, async ({ page }) => {
      await page.goto(sites.root + route);
      const forms = await cited(page);
      for (const [form, text] of Object.entries(forms)) {
        expect(text.split("[address of this page]"), form).toHaveLength(2);
        expect(text.split("[date of access]"), form).toHaveLength(2);
        await expect(page.locator(`#cite-${form}`)).toBeVisible();
      }
      await expect(block(page).locator("button")).toHaveCount(Object.keys(FORMS).length);
      for (const button of await block(page).locator("button").all()) await expect(button).toBeHidden();
    });
  }
});
