// The comparison: its numbers, and that its address and its state are one.
import { expect, test } from "@playwright/test";
import {
  compareOf,
  compareParts,
  complaints,
  episode,
  isMarked,
  mark,
  open,
  parts,
  press,
  ready,
  sites,
} from "./helpers.mjs";
import { MEASURES, VIEWS, anyChoice, expected, nothing, queryOf, seeded } from "./oracle.mjs";

const compare = (query = "", measure = "") => `${sites.root}${compareOf(measure)}${query}`;

/** Resolves once the program has done what it does after a paint. */
const afterPaint = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

/** Shows a choice as Back and Forward do, without loading the page. */
async function show(page, query) {
  await page.evaluate((query) => {
    history.pushState(null, "", location.pathname + query);
    dispatchEvent(new PopStateEvent("popstate"));
  }, query);
  await afterPaint(page);
}

/** The table as it is read and the accessible names of the picture's marks. */
async function shown(page) {
  const { table, marks } = compareParts(page);
  return {
    rows: await table.evaluate((table) =>
      [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
    ),
    marks: await marks.evaluateAll((marks) => marks.map((mark) => mark.getAttribute("aria-label"))),
  };
}

/** The same, as the dataset has it. */
function wanted(choice) {
  const { rows, marks } = expected(choice);
  const behind = (name, events) => (events ? `${events} ${events === 1 ? "event" : "events"} behind ${name}` : "");
  return { rows: rows.map(({ name, cells, events }) => [name, ...cells, behind(name, events)]), marks };
}

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("numbers", () => {
  const PHONE = { width: 360, height: 740 };
  const DESKTOP = { width: 1280, height: 800 };
  for (const [seed, where, viewport] of [
    [1, "on a desktop", DESKTOP],
    [2, "on a desktop", DESKTOP],
    [3, "on a phone", PHONE],
  ]) {
    test(`every cell and every mark of 80 choices made by chance is what the dataset gives, ${where}, seed ${seed}`, async ({
      page,
    }) => {
      test.setTimeout(240_000);
      await page.setViewportSize(viewport);
      await open(page, compare());
      await mark(page);
      const random = seeded(seed);
      for (let i = 0; i < 80; i += 1) {
        const choice = anyChoice(random);
        await show(page, queryOf(choice));
        expect.soft(await shown(page), `/compare/${queryOf(choice)}`).toEqual(wanted(choice));
        if (test.info().errors.length > 3) break;
      }
      expect(await isMarked(page)).toBe(true);
    });
  }

  for (const { key: view, name } of VIEWS) {
    test(`all of the record in the view “${name}” is what the dataset gives, for every measure and both sides`, async ({
      page,
    }) => {
      test.setTimeout(120_000);
      await open(page, compare());
      for (const { key: measure } of MEASURES) {
        for (const side of ["others", "moscow"]) {
          const choice = { ...nothing, view, measure, side };
          await show(page, queryOf(choice));
          expect.soft(await shown(page), `/compare/${queryOf(choice)}`).toEqual(wanted(choice));
        }
      }
    });
  }

  for (const group of ["bloc", "era", "episode"]) {
    test(`the map shows countries where rows are not countries: one row for each ${group}`, async ({ page }) => {
      const choice = { ...nothing, group, view: "map" };
      await open(page, compare(queryOf(choice)));
      await afterPaint(page);
      const { marks } = await shown(page);
      expect(marks).toEqual(wanted(choice).marks);
      const { details, mark: markOf } = compareParts(page);
      await markOf("United Kingdom").focus();
      await expect(details.getByRole("heading", { level: 3 })).toHaveText("United Kingdom");
    });
  }
});

/** What a reader does, the query it leads to, and back. */
const CHOICES = [
  ["a picture", ({ view }) => view("Map").check(), "?view=map"],
  ["Moscow’s acts", ({ side }) => side.selectOption({ label: "Moscow; others reply" }), "?side=moscow"],
  ["rows of blocs", ({ group }) => group.selectOption({ label: "bloc on the date" }), "?group=bloc"],
  ["rows of crises", ({ group }) => group.selectOption({ label: "crisis" }), "?group=episode"],
  ["an order by name", ({ sort }) => sort.selectOption({ label: "Name" }), "?sort=name"],
  ["an order by another measure", ({ sort }) => sort.selectOption({ label: "Acts" }), "?sort=acts"],
  ["a country", ({ country }) => country.fill("France").then(() => country.press("Enter")), "?countries=fr"],
  ["NATO’s members", ({ country }) => country.fill("NATO members").then(() => country.blur()), "?countries=nato-members"],
  ["a crisis", ({ crisis }) => crisis.selectOption({ label: episode("skripal-2018").title }), "?episodes=skripal-2018"],
  ["a whole period", ({ crisis }) => crisis.selectOption({ label: "Cold War" }), "?eras=cold-war"],
  ["a kind of act", ({ kind }) => kind.selectOption({ label: "Closed a consulate" }), "?kinds=close-consulate"],
  ["a first date", ({ from }) => from.fill("2018-03").then(() => from.press("Enter")), "?from=2018-03"],
  ["a last date", ({ to }) => to.fill("2022").then(() => to.press("Tab")), "?to=2022"],
  ["a measure", ({ measures }) => measures.getByRole("link", { name: "Days to the reply" }).click(), "?measure=lag"],
  ["a head of the table", ({ head }) => head("Acts").getByRole("button").click(), "?sort=acts"],
];

/** The choice that a query of the list above stands for. */
function choiceOf(query) {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => [
    name,
    Array.isArray(nothing[name]) ? value.split(",") : value,
  ]);
  return { ...nothing, ...Object.fromEntries(pairs) };
}

