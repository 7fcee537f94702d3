// Without JavaScript everything can be read and reached.
import { expect, test } from "@playwright/test";
import {
  chainOf,
  chainParts,
  compareOf,
  compareParts,
  countryOf,
  dataset,
  episode,
  eventsOf,
  parts,
  routes,
  sites,
} from "./helpers.mjs";
import { MEASURES, expected, nothing } from "./oracle.mjs";

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

for (const { key: measure, name } of MEASURES) {
  test(`the comparison of “${name}” has its table with every row, its pictures, and no control`, async ({ page }) => {
    const choice = { ...nothing, measure };
    const route = compareOf(measure === "expelled" ? "" : measure);
    await page.goto(sites.root + route);
    const main = page.getByRole("main");
    const table = compareParts(page).table.first();
    const rows = await table.evaluate((table) =>
      [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
    );
    expect(rows).toEqual(
      expected(choice).rows.map(({ name, cells, events }) => [
        name,
        ...cells,
        events ? `${events} ${events === 1 ? "event" : "events"}` : "",
      ]),
    );
    await expect(table.getByRole("button")).toHaveCount(0);
    // Every picture has the marks of its view, each a link to a page that exists.
    const isPair = /expelled|returned|missions/.test(measure);
    const views = isPair ? ["bars", "scatter", "map", "waves", "multiples"] : ["bars", "map"];
    const pictures = main.locator("figure svg:visible");
    await expect(pictures).toHaveCount(views.length);
    const known = new Set(routes.map((route) => `/${route}`));
    for (const [i, view] of views.entries()) {
      const links = await pictures
        .nth(i)
        .getByRole("link")
        .evaluateAll((links) =>
          links.map((link) => [link.getAttribute("aria-label"), new URL(link.getAttribute("href"), document.baseURI).pathname]),
        );
      expect(links.map(([name]) => name), view).toEqual(expected({ ...choice, view }).marks);
      expect(links.map(([, path]) => path).filter((path) => !known.has(path)), view).toEqual([]);
    }
    const { tools, actions, details, pair } = compareParts(page);
    for (const control of [tools, actions, details, pair, page.locator("[data-tools]"), page.locator("[data-actions]")]) {
      await expect.soft(control).toBeHidden();
    }
    await expect(parts(page).notice).toBeHidden();
    await expect(compareParts(page).measures.locator("[aria-current=page]")).toHaveText(name);
    await expect(page.getByRole("heading", { name: "What is counted" })).toBeVisible();
  });
}

test("from the comparison the measures, the marks and the rows lead to pages", async ({ page }) => {
  await page.goto(sites.root + compareOf());
  await compareParts(page).measures.getByRole("link", { name: "Days to the reply" }).click();
  await expect(page).toHaveURL(sites.root + compareOf("lag"));
  await page.locator("figure svg:visible").first().getByRole("link", { name: "France: " }).click();
  await expect(page).toHaveURL(sites.root + countryOf("fr"));
  await page.goBack();
  await compareParts(page).table.first().getByRole("rowheader", { name: "Germany" }).getByRole("link").click();
  await expect(parts(page).heading).toHaveText("Germany");
  await page.goBack();
  const absent = page.getByText("No act of any kind was found here for");
  await absent.click();
  await absent.locator("..").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/countries\/[a-z]+\/$/);
});

for (const code of ["GB", "NATO", "RU"]) {
  test(`the page of ${code} is whole, and its links work`, async ({ page }) => {
    await page.goto(sites.root + countryOf(code));
    const name = dataset.actors.find((actor) => actor.code === code).name;
    await expect(parts(page).heading).toHaveText(name);
    await expect(page.getByRole("main").locator("svg:visible").first()).toBeVisible();
    await expect(page.getByRole("table").first()).toBeVisible();
    const own = dataset.events.filter(({ actor, target }) => actor === code || (code !== "RU" && target === code));
    const paths = await page
      .getByRole("main")
      .locator("a[href*='/events/']")
      .evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href"), document.baseURI).pathname));
    const found = new Set(paths);
    expect(own.filter(({ id }) => !found.has(`/events/${id}/`)).map(({ id }) => id)).toEqual([]);
    await page.getByText("All states and organisations", { exact: true }).click();
    await page.getByRole("article").getByRole("link", { name: "France", exact: true }).last().click();
    await expect(page).toHaveURL(sites.root + countryOf("fr"));
  });
}

test("what only the program answers takes no room on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of [compareOf(), chainOf("skripal-2018")]) {
    await page.goto(sites.root + path);
    await expect(page.locator("[data-tools]")).toHaveCount(1);
    expect(await page.locator("[data-tools]").boundingBox(), path).toBeNull();
  }
});
