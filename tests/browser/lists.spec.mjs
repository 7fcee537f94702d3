// Lists that a form chooses from: sources, disagreements, claims; and what stands on paper.
import { expect, test } from "@playwright/test";
import { dataset, open, sites } from "./helpers.mjs";

const shown = (page) => page.getByRole("status").filter({ hasText: / of [\d,]+ / });

/** The sources that fit, computed from the published dataset alone. */
function sourcesThat(fits) {
  return dataset.sources.filter(fits).length;
}

test("sources are chosen by ownership, language and word, and the address keeps the choice", async ({ page }) => {
  await open(page, `${sites.root}sources/`);
  await page.getByRole("combobox", { name: "Ownership" }).selectOption("state-owned");
  const owned = sourcesThat((source) => source.ownership === "state-owned");
  await expect(shown(page)).toHaveText(`${owned} of 1,146 sources`);
  await page.getByRole("combobox", { name: "Language" }).selectOption("en");
  const english = sourcesThat((source) => source.ownership === "state-owned" && source.language === "en");
  await expect(shown(page)).toHaveText(`${english} of 1,146 sources`);
  await page.getByRole("searchbox", { name: "Publisher or word" }).fill("tass");
  await expect(page).toHaveURL(/\?q=tass&ownership=state-owned&language=en$/);
  await expect(page.getByRole("heading", { name: "TASS", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Cyprus News Agency", exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(shown(page)).toHaveText("1,146 of 1,146 sources");
  await expect(page).toHaveURL(/sources\/$/);
});

test("a link to a choice of sources shows it", async ({ page }) => {
  await open(page, `${sites.folder}sources/?language=de&episode=skripal-2018`);
  await expect(page.getByRole("combobox", { name: "Language" })).toHaveValue("de");
  const cited = new Set();
  for (const event of dataset.events.filter((event) => event.episode === "skripal-2018")) {
    for (const citation of [...event.citations, ...event.disputes]) cited.add(citation.source);
  }
  for (const article of dataset.articles.filter((article) => article.episodes.includes("skripal-2018"))) {
    cited.add(article.source);
    for (const claim of article.claims) for (const citation of claim.citations) cited.add(citation.source);
  }
  const german = sourcesThat((source) => source.language === "de" && cited.has(source.id));
  expect(german).toBeGreaterThan(0);
  await expect(shown(page)).toHaveText(`${german} of 1,146 sources`);
});

test("a choice that does not exist chooses nothing", async ({ page }) => {
  await open(page, `${sites.root}sources/?ownership=nobody&language=%22%5D`);
  await expect(page.getByRole("combobox", { name: "Ownership" })).toHaveValue("");
  await expect(shown(page)).toHaveText("1,146 of 1,146 sources");
});

test("a link to one source goes to its entry", async ({ page }) => {
  await open(page, `${sites.root}events/foot-ussr-reply/`);
  await page.getByRole("link", { name: "more that rests on Die Zeit" }).click();
  await expect(page).toHaveURL(/sources\/#/);
  const entry = page.locator(":target, :focus").first();
  await expect(entry).toContainText("Soviet Union to the United Kingdom: ordered out 18 people");
});

test("disagreements are chosen by reason", async ({ page }) => {
  await open(page, `${sites.root}sources/disagreements/`);
  await page.getByRole("combobox", { name: "Reason" }).selectOption("first-report");
  const cases = new Set();
  for (const event of dataset.events) {
    for (const dispute of event.disputes) if (dispute.why === "first-report") cases.add(`${event.id} ${dispute.about}`);
  }
  const items = page.getByRole("region", { name: "How many" }).getByRole("heading", { level: 3 });
  const number = [...cases].filter((key) => key.endsWith(" number")).length;
  await expect(items.filter({ visible: true })).toHaveCount(number);
});

test("what a link leads to is shown whatever is chosen, and Enter sends nothing", async ({ page }) => {
  const heard = [];
  page.on("console", (message) => heard.push(message.text()));
  await open(page, `${sites.root}articles/rferl-2018-03-27/?verdict=partly#total-144`);
  await expect(page.locator("#total-144")).toBeVisible();
  await expect(page.locator("#nato-seven")).toBeHidden();
  await page.getByRole("searchbox", { name: "Word" }).fill("pattern");
  await page.getByRole("searchbox", { name: "Word" }).press("Enter");
  await expect(page).toHaveURL(/q=pattern/);
  expect(heard).toEqual([]);
});

test("an article whose claims are filtered is printed whole", async ({ page }) => {
  await open(page, `${sites.root}articles/rferl-2018-03-27/?verdict=partly`);
  await expect(page.locator("#nato-seven")).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#nato-seven")).toBeVisible();
});

test("claims are chosen by verdict", async ({ page }) => {
  await open(page, `${sites.root}articles/carolinian-2018-04-04/`);
  await page.getByRole("combobox", { name: "Verdict" }).selectOption("contradicted");
  const { claims } = dataset.articles.find((article) => article.id === "carolinian-2018-04-04");
  const contradicted = claims.filter((claim) => claim.verdict === "contradicted");
  await expect(shown(page)).toHaveText(`${contradicted.length} of ${claims.length} claims`);
  for (const { claim } of contradicted) await expect(page.getByText(claim, { exact: false }).first()).toBeVisible();
});

test("a list is filtered after going there from another page, and Back brings the choice again", async ({ page }) => {
  await open(page, sites.root);
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Sources" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sources");
  await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
  const french = sourcesThat((source) => source.language === "fr");
  await expect(shown(page)).toHaveText(`${french} of 1,146 sources`);
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("About");
  await page.goBack();
  await expect(shown(page)).toHaveText(`${french} of 1,146 sources`);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  for (const path of ["sources/", "sources/disagreements/", "articles/rferl-2018-03-27/"]) {
    test(`/${path} shows the whole list and no form`, async ({ page }) => {
      await page.goto(sites.root + path);
      await expect(page.getByRole("searchbox")).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Show all" })).toHaveCount(0);
      expect(await page.getByRole("main").getByRole("listitem").count()).toBeGreaterThan(50);
    });
  }
});

test.describe("on paper", () => {
  test.beforeEach(async ({ page }) => page.emulateMedia({ media: "print" }));

  test("an episode holds all steps, the outline, every event and every source with its address", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/`);
    const { steps } = dataset.episodes.find((episode) => episode.id === "skripal-2018");
    const text = (await page.getByRole("main").innerText()).replace(/\s+/g, " ");
    for (const step of steps) expect(text).toContain(step.title);
    expect(text).toContain("Who answered whom, as an outline");
    const events = dataset.events.filter((event) => event.episode === "skripal-2018");
    for (const event of events) await expect(page.locator(`[id="${event.id}"]`)).toBeVisible();
    const cited = new Set(events.flatMap((event) => event.citations.map((citation) => citation.source)));
    const notes = page.getByRole("region", { name: "Sources of this crisis" }).getByRole("listitem");
    await expect(notes).toHaveCount(cited.size);
    const address = await notes
      .getByRole("link")
      .first()
      .evaluate((link) => getComputedStyle(link, "::after").content);
    expect(address).toContain("http");
    await expect(page.getByRole("searchbox")).toHaveCount(0);
  });

  test("an article holds every claim, every verdict and its sources", async ({ page }) => {
    await open(page, `${sites.root}articles/rt-2022-04-06/`);
    const { claims } = dataset.articles.find((article) => article.id === "rt-2022-04-06");
    for (const claim of claims) await expect(page.locator(`[id="${claim.id}"]`)).toBeVisible();
    await expect(page.getByRole("region", { name: "Sources of the verdicts" })).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
  });

  test("a comparison holds its table and the address of the events behind it", async ({ page }) => {
    await open(page, `${sites.root}compare/?episodes=skripal-2018`);
    await expect(page.getByRole("table", { name: /People ordered out by each/ })).toBeVisible();
    const behind = page.getByRole("link", { name: /^The events behind these numbers/ });
    await expect(behind).toBeVisible();
    expect(await behind.getAttribute("href")).toBe(`${sites.root}compare/record/?episodes=skripal-2018`);
  });

  test("the page of events behind a comparison holds its table, its events and their sources", async ({ page }) => {
    await open(page, `${sites.root}compare/record/?episodes=vrbetice-2021`);
    await expect(page.getByRole("table")).toBeVisible();
    const events = page.getByRole("region", { name: "Vrbětice 2021" });
    await expect(events).toBeVisible();
    await expect(page.getByRole("region", { name: "Skripal 2018" })).toBeHidden();
    expect(await page.getByRole("region", { name: "Sources" }).getByRole("listitem").filter({ visible: true }).count()).toBeGreaterThan(5);
  });
});