test.describe("address and state", () => {
  for (const [what, choose, query] of CHOICES) {
    test(`choosing ${what} changes the address, and the address shows the same in a new page`, async ({ page, context }) => {
      const heard = complaints(page);
      await open(page, compare());
      await mark(page);
      await choose(compareParts(page));
      await expect(page).toHaveURL(compare(query));
      await expect.poll(() => shown(page)).toEqual(wanted(choiceOf(query)));
      expect(await isMarked(page)).toBe(true);
      const pasted = await context.newPage();
      await open(pasted, compare(query));
      await expect.poll(() => shown(pasted)).toEqual(wanted(choiceOf(query)));
      await page.goBack();
      await expect(page).toHaveURL(compare());
      await expect.poll(() => shown(page)).toEqual(wanted(nothing));
      expect(heard).toEqual([]);
    });
  }

  test("the controls say what the address chooses", async ({ page }) => {
    const query =
      "?measure=ratio&episodes=skripal-2018&eras=2021&countries=gb,nato-members&kinds=expel&from=2018&to=2021-05-01&side=moscow&group=era&sort=-acts&view=map";
    await open(page, compare(query));
    const { chosen, chip, measures, view, side, group, sort, from, to } = compareParts(page);
    await expect(view("Map")).toBeChecked();
    await expect(side).toHaveValue("moscow");
    await expect(group).toHaveValue("era");
    await expect(sort).toHaveValue("acts");
    await expect(from).toHaveValue("2018");
    await expect(to).toHaveValue("2021-05-01");
    await expect(measures.getByRole("link", { name: "Reply for one person, where answered" })).toHaveAttribute("aria-current", "page");
    await expect(measures.locator("[aria-current]")).toHaveCount(1);
    for (const name of [
      "NATO members",
      "United Kingdom",
      "2021",
      episode("skripal-2018").title,
      "ordered people out",
      "from 2018",
      "to 1 May 2021",
    ]) {
      await expect.soft(chip(name), name).toHaveCount(1);
    }
    await expect(chosen.getByRole("listitem")).toHaveCount(7);
    await expect(page).toHaveURL(compare(query));
  });

  test("Back undoes one filter at a time, and Forward does each again", async ({ page }) => {
    await open(page, compare());
    const { country, kind, from, view, sort } = compareParts(page);
    const steps = [
      ["?countries=gb", () => country.fill("United Kingdom").then(() => country.press("Enter"))],
      ["?countries=gb,us", () => country.fill("us").then(() => country.press("Enter"))],
      ["?countries=gb,us&kinds=expel", () => kind.selectOption({ label: "Ordered people out" })],
      ["?countries=gb,us&kinds=expel&from=1990", () => from.fill("1990").then(() => from.press("Enter"))],
      ["?countries=gb,us&kinds=expel&from=1990&sort=name", () => sort.selectOption({ label: "Name" })],
      ["?countries=gb,us&kinds=expel&from=1990&sort=name&view=waves", () => view("Over time").check()],
    ];
    for (const [query, choose] of steps) {
      await choose();
      await expect(page).toHaveURL(compare(query));
    }
    const queries = ["", ...steps.map(([query]) => query)];
    for (const query of queries.slice(0, -1).toReversed()) {
      await page.goBack();
      await expect(page).toHaveURL(compare(query));
      await expect.poll(() => shown(page)).toEqual(wanted(choiceOf(query)));
    }
    for (const query of queries.slice(1)) {
      await page.goForward();
      await expect(page).toHaveURL(compare(query));
      await expect.poll(() => shown(page)).toEqual(wanted(choiceOf(query)));
    }
    await expect(from).toHaveValue("1990");
    await expect(view("Over time")).toBeChecked();
  });

  test("what the address cannot mean is named in the notice, and the rest is followed", async ({ page }) => {
    const query = "?countries=gb,atlantis&view=pie&from=2018-13&sort=beauty&kinds=threaten&episodes=no-such&side=moscow";
    await open(page, compare(query));
    const { notice } = parts(page);
    await expect(notice).toBeVisible();
    for (const word of ["atlantis", "pie", "2018-13", "beauty", "threaten", "no-such"]) {
      await expect.soft(notice).toContainText(`“${word}”`);
    }
    await expect.poll(() => shown(page)).toEqual(wanted({ ...nothing, countries: ["gb"], side: "moscow" }));
    await compareParts(page).side.selectOption("others");
    await expect(page).toHaveURL(compare("?countries=gb"));
    await expect(notice).toBeHidden();
  });

  test("parameters that nobody knows, empty ones and commas written as %2C change nothing", async ({ page }) => {
    await open(page, compare("?utm_source=mail&countries=gb%2Cus&kinds=&x&fbclid=1"));
    await expect.poll(() => shown(page)).toEqual(wanted({ ...nothing, countries: ["gb", "us"] }));
    await expect(parts(page).notice).toBeHidden();
  });

  test("Reset takes every filter out, and keeps measure and picture", async ({ page }) => {
    await open(page, compare("?measure=acts&countries=gb&from=2000&side=moscow&group=era&sort=name&view=map"));
    await compareParts(page).reset.click();
    await expect(page).toHaveURL(compare("?measure=acts&view=map"));
    await expect.poll(() => shown(page)).toEqual(wanted({ ...nothing, measure: "acts", view: "map" }));
    await expect(compareParts(page).side).toHaveValue("others");
    await expect(compareParts(page).from).toHaveValue("");
    await expect(compareParts(page).chosen).toBeHidden();
    await page.goBack();
    await expect(compareParts(page).chip("United Kingdom")).toBeVisible();
  });

  for (const { key, name } of MEASURES.slice(1)) {
    test(`the page of “${name}” shows what the comparison shows of it`, async ({ page }) => {
      await open(page, compare("", key));
      const choice = { ...nothing, measure: key };
      await expect.poll(() => shown(page)).toEqual(wanted(choice));
      const sentences = () => compareParts(page).reading.getByRole("paragraph").filter({ visible: true });
      const own = await sentences().allTextContents();
      expect(own).toHaveLength(2);
      // On its own page a measure is the default and stands in no address.
      await compareParts(page).side.selectOption("moscow");
      await expect(page).toHaveURL(compare("?side=moscow", key));
      await open(page, compare(queryOf(choice)));
      await expect.poll(() => shown(page)).toEqual(wanted(choice));
      await expect(sentences()).toHaveText(own);
    });
  }

  test("Back from another page restores the choice, and a link to the comparison shows it without one", async ({ page }) => {
    const query = "?countries=gb,us&from=2018&view=map";
    await open(page, compare());
    await mark(page);
    await open(page, compare(query));
    await mark(page);
    const { mark: markOf, details, chip } = compareParts(page);
    await markOf("United States").focus();
    await details.getByRole("link", { name: "All of United States" }).click();
    await expect(page).toHaveURL(`${sites.root}countries/us/`);
    await page.goBack();
    await expect(page).toHaveURL(compare(query));
    await expect.poll(() => shown(page)).toEqual(wanted(choiceOf(query)));
    await expect(chip("United Kingdom")).toBeVisible();
    await press(page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: /compar/i }));
    await expect(page).toHaveURL(compare());
    await expect.poll(() => shown(page)).toEqual(wanted(nothing));
    expect(await isMarked(page)).toBe(true);
  });

  test("a reload keeps the choice", async ({ page }) => {
    await open(page, compare("?countries=fr&view=scatter"));
    await page.reload();
    await ready(page);
    await expect.poll(() => shown(page)).toEqual(wanted({ ...nothing, countries: ["fr"], view: "scatter" }));
  });

  for (const query of ["", "?view=map", "?view=waves&countries=us,gb"]) {
    for (const width of [360, 1440]) {
      test(`a reload, and Back from another site, keep the place on the page: ${query || "no choice"}, ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await open(page, compare(query));
        // The lower half, where all that is drawn anew stands above.
        await page.evaluate(() => document.querySelector("#table-title").scrollIntoView());
        const place = () => page.evaluate(() => Math.round(document.querySelector("#table-title").getBoundingClientRect().top));
        const before = await place();
        const scrolled = await page.evaluate(() => scrollY);
        await expect.poll(() => page.evaluate(() => history.state?.scroll_y)).toBe(scrolled);
        await page.reload();
        await ready(page);
        await expect.poll(place, "after a reload").toBe(before);
        await page.goto(`${sites.folder}about/`);
        await page.goBack();
        await ready(page);
        await expect.poll(place, "after Back").toBe(before);
      });
    }
  }

  test("nothing moves when the program shows its details beside the picture", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.addInitScript(() => {
      window.__moved = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) window.__moved += value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await open(page, compare());
    await page.waitForTimeout(600);
    expect(await page.evaluate(() => window.__moved)).toBeLessThan(0.01);
  });
});
