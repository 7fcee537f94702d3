// The comparison in use: its controls, the details of a mark, countries head to head.
import { expect, test } from "@playwright/test";
import { compareOf, compareParts, complaints, episode, mark, open, parts, sites } from "./helpers.mjs";
import { MEASURES, countries, expected, nothing, queryOf, tableOf } from "./oracle.mjs";

const compare = (query = "", measure = "") => `${sites.root}${compareOf(measure)}${query}`;
const PHONE = { width: 360, height: 740 };

/** The first cell of each row of the table. */
const names = (page) =>
  compareParts(page).table.evaluate((table) => [...table.tBodies[0].rows].map((row) => row.cells[0].textContent));

const enter = async (field, text) => {
  await field.fill(text);
  await field.press("Enter");
};

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("controls on a phone", () => {
  test.use({ viewport: PHONE });

  test("the sentence of the comparison stands in the first window, what filters it is shown when asked for", async ({ page }) => {
    await open(page, compare());
    const { chip, country, from, group, more, reading, reset, side, view } = compareParts(page);
    await expect(reading.getByRole("paragraph").first()).toBeInViewport();
    const folded = [side, group, country, from, reset];
    for (const control of folded) await expect(control).toBeHidden();
    await expect(view("Map")).toBeVisible();
    await more.focus();
    await page.keyboard.press("Space");
    for (const control of folded) await expect(control).toBeVisible();
    await expect(page).toHaveURL(compare());
    await enter(country, "France");
    await expect(page).toHaveURL(compare("?countries=fr"));
    // What is set back is the choice, not what is shown.
    await reset.click();
    await expect(page).toHaveURL(compare());
    await expect(country).toBeVisible();
    await enter(country, "France");
    await more.uncheck();
    for (const control of folded) await expect(control).toBeHidden();
    // What is chosen is seen without them, and can be taken out.
    await chip("France").press("Enter");
    await expect(page).toHaveURL(compare());
    await expect(view("Bars")).toBeFocused();
  });

  test("what is chosen in a select can be read whole", async ({ page }) => {
    await open(page, compare());
    const { group, more, side, sort } = compareParts(page);
    await more.check();
    // The others show no choice: it stands below them.
    for (const select of [side, group, sort]) {
      const cut = await select.evaluate((select) => {
        const style = getComputedStyle(select);
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = style.font;
        // The arrow takes some 20 px.
        const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
        return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
      });
      expect.soft(cut).toEqual([]);
    }
  });
});

