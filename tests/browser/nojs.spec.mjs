// Without JavaScript everything can be read and reached.
import { expect, test } from "@playwright/test";
import { chainOf, chainParts, episode, eventsOf, parts, routes, sites } from "./helpers.mjs";

test.use({ javaScriptEnabled: false });

test("the home page shows the picture, its table and every crisis as a link", async ({ page }) => {
  await page.goto(sites.root);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("svg.waves__svg--wide")).toBeVisible();
  await page.getByText("The same numbers as a table").click();
  await expect(page.getByRole("table")).toBeVisible();
  for (const id of ["skripal-2018", "ukraine-2022", "operation-foot-1971"]) {
    await expect(page.getByRole("main").getByRole("link", { name: episode(id).title, exact: true })).toBeVisible();
  }
});

test("a step shows its text, its ledger, the ledger's table and its events with their sources", async ({ page }) => {
  await page.goto(`${sites.root}episodes/skripal-2018/3/`);
  const { heading, ledger, record } = parts(page);
  await expect(heading).toContainText("Step 3 of 14");
  await expect(page.getByText("Russia had ordered out 23 people")).toBeVisible();
  await expect(ledger.locator("svg.ledger__svg--wide")).toBeVisible();
  await expect(ledger.getByRole("table")).toBeHidden();
  await ledger.getByText("The same numbers as a table").click();
  await expect(ledger.getByRole("table")).toBeVisible();
  await expect(ledger.getByRole("row", { name: "United Kingdom" })).toContainText("23");
  await record
    .getByText(/^\d+ sources?/)
    .first()
    .click();
  await expect(record.getByRole("listitem").first().getByRole("link", { name: /./ }).last()).toBeVisible();
});

test("nothing is shown that only the program could do", async ({ page }) => {
  await page.goto(sites.root);
  await expect(parts(page).switch).toBeHidden();
  await expect(parts(page).notice).toBeHidden();
});

test("an event's page shows its facts and sources", async ({ page }) => {
  await page.goto(`${sites.root}events/skripal-ru-closes-uk-consulate/`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Russia");
  await expect(page.getByText("Who, against whom")).toBeVisible();
  await expect(page.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
  await page.getByRole("link", { name: /^Skripal 2018, step 3: / }).click();
  await expect(parts(page).heading).toContainText("Step 3 of 14");
});

for (const id of ["skripal-2018", "ukraine-2022"]) {
  test(`every event of ${id} can be read by following the links to the next step`, async ({ page }) => {
    await page.goto(`${sites.root}episodes/${id}/`);
    const found = [];
    const onward = page.locator("a[rel~=next]");
    while (await onward.count()) {
      await onward.click();
      const cards = parts(page).record.locator("> ol > li");
      for (const card of await cards.all()) await expect(card.getByRole("heading", { level: 3 })).toBeVisible();
      found.push(await cards.evaluateAll((cards) => cards.map((card) => card.id)));
    }
    expect(found).toEqual(episode(id).steps.map((step) => step.events));
  });
}

for (const id of ["skripal-2018", "ukraine-2022", ""]) {
  const name = id || "all crises";
  const route = chainOf(id);

  test(`every mark of the chain of ${name} is a link to a page that exists`, async ({ page }) => {
    await page.goto(sites.root + route);
    const { picture, figure } = chainParts(page);
    await expect(picture).toBeVisible();
    const known = new Set(routes.map((route) => sites.root + route));
    for (const svg of await figure.locator("svg.chain__svg").all()) {
      const hrefs = await svg.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(hrefs.length).toBeGreaterThan(0);
      const urls = hrefs.map((href) => new URL(href, sites.root + route));
      expect(urls.filter((url) => !known.has(url.origin + url.pathname)).map(String)).toEqual([]);
      if (!id) continue;
      const ids = urls.map((url) => url.pathname.match(/^\/events\/([^/]+)\/$/)?.[1]);
      expect([...ids].sort()).toEqual([...eventsOf(id)].sort());
    }
  });

  test(`the outline of ${name} is whole and the controls are not there`, async ({ page }) => {
    await page.goto(sites.root + route);
    const outline = page.getByRole("region", { name: "The same as an outline" });
    const ids = await outline
      .getByRole("listitem")
      .getByRole("link")
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute("href").match(/\/events\/([^/]+)\/$/)?.[1]).filter(Boolean),
      );
    expect(ids.toSorted()).toEqual(eventsOf(id).toSorted());
    const { tools, card, pairs } = chainParts(page);
    await expect(tools).toBeHidden();
    await expect(page.locator("[data-tools]")).toBeHidden();
    await expect(card).toBeHidden();
    await expect(parts(page).notice).toBeHidden();
    await expect(pairs.getByRole("table").first()).toBeVisible();
  });
}

test("a click on a mark leads to the event's page", async ({ page }) => {
  await page.goto(sites.root + chainOf("skripal-2018"));
  await chainParts(page).mark("skripal-ru-expels-60-us").click();
  await expect(page).toHaveURL(`${sites.root}events/skripal-ru-expels-60-us/`);
  await page.getByRole("link", { name: "In the chain" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who answered whom: Skripal 2018");
});

test("keys reach the links of the outline", async ({ page }) => {
  await page.goto(sites.root + chainOf("operation-foot-1971"));
  const first = page.getByRole("region", { name: "The same as an outline" }).getByRole("link").first();
  const isFocused = () => first.evaluate((link) => link === document.activeElement);
  for (let i = 0; i < 40 && !(await isFocused()); i += 1) await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("region", { name: "The same as an outline" }).getByRole("link").nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${sites.root}events/foot-ussr-reply/`);
});