test.describe("controls", () => {
  test("countries are added by name in any letters, by code and as members of a bloc, and the field is empty again", async ({
    page,
  }) => {
    await open(page, compare());
    const { country, chip, chosen } = compareParts(page);
    for (const [text, name, query] of [
      ["France", "France", "?countries=fr"],
      ["  uNITED kingdom ", "United Kingdom", "?countries=fr,gb"],
      ["USA", "United States", "?countries=fr,gb,us"],
      ["NATO", "NATO", "?countries=fr,gb,nato,us"],
      ["eu MEMBERS", "EU members", "?countries=fr,gb,nato,us,eu-members"],
    ]) {
      await enter(country, text);
      await expect(chip(name)).toBeVisible();
      await expect(page).toHaveURL(compare(query));
      await expect(country).toHaveValue("");
      await expect(parts(page).notice).toBeHidden();
    }
    await expect(chosen.getByRole("listitem")).toHaveCount(5);
  });

  test("a name that nobody has is told in a sentence, and nothing changes", async ({ page }) => {
    await open(page, compare());
    const { country } = compareParts(page);
    for (const name of ["Atlantis", "<b>x</b>"]) {
      await enter(country, name);
      await expect(parts(page).notice).toHaveText(`Nobody in this record is called “${name}”.`);
      await expect(page).toHaveURL(compare());
    }
    await enter(country, "France");
    await expect(parts(page).notice).toBeHidden();
    await expect(page).toHaveURL(compare("?countries=fr"));
  });

  test("a date that is none is told in a sentence with examples, and nothing changes", async ({ page }) => {
    await open(page, compare());
    const { from, to } = compareParts(page);
    for (const [field, text] of [
      [from, "March 2018"],
      [to, "2018-13"],
      [from, "18"],
    ]) {
      await enter(field, text);
      await expect(parts(page).notice).toHaveText(`“${text}” is no date such as 2018, 2018-03 or 2018-03-26.`);
      await expect(page).toHaveURL(compare());
      // What could not be read stays in its field, to be mended.
      await expect(field).toHaveValue(text);
      await enter(field, "");
      await expect(parts(page).notice).toBeHidden();
    }
    await enter(from, "2018-03-26");
    await expect(page).toHaveURL(compare("?from=2018-03-26"));
    await expect(parts(page).notice).toBeHidden();
    await enter(from, "");
    await expect(page).toHaveURL(compare());
  });

  test("a date that is none holds up no other choice", async ({ page }) => {
    await open(page, compare());
    const { from, kind } = compareParts(page);
    await enter(from, "2018-13");
    await expect(parts(page).notice).toContainText("is no date");
    await compareParts(page).view("Map").check();
    await expect(page).toHaveURL(compare("?view=map"));
    await expect(parts(page).notice).toContainText("“2018-13” is no date");
    await expect(from).toHaveValue("");
    await kind.selectOption({ index: 1 });
    await expect(page).toHaveURL(/kinds=/);
    await expect(parts(page).notice).toBeHidden();
  });

  test("a notice lies over what sticks to the foot of the window", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(page, compare());
    await enter(compareParts(page).from, "2018-13");
    await expect(parts(page).notice).toContainText("is no date");
    const isOnTop = await parts(page).notice.evaluate((notice) => {
      const { left, right, top, bottom } = notice.getBoundingClientRect();
      return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === notice;
    });
    expect(isOnTop).toBe(true);
  });

  test("every name that the field offers is one that it takes", async ({ page }) => {
    await open(page, compare());
    const { country } = compareParts(page);
    const offered = await country.evaluate((input) => [...input.list.options].map((option) => option.value));
    expect(offered.toSorted()).toEqual([...countries.map(({ name }) => name), "NATO members", "EU members"].toSorted());
    for (const name of [...offered.slice(0, 4), ...offered.slice(-2)]) {
      await enter(country, name);
      await expect(compareParts(page).chip(name).first()).toBeVisible();
    }
  });

  test("chips take their filter out, and the focus stays among them", async ({ page }) => {
    const query = "?episodes=skripal-2018&countries=fr,gb&kinds=expel&from=2018";
    await open(page, compare(query));
    const { chosen, chip, view } = compareParts(page);
    const all = chosen.getByRole("button");
    await expect(all).toHaveCount(5);
    for (const [name, rest] of [
      ["France", "?episodes=skripal-2018&countries=gb&kinds=expel&from=2018"],
      [episode("skripal-2018").title, "?countries=gb&kinds=expel&from=2018"],
      ["from 2018", "?countries=gb&kinds=expel"],
      ["United Kingdom", "?kinds=expel"],
    ]) {
      await chip(name).press("Enter");
      await expect(page).toHaveURL(compare(rest));
      await expect(all.first()).toBeFocused();
    }
    await chip("ordered people out").press(" ");
    await expect(page).toHaveURL(compare());
    // The last one gives the focus to the first of the controls.
    await expect(view("Bars")).toBeFocused();
    await expect(chosen).toBeHidden();
  });

  for (const { key, name } of [{ key: "name", name: "State or organisation" }, ...MEASURES]) {
    test(`the head “${name}” sorts, a second press reverses, and the focus stays on it`, async ({ page }) => {
      await open(page, compare());
      const head = compareParts(page).head(name);
      // The measure that is shown sorts already: its first press reverses.
      const orders = key === "expelled" ? [`-${key}`, key] : [key, `-${key}`];
      for (const sort of orders) {
        await head.getByRole("button").press("Enter");
        await expect(page).toHaveURL(compare(`?sort=${sort}`));
        const isUp = ["name", "lag"].includes(key) !== sort.startsWith("-");
        await expect(head).toHaveAttribute("aria-sort", isUp ? "ascending" : "descending");
        await expect(compareParts(page).table.locator("[aria-sort]")).toHaveCount(1);
        await expect(head.getByRole("button")).toBeFocused();
        expect(await names(page)).toEqual(expected({ ...nothing, sort }).rows.map((row) => row.name));
      }
    });
  }

  test("a press on a head keeps the page where it is", async ({ page }) => {
    await open(page, compare());
    const button = compareParts(page).head("Acts").getByRole("button");
    await button.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await button.click();
    await expect(page).toHaveURL(compare("?sort=acts"));
    await expect(compareParts(page).head("Acts")).toHaveAttribute("aria-sort", "descending");
    expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThanOrEqual(2);
  });

  test("the links of the measures choose without loading a page, and say which one is shown", async ({ page }) => {
    await open(page, compare());
    await mark(page);
    const { measures, title } = compareParts(page);
    for (const { key, name } of MEASURES.toReversed()) {
      const link = measures.getByRole("link", { name, exact: true });
      await link.click();
      await expect(page).toHaveURL(compare(queryOf({ ...nothing, measure: key })));
      await expect(link).toHaveAttribute("aria-current", "page");
      await expect(measures.locator("[aria-current]")).toHaveCount(1);
      await expect(title).not.toBeEmpty();
    }
    expect(await page.evaluate(() => window.__mark)).toBe(true);
  });

  test("arrow keys walk through the pictures", async ({ page }) => {
    await open(page, compare());
    const { view, picture } = compareParts(page);
    await view("Bars").focus();
    for (const [name, key] of [
      ["Act against reply", "scatter"],
      ["Map", "map"],
      ["Over time", "waves"],
      ["Crisis by crisis", "multiples"],
    ]) {
      await page.keyboard.press("ArrowRight");
      await expect(page).toHaveURL(compare(`?view=${key}`));
      await expect(view(name)).toBeChecked();
      await expect(view(name)).toBeFocused();
      await expect(picture).toHaveCount(1);
    }
    await page.keyboard.press("ArrowRight");
    await expect(page).toHaveURL(compare("?view=table"));
    await expect(picture).toHaveCount(0);
  });

  test("what fits nothing says so in the picture's place, and the files and the table are still there", async ({ page }) => {
    for (const view of ["bars", "scatter", "waves", "multiples"]) {
      await open(page, compare(`?from=2100${view === "bars" ? "" : `&view=${view}`}`));
      await expect(page.getByText("Nothing that fits this choice was found").first()).toBeVisible();
      await expect(page.getByText("Nothing that fits this choice was found, or no number of it was published.")).toBeVisible();
      expect(await names(page)).toEqual([]);
      await expect(compareParts(page).save("CSV")).toBeVisible();
    }
  });

  test("a screen reader is told what is shown after each choice", async ({ page }) => {
    await open(page, compare());
    const { side, reading } = compareParts(page);
    await side.selectOption("moscow");
    const said = page.getByRole("status").filter({ hasText: "Moscow ordered out the largest number of people" });
    await expect(said).toHaveCount(1);
    await expect(reading).toContainText(await said.textContent());
  });
});

/** What the details say of a mark. */
const detailsOf = async (page) => {
  const { details } = compareParts(page);
  return {
    heading: await details.getByRole("heading", { level: 3 }).textContent(),
    events: await details
      .getByRole("listitem")
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.match(/\/events\/([^/]+)\/$/)?.[1])),
  };
};

const rowOf = (choice, name) => tableOf(choice).rows.find((row) => row.name === name);

/** What they must say. */
const wantedDetails = (name, choice = nothing) => ({
  heading: name,
  events: rowOf(choice, name)
    .events()
    .map((event) => event.id),
});

test.describe("details", () => {
  const NAME = "France";
  for (const [how, mean] of [
    ["hover", (mark) => mark.hover()],
    ["focus", (mark) => mark.focus()],
    ["a click", (mark) => mark.click()],
  ]) {
    test(`${how} of a mark shows its numbers, the events behind them and a link to the country`, async ({ page }) => {
      const heard = complaints(page);
      await open(page, compare());
      await mark(page);
      const { mark: markOf, details } = compareParts(page);
      await mean(markOf(NAME));
      await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
      expect(await detailsOf(page)).toEqual(wantedDetails(NAME));
      const words = (await markOf(NAME).getAttribute("aria-label")).slice(`${NAME}: `.length);
      await expect(details).toContainText(words, { ignoreCase: true });
      await expect(details.getByRole("link", { name: `All of ${NAME}` })).toHaveAttribute("href", /\/countries\/fr\/$/);
      await expect(page).toHaveURL(compare());
      expect(await page.evaluate(() => window.__mark)).toBe(true);
      expect(heard).toEqual([]);
    });
  }

  test("a button of the table opens the same details, in sight", async ({ page }) => {
    await open(page, compare());
    const { table, details } = compareParts(page);
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: NAME, exact: true }) });
    const count = wantedDetails(NAME).events.length;
    await row.getByRole("button", { name: `${count} events behind ${NAME}` }).click();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
    expect(await detailsOf(page)).toEqual(wantedDetails(NAME));
    await expect(details.getByRole("heading", { level: 3 })).toBeInViewport();
  });

  test("the table alone has details too", async ({ page }) => {
    await open(page, compare("?view=table"));
    const { table, details, close } = compareParts(page);
    await expect(details).toBeHidden();
    await table.getByRole("button", { name: new RegExp(`events behind ${NAME}$`) }).click();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
    expect(await detailsOf(page)).toEqual(wantedDetails(NAME));
    await close.click();
    await expect(details).toBeHidden();
  });

  for (const view of ["bars", "scatter", "map"]) {
    test(`the marks of “${view}” are one stop of the Tab key, and arrow keys, Home and End reach each of them`, async ({
      page,
    }) => {
      test.slow();
      const heard = complaints(page);
      await open(page, compare(view === "bars" ? "" : `?view=${view}`));
      const { marks, details } = compareParts(page);
      await expect(marks).toHaveCount(expected({ ...nothing, view }).marks.length);
      expect(await marks.evaluateAll((marks) => marks.filter((mark) => mark.tabIndex === 0).length)).toBe(1);
      const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
      await marks.first().focus();
      const reached = [await focused()];
      for (let i = 1; i < (await marks.count()); i += 1) {
        await page.keyboard.press(i % 2 ? "ArrowRight" : "ArrowDown");
        reached.push(await focused());
        const name = reached.at(-1)?.split(": ")[0];
        await expect(details.getByRole("heading", { level: 3 })).toHaveText(name);
      }
      expect(reached).toEqual(expected({ ...nothing, view }).marks);
      await page.keyboard.press("ArrowRight");
      expect(await focused()).toBe(reached.at(-1));
      await page.keyboard.press("Home");
      expect(await focused()).toBe(reached[0]);
      await page.keyboard.press("ArrowUp");
      expect(await focused()).toBe(reached[0]);
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowLeft");
      expect(await focused()).toBe(reached.at(-2));
      expect(await marks.evaluateAll((marks) => marks.filter((mark) => mark.tabIndex === 0).length)).toBe(1);
      // Tab leaves the picture, and comes back to where the reader was.
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement.closest("svg"))).toBeNull();
      await page.keyboard.press("Shift+Tab");
      expect(await focused()).toBe(reached.at(-2));
      expect(heard).toEqual([]);
    });
  }

  test("keys with a modifier, and letters, are left to the browser", async ({ page }) => {
    await open(page, compare());
    const { marks } = compareParts(page);
    await marks.first().focus();
    for (const key of ["Control+ArrowRight", "Alt+Shift+ArrowDown", "a", "PageDown"]) {
      await page.keyboard.press(key);
      await expect(marks.first()).toBeFocused();
    }
  });

  test("Enter on a mark shows its details and stays on the page", async ({ page }) => {
    await open(page, compare());
    const { mark: markOf, details } = compareParts(page);
    await markOf(NAME).press("Enter");
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
    await expect(page).toHaveURL(compare());
  });

  for (const [where, viewport] of [
    ["on a desktop", { width: 1280, height: 800 }],
    ["on a phone", PHONE],
  ]) {
    test(`Escape closes the details and the focus stays on the mark, ${where}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await open(page, compare());
      const { mark: markOf, details } = compareParts(page);
      await markOf(NAME).focus();
      await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
      await page.keyboard.press("Escape");
      await expect(details.getByRole("heading", { level: 3 })).toHaveCount(0);
      await expect(markOf(NAME)).toBeFocused();
    });

    for (const how of ["Close", "Escape"]) {
      test(`${how} inside the details closes them and gives the focus back to the mark, ${where}`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await open(page, compare());
        const { mark: markOf, details, close } = compareParts(page);
        await markOf(NAME).click();
        await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
        await close.focus();
        await page.keyboard.press(how === "Close" ? "Enter" : "Escape");
        await expect(details.getByRole("heading", { level: 3 })).toHaveCount(0);
        await expect(markOf(NAME)).toBeFocused();
        await expect(page.locator("[data-compare] [data-lit]")).toHaveCount(0);
      });
    }

    test(`Close of details opened from the table gives the focus back to the button, ${where}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await open(page, compare("?view=table"));
      const { table, details, close } = compareParts(page);
      const button = table.getByRole("button", { name: new RegExp(`events behind ${NAME}$`) });
      await button.press("Enter");
      await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
      await close.press("Enter");
      await expect(button).toBeFocused();
    });
  }

  test("on a phone details never cover the mark that has the focus, nor the one that was tapped", async ({ page }) => {
    test.slow();
    await page.setViewportSize(PHONE);
    await open(page, compare());
    const { marks, details } = compareParts(page);
    const covered = () =>
      page.evaluate(() => {
        const mark = document.activeElement;
        const { left, top, width, height } = mark.getBoundingClientRect();
        const front = document.elementFromPoint(left + width / 2, top + height / 2);
        return mark.contains(front) ? "" : `${mark.getAttribute("aria-label")} at ${Math.round(top)} px`;
      });
    await marks.first().focus();
    const hidden = [];
    for (let i = 0; i < (await marks.count()); i += 1) {
      await expect(details.getByRole("heading", { level: 3 })).toBeVisible();
      hidden.push(await covered());
      await page.keyboard.press("ArrowDown");
    }
    expect(hidden.filter(Boolean)).toEqual([]);
    await page.keyboard.press("Escape");
    for (const name of ["France", "Netherlands", "Poland"]) {
      const markOf = compareParts(page).mark(name);
      // Where the finger is, in the lower half of the screen.
      await markOf.evaluate((mark) => mark.scrollIntoView({ block: "end" }));
      await markOf.click();
      await expect(details.getByRole("heading", { level: 3 })).toHaveText(name);
      await expect.poll(covered, `the tapped mark of ${name}`).toBe("");
    }
  });

  test("days, crises and blocs have details with their own events", async ({ page }) => {
    await open(page, compare("?view=waves&episodes=skripal-2018"));
    const { marks, details } = compareParts(page);
    await marks.first().focus();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText("14 March 2018");
    await expect(details.getByRole("listitem")).toHaveCount(1);
    await expect(details.getByRole("listitem")).toContainText("14 March 2018: United Kingdom");
    await open(page, compare("?view=multiples&episodes=skripal-2018"));
    await marks.last().focus();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(/^\d+ others, Skripal 2018$/);
    await expect(details.getByRole("link", { name: "The chain of this crisis" })).toHaveAttribute(
      "href",
      /\/episodes\/skripal-2018\/chain\/$/,
    );
    await open(page, compare("?group=bloc"));
    await marks.first().focus();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(/members/);
  });

  test("details go when something else is chosen", async ({ page }) => {
    await open(page, compare());
    const { mark: markOf, details, side } = compareParts(page);
    await markOf(NAME).focus();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
    await side.selectOption("moscow");
    await expect(page).toHaveURL(compare("?side=moscow"));
    await expect(details.getByRole("heading", { level: 3 })).toHaveCount(0);
    // On a phone their room goes with them.
    await expect(page.locator("[data-open]")).toHaveCount(0);
    await markOf(NAME).focus();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
    expect(await detailsOf(page)).toEqual(wantedDetails(NAME, { ...nothing, side: "moscow" }));
  });

  test("on paper neither details nor controls are printed, the picture and the table are", async ({ page }) => {
    await open(page, compare());
    const { mark: markOf, details, tools, actions, picture, table } = compareParts(page);
    await markOf(NAME).focus();
    await expect(details.getByRole("heading", { level: 3 })).toHaveText(NAME);
    await page.emulateMedia({ media: "print" });
    for (const gone of [details, tools, actions]) await expect.soft(gone).toBeHidden();
    for (const kept of [picture, table]) await expect.soft(kept).toBeVisible();
  });
});

test.describe("every country", () => {
  /** Role and name of everything that the accessibility tree has. */
  async function tree(page) {
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    return nodes.filter((node) => !node.ignored).map((node) => [node.role?.value, node.name?.value ?? ""]);
  }

  for (const side of ["others", "moscow"]) {
    for (const view of ["bars", "map", "table"]) {
      test(`stands in the accessibility tree of “${view}” by its name, acts by ${side}`, async ({ page }) => {
        const choice = { ...nothing, side, view };
        await open(page, compare(queryOf(choice)));
        const { marks, table } = compareParts(page);
        const { absent, rows } = tableOf(choice);
        await expect(table.getByRole("rowheader")).toHaveCount(rows.length);
        // Of some states nothing was found: they are named below.
        for (const summary of await page.getByText("No act of any kind was found here for").all()) await summary.click();
        const links = (await tree(page)).filter(([role]) => role === "link").map(([, name]) => name);
        const named = (name) => links.some((link) => link === name || link.startsWith(`${name}: `));
        const states = countries.filter(({ kind, code }) => kind === "state" || rows.some((row) => countries.some((c) => c.code === code && c.name === row.name)));
        expect(states.map(({ name }) => name).filter((name) => !named(name))).toEqual([]);
        if (view !== "table") {
          const wanted = expected(choice).marks;
          expect(wanted.filter((name) => !links.includes(name))).toEqual([]);
          await expect(marks).toHaveCount(wanted.length);
        }
        if (view === "map") {
          const marked = new Set(wantedNames(choice));
          expect(absent.map((code) => countries.find((c) => c.code === code).name).filter((name) => !marked.has(name))).toEqual([]);
        }
      });
    }
  }

  const wantedNames = (choice) => expected(choice).marks.map((name) => name.split(": ")[0]);
});

test.describe("head to head", () => {
  /** The cells of a country: what it did and what followed, then what Moscow did and what followed. */
  function wantedCells(choice, name) {
    const row = (side) => tableOf({ ...choice, side, group: "country", sort: "", measure: "expelled" }).rows.find((row) => row.name === name);
    const cell = (side, measure) => row(side)?.cell(measure) ?? "none found";
    return [
      ...["expelled", "returned", "ratio", "lag"].map((measure) => cell("others", measure)),
      ...["expelled", "returned", "lag"].map((measure) => cell("moscow", measure)),
    ];
  }

  for (const codes of [
    ["gb", "us"],
    ["de", "fr", "gb", "pl", "us"],
  ]) {
    for (const filter of [{}, { from: "2000", side: "moscow", view: "map", measure: "lag" }]) {
      const choice = { ...nothing, ...filter, countries: codes };
      test(`${codes.length} chosen countries stand beside each other, ${queryOf(choice)}`, async ({ page }) => {
        await open(page, compare(queryOf(choice)));
        const { pair } = compareParts(page);
        await expect(pair.getByRole("heading", { name: "Head to head" })).toBeVisible();
        const rows = await pair
          .getByRole("table")
          .evaluate((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
        const wanted = codes.map((code) => {
          const { name } = countries.find((country) => country.code === code.toUpperCase());
          return [name, ...wantedCells(choice, name)];
        });
        expect(rows.toSorted()).toEqual(wanted.toSorted());
        for (const [name] of wanted) await expect(pair.getByRole("paragraph").first()).toContainText(name);
      });
    }
  }

  test("is not there for one country, nor for a preset, and comes and goes with the second", async ({ page }) => {
    await open(page, compare("?countries=gb"));
    const { pair, country, chip } = compareParts(page);
    await expect(chip("United Kingdom")).toBeVisible();
    await expect(pair).toBeHidden();
    await enter(country, "NATO members");
    await expect(chip("NATO members")).toBeVisible();
    await expect(pair).toBeHidden();
    await enter(country, "Germany");
    await expect(pair).toBeVisible();
    await chip("United Kingdom").click();
    await expect(pair).toBeHidden();
  });

  test("a country of which nothing was found stands beside the others all the same", async ({ page }) => {
    const { absent } = tableOf(nothing);
    expect(absent.length).toBeGreaterThan(0);
    const { name } = countries.find(({ code }) => code === absent[0]);
    await open(page, compare(`?countries=gb,${absent[0].toLowerCase()}`));
    const { pair } = compareParts(page);
    await expect(pair.getByRole("row", { name: new RegExp(`^${name}`) })).toContainText("none found");
  });
});
