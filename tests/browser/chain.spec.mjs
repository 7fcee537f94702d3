// The retaliation chain: choosing in picture and outline, the outline as a tree, the controls, what fits, what is lit.
import { expect, test } from "@playwright/test";
import { violationsInEverySetting } from "./axe.mjs";
import {
  chainOf,
  chainParts,
  complaints,
  dataset,
  episode,
  eventsOf,
  isMarked,
  mark,
  open,
  parts,
  press,
  ready,
  sites,
} from "./helpers.mjs";

const chain = (id, query = "") => `${sites.root}${chainOf(id)}${query}`;
const event = (id) => dataset.events.find((event) => event.id === id);
const inOrder = (ids) => [...new Set(ids)].sort();

/** What led to an event and what followed from it, with itself: the links of the dataset, followed both ways. */
function linesOf(id, side = "both") {
  const follow = (next) => {
    const found = new Set();
    const todo = [id];
    while (todo.length) {
      for (const other of next(todo.pop())) {
        if (!found.has(other)) todo.push(other);
        found.add(other);
      }
    }
    return found;
  };
  const acts = follow((other) => event(other).responds_to);
  const replies = follow((other) => dataset.events.filter((e) => e.responds_to.includes(other)).map((e) => e.id));
  return [...(side === "after" ? [] : acts), ...(side === "before" ? [] : replies), id];
}

/** The same, as far as an episode's chain shows it. */
const linesWithin = (episodeId, id) =>
  inOrder(linesOf(id).filter((other) => !episodeId || event(other).episode === episodeId));

const idsOf = (links) =>
  links
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.match(/\/events\/([^/]+)\/$/)?.[1]))
    .then((ids) => inOrder(ids.filter(Boolean)));

const shownIds = (page) => idsOf(chainParts(page).picture.locator("a"));
const listedIds = (page) => idsOf(chainParts(page).outline.locator("[role=treeitem]:visible"));

/**
 * How far the colours of the picture's marks are from the paper, as a share of what their class has without a choice:
 * of those that are lit and of the others. Opacity has no part in it.
 */
const strengths = (page) =>
  chainParts(page).picture.evaluate((svg) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const paper = rgb(getComputedStyle(svg.closest(".chain__picture")).backgroundColor);
    const distance = (colour) => Math.hypot(...rgb(colour).map((part, i) => part - paper[i]));
    const full = new Map();
    const strength = (mark) => {
      const kind = mark.getAttribute("class");
      if (!full.has(kind)) {
        const probe = document.body.appendChild(document.createElement("span"));
        probe.className = kind;
        full.set(kind, distance(getComputedStyle(probe).color));
        probe.remove();
      }
      const { color, opacity } = getComputedStyle(mark);
      if (opacity !== "1") throw new Error(`a mark's opacity is ${opacity}`);
      return Number((distance(color) / full.get(kind)).toFixed(2));
    };
    const of = (selector) => [...new Set([...svg.querySelectorAll(selector)].map(strength))];
    return { lit: of("a[data-lit]"), others: of("a:not([data-lit])") };
  });

/** Everything that choosing an event shows. */
async function expectChosen(page, episodeId, id) {
  const { picture, outline, card, entry } = chainParts(page);
  await expect(page).toHaveURL(new RegExp(`[?&]event=${id}$`));
  await expect(entry(id)).toHaveAttribute("aria-selected", "true");
  await expect(outline.locator("[aria-selected=true]")).toHaveCount(1);
  await expect(entry(id)).toBeVisible();
  const lit = linesWithin(episodeId, id);
  expect(await idsOf(outline.locator("[data-lit]")), "lit in the outline").toEqual(lit);
  expect(await idsOf(picture.locator("a[data-lit]")), "lit in the picture").toEqual(lit);
  const { lit: bright, others } = await strengths(page);
  expect(bright, "lit marks have their full colour").toEqual([1]);
  expect(Math.max(0, ...others), "the other marks are paler").toBeLessThan(0.5);
  await expect(card).toBeVisible();
  // The card's heading is what the entry says, up to what answered it.
  const headline = (await card.getByRole("heading").first().textContent()).trim();
  expect(headline).not.toBe("");
  expect((await entry(id).textContent()).trim().startsWith(headline), `headline “${headline}”`).toBe(true);
  await expect(card.getByRole("heading", { name: /^\d+ sources?$/ })).toHaveText(
    new RegExp(`^${event(id).citations.length} sources?$`),
  );
  await expect(card.getByText("Sources differ.")).toHaveCount(event(id).disputes.length ? 1 : 0);
  for (const { claim } of event(id).disputes) await expect(card).toContainText(claim);
  await expect(card.getByRole("link", { name: "Page of its own" })).toHaveAttribute(
    "href",
    new RegExp(`/events/${id}/$`),
  );
}

async function expectNoneChosen(page) {
  const { figure, outline, card } = chainParts(page);
  await expect(card).toBeHidden();
  await expect(page).not.toHaveURL(/[?&]event=/);
  await expect(outline.locator("[aria-selected=true]")).toHaveCount(0);
  await expect(page.locator("article [data-lit]")).toHaveCount(0);
  expect((await strengths(page)).others).toEqual([1]);
  await expect(figure).toBeVisible();
}

/** The entry of a crisis in the outline of all, whatever stands before its name. */
const crisisEntry = (page, id) => chainParts(page).outline.locator(`[role=treeitem][href$="/${chainOf(id)}"]`);

/** Clicks an entry of the outline with the pointer: so far from the start of a line, the first being 0. */
async function clickAt(page, entry, fromStart, line = 0) {
  await entry.scrollIntoViewIfNeeded();
  const [x, y] = await entry.evaluate(
    (element, { fromStart, line }) => {
      const { left, top, height } = element.getClientRects()[line];
      return [left + fromStart, top + height / 2];
    },
    { fromStart, line },
  );
  await page.mouse.click(x, y);
}
const clickTriangle = (page, entry) => clickAt(page, entry, 12);
const clickText = (page, entry) => clickAt(page, entry, 40);

test.use({ contextOptions: { reducedMotion: "reduce" } });

const CHOSEN = "skripal-uk-expels-23";
const OTHER = "skripal-ru-expels-60-us";

test.describe("choosing", () => {
  test("a click on a mark lights what led to it and followed, and opens its card", async ({ page }) => {
    const heard = complaints(page);
    await open(page, chain("skripal-2018"));
    await mark(page);
    await chainParts(page).mark(OTHER).click();
    await expectChosen(page, "skripal-2018", OTHER);
    await chainParts(page).mark(CHOSEN).click();
    await expectChosen(page, "skripal-2018", CHOSEN);
    expect(await isMarked(page)).toBe(true);
    expect(heard).toEqual([]);
  });

  test("a mark of the narrow picture does the same on a phone", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, chain("skripal-2018"));
    await chainParts(page).mark(OTHER).click();
    await expectChosen(page, "skripal-2018", OTHER);
    await chainParts(page).close.click();
    await expectNoneChosen(page);
  });

  for (const [how, choose] of [
    ["a click", (entry, page) => clickText(page, entry)],
    ["Enter", (entry) => entry.press("Enter")],
    ["Space", (entry) => entry.press(" ")],
  ]) {
    for (const id of ["skripal-2018", ""]) {
      test(`${how} on an entry of the outline does the same, ${id || "all crises"}`, async ({ page }) => {
        await open(page, chain(id));
        await mark(page);
        const { entry } = chainParts(page);
        if (!id) {
          const crisis = crisisEntry(page, "skripal-2018");
          if ((await crisis.getAttribute("aria-expanded")) === "false") await crisis.press("ArrowRight");
        }
        await choose(entry(OTHER), page);
        if (id) await expectChosen(page, id, OTHER);
        else {
          await expect(page).toHaveURL(chain("", `?event=${OTHER}`));
          const lit = linesWithin("", OTHER);
          expect(await idsOf(chainParts(page).outline.locator("[data-lit]"))).toEqual(lit);
          expect((await strengths(page)).lit).toEqual([1]);
          await expect(chainParts(page).card).toContainText("Russia to the United States: ordered out 60 people");
        }
        await expect(entry(OTHER)).toBeFocused();
        expect(await isMarked(page)).toBe(true);
      });
    }
  }

  test("every kind of event is lit with its own lines", async ({ page }) => {
    test.slow();
    await open(page, chain("ukraine-2022"));
    const { outline, picture, entry } = chainParts(page);
    const ids = eventsOf("ukraine-2022").filter((_, i) => i % 7 === 0);
    for (const id of ids) {
      await press(entry(id));
      // The outline follows the picture by a frame.
      await expect(entry(id)).toHaveAttribute("aria-selected", "true");
      const lit = linesWithin("ukraine-2022", id);
      expect.soft(await idsOf(outline.locator("[data-lit]")), id).toEqual(lit);
      expect.soft(await idsOf(picture.locator("a[data-lit]")), id).toEqual(lit);
    }
  });

  test("the address shows the same choice in a new window", async ({ page, context }) => {
    await open(page, chain("skripal-2018"));
    await press(chainParts(page).entry(CHOSEN));
    await expectChosen(page, "skripal-2018", CHOSEN);
    const other = await context.newPage();
    await open(other, page.url());
    await expectChosen(other, "skripal-2018", CHOSEN);
    await expect(other.locator("#notice")).toBeHidden();
    await page.reload();
    await ready(page);
    await expectChosen(page, "skripal-2018", CHOSEN);
  });

  test("an event of the address is folded out in the chain of all crises", async ({ page }) => {
    await open(page, chain("", `?event=${OTHER}`));
    const { entry, outline } = chainParts(page);
    await expect(entry(OTHER)).toBeVisible();
    await expect(entry(OTHER)).toHaveAttribute("aria-selected", "true");
    await expect(outline.locator("[role=treeitem][tabindex='0']")).toHaveCount(1);
    await expect(entry(OTHER)).toHaveAttribute("tabindex", "0");
  });

  test("Back and Forward between pages restore the choice of each", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await mark(page);
    await press(chainParts(page).entry(CHOSEN));
    await expectChosen(page, "skripal-2018", CHOSEN);
    await press(chainParts(page).card.getByRole("link", { name: "Page of its own" }));
    await expect(page).toHaveURL(`${sites.root}events/${CHOSEN}/`);
    await page.goBack();
    await expectChosen(page, "skripal-2018", CHOSEN);
    await press(page.getByRole("main").getByRole("link", { name: "All chains" }));
    await expect(page).toHaveURL(chain());
    await expectNoneChosen(page);
    await press(chainParts(page).entry(OTHER));
    await expect(chainParts(page).card).toContainText("Russia to the United States: ordered out 60 people");
    await page.goBack();
    await expectChosen(page, "skripal-2018", CHOSEN);
    await page.goForward();
    await expect(page).toHaveURL(chain("", `?event=${OTHER}`));
    await expect(chainParts(page).entry(OTHER)).toHaveAttribute("aria-selected", "true");
    await expect(chainParts(page).card).toContainText("Russia to the United States: ordered out 60 people");
    expect(await isMarked(page)).toBe(true);
  });

  test("a choice is left in the entry behind when a link inside the page is followed", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await press(chainParts(page).entry(CHOSEN));
    await page.getByRole("link", { name: "29 states" }).click();
    await expect(page).toHaveURL(/#behind-/);
    await press(chainParts(page).entry(OTHER));
    await expect(page).toHaveURL(new RegExp(`event=${OTHER}`));
    await page.goBack();
    await expect(page).toHaveURL(chain("skripal-2018", `?event=${CHOSEN}`));
    await expect(chainParts(page).entry(CHOSEN)).toHaveAttribute("aria-selected", "true");
  });

  test("a link to the same chain without a choice shows it as it was", async ({ page }) => {
    const toChain = page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Chain" });
    await open(page, chain());
    await mark(page);
    const all = await chainParts(page).picture.locator("a").count();
    // The first time the page's text arrives; the second time it is the text that is shown already.
    for (const time of ["first", "second"]) {
      await chainParts(page).kind.selectOption({ label: "Ceilings on posts" });
      expect(await chainParts(page).picture.locator("a").count()).toBeLessThan(all);
      await press(chainParts(page).entry(OTHER));
      await expect(page).toHaveURL(/event=/);
      await toChain.click();
      await expect(page).toHaveURL(chain());
      await expect(chainParts(page).kind).toHaveValue("");
      await expect.soft(chainParts(page).picture.locator("a"), `marks, the ${time} time`).toHaveCount(all);
      await expect.soft(page.locator("article [data-lit]"), `lit, the ${time} time`).toHaveCount(0);
      await expect
        .soft(chainParts(page).outline.locator("[aria-selected=true]"), `selected, the ${time} time`)
        .toHaveCount(0);
      await expect.soft(chainParts(page).card, `card, the ${time} time`).toBeHidden();
    }
    expect(await isMarked(page), "not loaded anew").toBe(true);
  });

  test("Close undoes the choice and gives the focus back to the entry", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { entry, close } = chainParts(page);
    await entry(OTHER).press("Enter");
    await expectChosen(page, "skripal-2018", OTHER);
    await close.focus();
    await page.keyboard.press("Enter");
    await expectNoneChosen(page);
    await expect(entry(OTHER)).toBeFocused();
  });

  test("Escape undoes the choice, in the outline and in the card", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { entry, card } = chainParts(page);
    await entry(OTHER).press("Enter");
    await page.keyboard.press("Escape");
    await expectNoneChosen(page);
    await expect(entry(OTHER)).toBeFocused();
    await entry(OTHER).press("Enter");
    await card.getByRole("link", { name: "Page of its own" }).focus();
    await page.keyboard.press("Escape");
    await expectNoneChosen(page);
    await expect(entry(OTHER)).toBeFocused();
  });

  test("Escape before a frame is shown gives the focus back to the entry that was clicked", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { entry } = chainParts(page);
    await entry(OTHER).evaluate((link) => {
      link.focus();
      link.click();
      link.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    });
    await expectNoneChosen(page);
    await expect(entry(OTHER)).toBeFocused();
  });

  test("an event that is chosen, left and chosen again before a frame is shown has its card written once", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { entry, card } = chainParts(page);
    const written = await entry(OTHER).evaluate(async (link) => {
      let headings = 0;
      const card = document.querySelector("[data-card]");
      new MutationObserver((records) => {
        for (const { addedNodes } of records) headings += [...addedNodes].filter(({ nodeName }) => nodeName === "H2").length;
      }).observe(card, { childList: true });
      link.focus();
      link.click();
      link.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
      link.click();
      for (let frame = 0; frame < 5; frame++) await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
      return headings;
    });
    expect(written).toBe(1);
    await expect(card).toBeVisible();
    await expectChosen(page, "skripal-2018", OTHER);
  });

  test("Escape undoes a choice made by a click on a mark", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await chainParts(page).mark(OTHER).click();
    await expectChosen(page, "skripal-2018", OTHER);
    // What a screen reader is told goes with the choice.
    const said = page.locator("[data-said]");
    await expect(said).not.toBeEmpty();
    await page.keyboard.press("Escape");
    await expectNoneChosen(page);
    await expect(said).toBeEmpty();
  });

  test("Escape gives the focus back to the mark that was clicked, in sight where the outline is far below", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 740 });
    await open(page, chain("skripal-2018"));
    const mark = chainParts(page).mark(OTHER);
    await mark.click();
    await expectChosen(page, "skripal-2018", OTHER);
    await page.keyboard.press("Escape");
    await expectNoneChosen(page);
    await expect(mark).toBeFocused();
    await expect(mark).toBeInViewport();
    // Not to a mark that was clicked before what is chosen now.
    const { entry } = chainParts(page);
    const another = "skripal-ru-expels-4-de";
    await mark.click();
    await entry(another).focus();
    await page.keyboard.press("Space");
    await expectChosen(page, "skripal-2018", another);
    await page.keyboard.press("Escape");
    await expect(entry(another)).toBeFocused();
  });

  test("after Close the mark that was clicked is still in view", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, chain("skripal-2018"));
    await chainParts(page).mark(OTHER).click();
    await chainParts(page).close.click();
    await expectNoneChosen(page);
    await expect(chainParts(page).mark(OTHER)).toBeFocused();
    await expect(chainParts(page).mark(OTHER)).toBeInViewport();
  });

  for (const [width, height] of [
    [1280, 800],
    [360, 740],
  ]) {
    test(`an event of the address is brought into the middle of what is free, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await open(page, chain("skripal-2018", `?event=skripal-ru-expels-4-de`));
      const { card, mark: markOf } = chainParts(page);
      await expect(card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
      const box = await markOf("skripal-ru-expels-4-de").boundingBox();
      const frame = await card.boundingBox();
      // On a narrow page the card lies over the lower part of the window.
      const free = width < 1056 ? frame.y : height;
      const middle = box.y + box.height / 2;
      expect(Math.abs(middle - free / 2), `the mark at ${middle} of ${free} px`).toBeLessThan(free / 5);
    });
  }

  test("links are lit on the way to and from the chosen event, those between lanes only at it", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { entry, picture } = chainParts(page);
    let farLit = 0;
    for (const id of [CHOSEN, OTHER, "skripal-attack"]) {
      await press(entry(id));
      const edges = await picture.evaluate((svg) => {
        const ids = [...svg.querySelectorAll("a")].map((a) => a.getAttribute("href").match(/\/events\/([^/]+)\/$/)?.[1]);
        return [...svg.querySelectorAll("[data-m]")].map((edge) => ({
          ends: edge.dataset.m.split(" ").map((place) => ids[place]),
          isFar: edge.classList.contains("chain__edge--far"),
          isLit: edge.hasAttribute("data-lit"),
          isSeen: getComputedStyle(edge).visibility === "visible",
        }));
      });
      const before = new Set([id, ...linesOf(id, "before")]);
      const after = new Set([id, ...linesOf(id, "after")]);
      expect(edges.length).toBeGreaterThan(0);
      for (const { ends, isFar, isLit, isSeen } of edges) {
        expect(ends.every(Boolean), "every mark has one event").toBe(true);
        const isOnTheWay = [before, after].some((side) => ends.every((end) => side.has(end)));
        const name = `${ends.join(" to ")}, with ${id} chosen`;
        expect.soft(isLit, name).toBe(isOnTheWay && (!isFar || ends.includes(id)));
        expect.soft(isSeen, `seen: ${name}`).toBe(!isFar || isLit);
        if (isFar && isLit) farLit += 1;
      }
    }
    expect(farLit).toBeGreaterThan(0);
  });

  test("Escape undoes a choice of the address before anything has the focus", async ({ page }) => {
    await open(page, chain("skripal-2018", `?event=${OTHER}`));
    await expectChosen(page, "skripal-2018", OTHER);
    await page.keyboard.press("Escape");
    await expectNoneChosen(page);
  });

  test("a click with Control opens the event's page in a new tab and chooses nothing", async ({ page, context }) => {
    await open(page, chain("skripal-2018"));
    for (const link of [chainParts(page).mark(OTHER), chainParts(page).entry(OTHER)]) {
      const opened = context.waitForEvent("page");
      await link.click({ modifiers: ["Control"] });
      const tab = await opened;
      await expect(tab).toHaveURL(`${sites.root}events/${OTHER}/`);
      await tab.close();
      await expectNoneChosen(page);
    }
  });

  for (const [what, id, query] of [
    ["year", "", ""],
    ["folded wave", "skripal-2018", "?waves=folded"],
  ]) {
    test(`a mark of several events lists them, each to be chosen: a ${what}`, async ({ page }) => {
      await open(page, chain(id, query));
      await mark(page);
      const { card, close, entry, picture } = chainParts(page);
      const several = picture.locator('a[data-e*=" "]').first();
      const places = (await several.getAttribute("data-e")).split(" ");
      await several.click();
      const links = card.locator("a[data-e]");
      await expect(links).toHaveCount(places.length);
      const listed = await links.evaluateAll((all) => all.map((link) => link.getAttribute("data-e")));
      expect(inOrder(listed)).toEqual(inOrder(places));
      const ids = await idsOf(links);
      expect(ids).toHaveLength(places.length);
      await expect(several).toHaveAttribute("data-lit", "chosen");
      // It leads nowhere: the page and its address stay.
      await page.waitForTimeout(300);
      await expect(page).toHaveURL(chain(id, query));
      const lit = inOrder(ids.flatMap((id) => linesOf(id)).filter((other) => !id || event(other).episode === id));
      expect(await idsOf(chainParts(page).outline.locator("[data-lit]"))).toEqual(lit);
      // By its keys: one of them has a card of its own.
      const one = (await links.first().getAttribute("href")).match(/\/events\/([^/]+)\/$/)[1];
      await links.first().press("Enter");
      await expect(page).toHaveURL(new RegExp(`[?&]event=${one}$`));
      await expect(entry(one)).toHaveAttribute("aria-selected", "true");
      await expect(card.locator("a[data-e]")).toHaveCount(0);
      await expect(card.getByRole("link", { name: "Page of its own" })).toHaveAttribute(
        "href",
        new RegExp(`/events/${one}/$`),
      );
      await close.click();
      await expectNoneChosen(page);
      expect(await isMarked(page)).toBe(true);
    });
  }

  test("a card of several events is closed by Escape and by Close, and goes with its mark when a filter is set", async ({ page }) => {
    await open(page, chain());
    const { card, close, kind, picture } = chainParts(page);
    const several = picture.locator('a[data-e*=" "]').first();
    for (const isFiltered of [false, true]) {
      for (const undo of [() => page.keyboard.press("Escape"), () => close.click()]) {
        await kind.selectOption("");
        await several.click();
        await expect(card).toBeVisible();
        if (isFiltered) await kind.selectOption({ label: "People ordered out" });
        else await undo();
        await expect.soft(card, isFiltered ? "with a filter" : "without a filter").toBeHidden();
        await expect.soft(page.locator("article [data-lit]")).toHaveCount(0);
      }
    }
  });

  test("a screen reader is told what is chosen", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await chainParts(page).entry(OTHER).press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "Russia to the United States: ordered out 60 people" })).toHaveCount(1);
  });

  test("where the event's page cannot be had, the card says so and keeps its links", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await page.route(`**/events/${OTHER}/`, (route) => route.abort());
    await chainParts(page).entry(OTHER).press("Enter");
    const { card } = chainParts(page);
    await expect(card).toContainText("Russia to the United States: ordered out 60 people");
    await expect(card).toContainText("could not be fetched");
    await expect(card.getByRole("link", { name: /^In the story: step \d+$/ })).toBeVisible();
    await expect(card.getByRole("link", { name: "Page of its own" })).toBeVisible();
    // The next one is fetched as ever.
    await chainParts(page).entry(CHOSEN).press("Enter");
    await expect(card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
  });

  test("the card of an event chosen quickly after another is its own", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await page.route(`**/events/${CHOSEN}/`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await press(chainParts(page).entry(CHOSEN));
    await press(chainParts(page).entry(OTHER));
    await page.waitForTimeout(700);
    await expectChosen(page, "skripal-2018", OTHER);
    await expect(chainParts(page).card).not.toContainText(event(CHOSEN).disputes[0].claim);
  });
});

test.describe("the outline as a tree", () => {
  /** What has the focus. */
  const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());
  const shown = (page) =>
    chainParts(page)
      .outline.locator("[role=treeitem]:visible")
      .evaluateAll((items) => items.map((item) => item.textContent.trim()));

  test("has the roles of a tree and one stop of the Tab key", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { outline } = chainParts(page);
    const { strays, stops, levels, groups } = await outline.evaluate((tree) => {
      const items = [...tree.querySelectorAll("[role=treeitem]")];
      const depth = (item) => {
        let n = 0;
        for (let list = item.closest("ul"); list; list = list.parentElement.closest("[data-outline] ul")) n += 1;
        return n;
      };
      return {
        strays: [...tree.querySelectorAll("a, button, [tabindex]")].filter((e) => !items.includes(e)).length,
        stops: items.filter((item) => item.tabIndex === 0).length,
        levels: items.filter((item) => Number(item.getAttribute("aria-level")) !== depth(item)).length,
        groups: [...tree.querySelectorAll("ul")].filter((list) => list.getAttribute("role") !== "group").length,
      };
    });
    expect({ strays, stops, levels, groups }).toEqual({ strays: 0, stops: 1, levels: 0, groups: 0 });
    // Tab enters at one entry and leaves by the next Tab.
    await outline.locator("[tabindex='0']").focus();
    await page.keyboard.press("Tab");
    expect(await outline.evaluate((tree) => tree.contains(document.activeElement))).toBe(false);
    await page.keyboard.press("Shift+Tab");
    expect(await outline.evaluate((tree) => tree.contains(document.activeElement))).toBe(true);
  });

  test("arrows, Home and End walk it; left and right close, open, climb and descend", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { outline } = chainParts(page);
    const all = await shown(page);
    const first = outline.getByRole("treeitem").first();
    await first.focus();
    for (const [key, at] of [
      ["ArrowDown", 1],
      ["ArrowDown", 2],
      ["ArrowUp", 1],
      ["End", all.length - 1],
      ["ArrowDown", all.length - 1],
      ["Home", 0],
      ["ArrowUp", 0],
      ["ArrowRight", 1],
      ["ArrowRight", 2],
    ]) {
      await page.keyboard.press(key);
      expect(await focused(page), key).toBe(all[at]);
    }
    const third = outline.getByRole("treeitem").nth(2);
    await expect(third).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("ArrowLeft");
    await expect(third).toHaveAttribute("aria-expanded", "false");
    const closed = await shown(page);
    expect(closed.length).toBeLessThan(all.length);
    expect(await focused(page)).toBe(all[2]);
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe(closed[3]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    await expect(third).toHaveAttribute("aria-expanded", "true");
    expect(await shown(page)).toEqual(all);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect(await focused(page)).toBe(all[1]);
    await expect(outline.locator("[role=treeitem][tabindex='0']")).toHaveText(all[1]);
  });

  test("letters find the next entry that begins so", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const all = await shown(page);
    await chainParts(page).outline.getByRole("treeitem").first().focus();
    const at = (word, from) => all.findIndex((text, i) => i > from && text.startsWith(word));
    await page.keyboard.type("Fin");
    expect(await focused(page)).toBe(all[at("Fin", 0)]);
    await page.waitForTimeout(800);
    await page.keyboard.press("u");
    const u = all.findIndex((text, i) => i > at("Fin", 0) && /^u/i.test(text));
    expect(await focused(page)).toBe(all[u < 0 ? all.findIndex((text) => /^u/i.test(text)) : u]);
    await expectNoneChosen(page);
  });

  test("a space between letters belongs to what is typed and chooses nothing", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    await chainParts(page).outline.getByRole("treeitem").first().focus();
    await page.keyboard.type("russia to the united k");
    expect(await focused(page)).toMatch(/^Russia to the United Kingdom/);
    await expectNoneChosen(page);
  });

  test("keys with a modifier are left to the browser", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { outline } = chainParts(page);
    await outline.getByRole("treeitem").first().focus();
    await page.evaluate(() => {
      window.taken = [];
      addEventListener("keydown", (event) => {
        if (event.defaultPrevented) window.taken.push(event.key);
        event.preventDefault();
      });
    });
    for (const modifier of ["Alt", "Control", "Meta"]) {
      for (const key of ["ArrowDown", "End", "a", " "]) await page.keyboard.press(`${modifier}+${key}`);
    }
    expect(await page.evaluate(() => window.taken)).toEqual([]);
  });

  test("every event of every crisis is in its outline", async ({ page }) => {
    for (const { id } of dataset.episodes) {
      await open(page, chain(id));
      const links = chainParts(page).outline.locator("[role=treeitem][data-e]");
      expect.soft(await links.count(), id).toBe(eventsOf(id).length);
      expect.soft(await idsOf(links), id).toEqual(inOrder(eventsOf(id)));
    }
  });

  /** Walks the whole tree by keys alone, opening what is closed; gives the addresses of the entries walked over. */
  const walkAll = (page) =>
    page.evaluate(async () => {
      const found = [];
      const press = (key) => {
        const options = { key, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", options));
      };
      press("Home");
      for (let last = null; last !== document.activeElement; ) {
        last = document.activeElement;
        if (last.getAttribute("role") !== "treeitem" || !last.checkVisibility()) throw new Error(last.outerHTML);
        if (last.hasAttribute("data-e")) found.push(last.getAttribute("href").match(/\/events\/([^/]+)\/$/)[1]);
        if (last.getAttribute("aria-expanded") === "false") press("ArrowRight");
        if (document.activeElement !== last) throw new Error("opening moved the focus");
        press("ArrowDown");
      }
      return found;
    });

  for (const id of ["skripal-2018", "ukraine-2022", "aftermath-2023", ""]) {
    test(`every event of ${id || "all crises"} is reached by keys alone`, async ({ page }) => {
      await open(page, chain(id));
      // Into the tree by Tab from the control before the figure; the picture's marks are no stops.
      await chainParts(page).showAll.focus();
      for (let i = 0; i < 4; i += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement.getAttribute("role") === "treeitem")) break;
      }
      expect(inOrder(await walkAll(page))).toEqual(inOrder(eventsOf(id)));
      await page.keyboard.press("Enter");
      await expect(chainParts(page).card).toBeVisible();
    });
  }

  test("with a filter it is still reached by Tab and walked", async ({ page }) => {
    for (const [id, query] of [
      ["", "?episode=ukraine-2022"],
      ["", "?country=us&kind=missions"],
      ["cold-war-other", "?country=us"],
      ["bilateral-1992-2016", "?kind=words"],
    ]) {
      await open(page, chain(id, query));
      const { outline, showAll } = chainParts(page);
      const stop = outline.locator("[role=treeitem][tabindex='0']");
      await expect.soft(stop, query).toHaveCount(1);
      await expect.soft(stop, query).toBeVisible();
      await showAll.focus();
      let isInside = false;
      for (let i = 0; i < 4 && !isInside; i += 1) {
        await page.keyboard.press("Tab");
        isInside = await outline.evaluate((tree) => tree.contains(document.activeElement));
      }
      expect.soft(isInside, `Tab leads into the outline of ${chainOf(id)}${query}`).toBe(true);
    }
  });

  test("a click on the triangle opens and closes, a click on any line of the text chooses", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { outline } = chainParts(page);
    const entry = chainParts(page).entry(CHOSEN);
    const group = entry.locator("xpath=following-sibling::ul");
    await clickTriangle(page, entry);
    await expect(entry).toHaveAttribute("aria-expanded", "false");
    await expect(group).toHaveAttribute("data-closed", "");
    await expect(group).toBeHidden();
    await clickTriangle(page, entry);
    await expect(entry).toHaveAttribute("aria-expanded", "true");
    await expect(group).toBeVisible();
    await expectNoneChosen(page);
    await clickText(page, entry);
    await expectChosen(page, "skripal-2018", CHOSEN);
    await page.keyboard.press("Escape");
    await expectNoneChosen(page);
    // The second line begins further left than the first: no triangle stands there.
    expect(await entry.evaluate((link) => link.getClientRects().length)).toBeGreaterThan(1);
    await clickAt(page, entry, 6, 1);
    await expect.soft(entry, "a click on the second line closes nothing").toHaveAttribute("aria-expanded", "true");
    await expect.soft(outline.locator("[aria-selected=true]"), "a click on the second line chooses").toHaveCount(1);
  });

  test("an era opens and closes by a click, Enter and Space, a crisis by its triangle and Space", async ({ page }) => {
    await open(page, chain());
    await mark(page);
    const { outline } = chainParts(page);
    const era = outline.locator(".outline__era").first();
    const crisis = crisisEntry(page, "skripal-2018");
    const toggles = async (entry, act, how) => {
      const before = await entry.getAttribute("aria-expanded");
      const after = before === "true" ? "false" : "true";
      const group = entry.locator("xpath=following-sibling::ul");
      await act();
      await expect(entry, how).toHaveAttribute("aria-expanded", after);
      await expect(group, how).toBeVisible({ visible: after === "true" });
      await act();
      await expect(entry, how).toHaveAttribute("aria-expanded", before);
      await expect(group, how).toBeVisible({ visible: before === "true" });
    };
    await toggles(era, () => clickText(page, era), "a click on an era");
    await toggles(era, () => clickTriangle(page, era), "a click on an era's triangle");
    await toggles(era, () => era.press("Enter"), "Enter on an era");
    await toggles(era, () => era.press(" "), "Space on an era");
    await toggles(crisis, () => clickTriangle(page, crisis), "a click on a crisis's triangle");
    await toggles(crisis, () => crisis.press(" "), "Space on a crisis");
    await expect(page).toHaveURL(chain());
    await clickText(page, crisis);
    await expect(page).toHaveURL(chain("skripal-2018"));
    expect(await isMarked(page)).toBe(true);
  });

  test("what an entry is to the one above belongs to its name", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const related = chainParts(page).outline.locator("li:has(> .outline__relation) > [role=treeitem]");
    expect(await related.count()).toBeGreaterThan(0);
    const wrong = await related.evaluateAll((all) =>
      all
        .filter((link) => {
          const relation = link.parentElement.querySelector(":scope > .outline__relation").textContent;
          return link.getAttribute("aria-label") !== `${relation} ${link.textContent}`;
        })
        .map((link) => link.textContent),
    );
    expect(wrong).toEqual([]);
  });

  test("a crisis is called by its name alone", async ({ page }) => {
    await open(page, chain());
    // Whether it is open is said by its state; the triangle is for the eyes.
    await expect(
      chainParts(page).outline.getByRole("treeitem", { name: "Skripal 2018", exact: true, includeHidden: true }),
    ).toHaveCount(1);
  });

  test("a crisis of the outline of all leads to its chain", async ({ page }) => {
    await open(page, chain());
    await mark(page);
    await crisisEntry(page, "skripal-2018").press("Enter");
    await expect(page).toHaveURL(chain("skripal-2018"));
    expect(await isMarked(page)).toBe(true);
  });
});

test.describe("controls", () => {
  const labels = (page) =>
    chainParts(page)
      .picture.locator("text.chain__text--name")
      .allTextContents();

  /** Reads what the page shows; a reload and a new window must show the same. */
  const state = async (page) => ({
    shown: await shownIds(page),
    listed: await listedIds(page),
    lanes: await labels(page),
    controls: await chainParts(page).tools.evaluate((form) => [...new FormData(form)]),
  });

  async function expectKept(page, context) {
    const before = await state(page);
    await page.reload();
    await ready(page);
    expect(await state(page), "after a reload").toEqual(before);
    const other = await context.newPage();
    await open(other, page.url());
    expect(await state(other), "in a new window").toEqual(before);
    await expect(other.locator("#notice")).toBeHidden();
    await other.close();
  }

  test("a country is all that is left of picture and outline, with what stands above", async ({ page, context }) => {
    await open(page, chain("skripal-2018"));
    await mark(page);
    await chainParts(page).country.selectOption({ label: "United States" });
    await expect(page).toHaveURL(chain("skripal-2018", "?country=us"));
    const own = eventsOf("skripal-2018").filter((id) => [event(id).actor, event(id).target].includes("US"));
    const ids = await shownIds(page);
    // What set it off stays with it.
    expect(ids.filter((id) => event(id).action !== "trigger")).toEqual(inOrder(own));
    const listed = await listedIds(page);
    for (const id of own) expect(listed).toContain(id);
    expect(listed.length).toBeLessThan(eventsOf("skripal-2018").length);
    expect(await isMarked(page)).toBe(true);
    await expectKept(page, context);
  });

  test("a kind of act is all that is left", async ({ page, context }) => {
    await open(page, chain("skripal-2018"));
    await chainParts(page).kind.selectOption({ label: "Missions closed or suspended" });
    await expect(page).toHaveURL(chain("skripal-2018", "?kind=missions"));
    const ids = await shownIds(page);
    const actions = ["close-consulate", "close-cultural-institute", "suspend-mission"];
    const own = eventsOf("skripal-2018").filter((id) => actions.includes(event(id).action));
    expect(ids).toEqual(inOrder(own));
    const listed = await listedIds(page);
    for (const id of ids) expect(listed).toContain(id);
    await expectKept(page, context);
  });

  test("lanes are sorted by date, people and name", async ({ page, context }) => {
    await open(page, chain("skripal-2018"));
    const byDate = await labels(page);
    await chainParts(page).sort.selectOption({ label: "most people" });
    await expect(page).toHaveURL(chain("skripal-2018", "?sort=people"));
    const byPeople = await labels(page);
    await chainParts(page).sort.selectOption({ label: "name" });
    await expect(page).toHaveURL(chain("skripal-2018", "?sort=name"));
    const byName = await labels(page);
    expect(byPeople).not.toEqual(byDate);
    expect(byName).not.toEqual(byDate);
    expect(inOrder(byName)).toEqual(inOrder(byDate));
    expect(inOrder(byPeople)).toEqual(inOrder(byDate));
    expect(await shownIds(page)).toEqual(inOrder(eventsOf("skripal-2018")));
    await expectKept(page, context);
    await chainParts(page).sort.selectOption({ label: "first date" });
    await expect(page).toHaveURL(chain("skripal-2018"));
    expect(await labels(page)).toEqual(byDate);
  });

  test("waves fold into one lane and unfold, and a choice stays", async ({ page, context }) => {
    await open(page, chain("skripal-2018", `?event=${CHOSEN}`));
    const { picture, waves, outline, card } = chainParts(page);
    const lanes = await labels(page);
    const lit = await outline.locator("[data-lit]").count();
    await waves.check();
    await expect(page).toHaveURL(chain("skripal-2018", `?waves=folded&event=${CHOSEN}`));
    expect((await labels(page)).length).toBeLessThan(lanes.length);
    expect(await picture.locator("a[data-lit]").count()).toBeGreaterThan(0);
    await expect(outline.locator("[data-lit]")).toHaveCount(lit);
    await expect(card).toBeVisible();
    await expectKept(page, context);
    await chainParts(page).waves.uncheck();
    expect(await labels(page)).toEqual(lanes);
    await expectChosen(page, "skripal-2018", CHOSEN);
  });

  test("a crisis is chosen in the chain of all", async ({ page, context }) => {
    await open(page, chain());
    const { crisis, waves } = chainParts(page);
    await expect(waves).toBeHidden();
    const isServedHidden = await page.evaluate(async () => {
      const text = await (await fetch(location.href)).text();
      const served = new DOMParser().parseFromString(text, "text/html");
      return served.querySelector("label:has([name=waves])").hidden;
    });
    expect(isServedHidden, "hidden before the program runs").toBe(true);
    await crisis.selectOption({ label: "Skripal 2018" });
    await expect(page).toHaveURL(chain("", "?episode=skripal-2018"));
    expect(await shownIds(page)).toEqual(inOrder(eventsOf("skripal-2018")));
    await expect(waves).toBeVisible();
    await expectKept(page, context);
    // The outline opens as far as the crisis.
    await expect(crisisEntry(page, "skripal-2018")).toBeVisible();
    await expect(chainParts(page).entry(CHOSEN)).toBeVisible();
    await expect(crisisEntry(page, "ukraine-2022")).toBeHidden();
  });

  test("what fits nothing says so, and Show all brings everything back", async ({ page }) => {
    await open(page, chain("skripal-2018"));
    const { country, kind, sort, showAll, figure } = chainParts(page);
    await country.selectOption({ label: "Albania" });
    await kind.selectOption({ label: "Missions closed or suspended" });
    await sort.selectOption({ label: "name" });
    await expect(figure.getByText("No event fits what is chosen.")).toBeVisible();
    await showAll.click();
    await expect(page).toHaveURL(chain("skripal-2018"));
    await expect(country).toHaveValue("");
    await expect(kind).toHaveValue("");
    await expect(sort).toHaveValue("date");
    expect(await shownIds(page)).toEqual(inOrder(eventsOf("skripal-2018")));
    expect(await listedIds(page)).toEqual(inOrder(eventsOf("skripal-2018")));
  });

  test("Show all keeps the choice", async ({ page }) => {
    await open(page, chain("skripal-2018", `?kind=people&event=${OTHER}`));
    await chainParts(page).showAll.click();
    await expectChosen(page, "skripal-2018", OTHER);
    await expect(page).toHaveURL(chain("skripal-2018", `?event=${OTHER}`));
  });

  test("Show all leaves the page where it is", async ({ page }) => {
    await open(page, chain("skripal-2018", `?kind=people&event=${OTHER}`));
    const { showAll } = chainParts(page);
    // The page opens at the chosen mark; the reader goes back up to the controls.
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await page.evaluate(() => scrollTo(0, 0));
    await showAll.click();
    await expect(page).toHaveURL(chain("skripal-2018", `?event=${OTHER}`));
    await page.waitForTimeout(300);
    await expect(showAll).toBeInViewport();
  });

  for (const [query, named] of [
    ["?country=zz", "zz"],
    ["?country=42", "country"],
    ["?kind=no-such", "kind"],
    ["?kind=Ü", "kind"],
    ["?sort=colour", "sort"],
    ["?waves=perhaps", "waves"],
    ["?event=no-such-event", "no-such-event"],
    ["?event=No%20such", "event"],
    ["?event=foot-uk-expels-105", "foot-uk-expels-105"],
  ]) {
    test(`${query} is named in the notice and falls back`, async ({ page }) => {
      const heard = complaints(page);
      await open(page, chain("skripal-2018", query));
      await expect(parts(page).notice).toBeVisible();
      await expect(parts(page).notice).toContainText(named);
      expect(await shownIds(page)).toEqual(inOrder(eventsOf("skripal-2018")));
      await expect(chainParts(page).card).toBeHidden();
      await expect(chainParts(page).country).toHaveValue("");
      await expect(chainParts(page).kind).toHaveValue("");
      await expect(chainParts(page).sort).toHaveValue("date");
      await expect(chainParts(page).waves).not.toBeChecked();
      expect(heard).toEqual([]);
    });
  }

  test("the notice goes once the reader chooses something else", async ({ page }) => {
    await open(page, chain("skripal-2018", "?event=no-such-event"));
    await expect(parts(page).notice).toBeVisible();
    await chainParts(page).entry(OTHER).press("Enter");
    await expectChosen(page, "skripal-2018", OTHER);
    await expect(parts(page).notice).toBeHidden();
  });

  test("an unknown crisis of the chain of all is named and falls back", async ({ page }) => {
    await open(page, chain("", "?episode=no-such&kind=people"));
    await expect(parts(page).notice).toContainText("no-such");
    await expect(chainParts(page).crisis).toHaveValue("");
    await expect(chainParts(page).kind).toHaveValue("people");
    expect((await listedIds(page)).length + (await shownIds(page)).length).toBeGreaterThan(0);
  });

  test("a value that a page has no control for leaves the others as they are", async ({ page }) => {
    await open(page, chain("cold-war-other", "?kind=people"));
    const some = await shownIds(page);
    expect(some.length).toBeLessThan(eventsOf("cold-war-other").length);
    await expect(chainParts(page).waves).toHaveCount(0);
    await open(page, chain("cold-war-other", "?kind=people&waves=folded"));
    await expect(chainParts(page).kind).toHaveValue("people");
    expect(await shownIds(page)).toEqual(some);
  });
});

/** Pairs of texts that lie on each other, and texts and marks outside the picture. Half a pixel is rounding. */
const collisions = (svg, tolerance = 0.5) =>
  svg.evaluate((svg, tolerance) => {
    const boxes = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const marks = [...svg.querySelectorAll("a > :not(title, .chain__hit)")].map((mark) => [
      mark.closest("a").querySelector("title").textContent,
      mark.getBoundingClientRect(),
    ]);
    const frame = svg.getBoundingClientRect();
    const found = [];
    for (const [i, [name, a]] of boxes.entries()) {
      for (const [other, b] of boxes.slice(i + 1)) {
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (over <= tolerance || down <= tolerance) continue;
        found.push(`“${name}” on “${other}” by ${over.toFixed(1)}×${down.toFixed(1)} px`);
      }
    }
    for (const [name, box] of [...boxes, ...marks]) {
      const across = Math.max(frame.left - box.left, box.right - frame.right);
      const out = Math.max(across, frame.top - box.top, box.bottom - frame.bottom);
      if (out > tolerance) found.push(`“${name}” outside by ${out.toFixed(1)} px`);
    }
    return found;
  }, tolerance);

test.describe("what fits", () => {
  const widths = [360, 768, 1440];

  for (const id of ["skripal-2018", "ukraine-2022", "aftermath-2023", "cold-war-other", "bilateral-1992-2016", ""]) {
    test(`no text lies on another in the chain of ${id || "all crises"}`, async ({ page }) => {
      test.slow();
      const isLarge = ["skripal-2018", "ukraine-2022"].includes(id);
      await open(page, chain(id));
      const { sort, waves, picture } = chainParts(page);
      const folds = (await waves.isVisible()) ? [false, true] : [false];
      for (const isFolded of folds) {
        if (folds.length > 1) await waves.setChecked(isFolded);
        for (const order of isLarge || !id ? ["date", "people", "name"] : ["date"]) {
          await sort.selectOption(order);
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await expect(picture).toHaveCount(1);
            const where = `${width} px, by ${order}${isFolded ? ", folded" : ""}`;
            expect.soft(await collisions(picture), where).toEqual([]);
          }
        }
      }
    });
  }

  test("no text lies on another in any crisis", async ({ page }) => {
    test.slow();
    for (const { id } of dataset.episodes) {
      await open(page, chain(id));
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await collisions(chainParts(page).picture), `${id} at ${width} px`).toEqual([]);
      }
    }
  });

  test("no text lies on another in the small chains of skripal-2018", async ({ page }) => {
    for (const [i] of episode("skripal-2018").steps.entries()) {
      await open(page, `${sites.root}episodes/skripal-2018/${i + 1}/`);
      const svg = page.getByRole("figure", { name: "Who answered whom" }).locator("svg");
      if (!(await svg.count())) continue;
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        // A name on two lines is drawn larger here than in the whole chain: its lines' boxes may touch.
        expect.soft(await collisions(svg, 1), `step ${i + 1} at ${width} px`).toEqual([]);
      }
    }
  });

  for (const id of ["skripal-2018", "ukraine-2022", ""]) {
    // 320 × 256 px is what 400 % zoom leaves of 1280 × 1024.
    test(`the chain of ${id || "all crises"} can be used at 400 % zoom`, async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 256 });
      await open(page, chain(id));
      const overflow = () => page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      const { kind, entry, card, close, mark: markOf } = chainParts(page);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await kind.selectOption({ label: "People ordered out" });
      if (id) {
        const other = id === "skripal-2018" ? OTHER : eventsOf(id).find((id) => event(id).unit === "people");
        await markOf(other).click();
        await expect(card).toBeVisible();
        await close.click();
        await expect(card).toBeHidden();
        await entry(other).press("Enter");
      } else {
        await press(entry(OTHER));
      }
      await expect(card).toBeVisible();
      expect(await overflow()).toBeLessThanOrEqual(0);
      // The card leaves more than half of the window to the picture.
      const { height } = await card.boundingBox();
      expect(height).toBeLessThan(128);
      await close.click();
      await expect(card).toBeHidden();
    });
  }

  test("a card open on a phone leaves the chosen entry in sight", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, chain("skripal-2018"));
    const { outline, card } = chainParts(page);
    await outline.getByRole("treeitem").first().focus();
    await page.keyboard.press("Enter");
    await expect(card).toBeVisible();
    const hidden = [];
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press("ArrowDown");
      const covered = await page.evaluate(() => {
        const { left, top, height } = document.activeElement.getClientRects()[0];
        const front = document.elementFromPoint(left + 4, top + height / 2);
        return front?.closest("[data-card]") ? document.activeElement.textContent : "";
      });
      if (covered) hidden.push(covered);
    }
    expect(hidden).toEqual([]);
  });

  test("every control and the button Close are at least 24 px high", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, chain("", `?event=${OTHER}`));
    const { tools, close } = chainParts(page);
    const heights = await tools
      .locator("select:visible, button:visible, label:visible")
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    heights.push((await close.boundingBox()).height);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  });
});

test.describe("with a card open", () => {
  for (const id of ["skripal-2018", ""]) {
    test(`axe-core finds nothing in any colours at any width: ${id || "all crises"}`, async ({ page }) => {
      test.setTimeout(300_000);
      // All crises with their picture of years are checked without a card, with the other kinds of page.
      await open(page, chain(id, id ? `?event=${CHOSEN}` : `?episode=skripal-2018&event=${CHOSEN}`));
      await expect(chainParts(page).card.getByRole("heading", { name: /^\d+ sources?$/ })).toBeVisible();
      expect(await violationsInEverySetting(page, async () => {})).toEqual([]);
    });
  }

  test("marks and lines are seen in forced colours", async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await open(page, chain("skripal-2018"));
    const colours = await chainParts(page).picture.evaluate((svg) => {
      const paper = getComputedStyle(document.body).backgroundColor;
      const of = (selector, name) => [...svg.querySelectorAll(selector)].map((e) => getComputedStyle(e)[name]);
      const marks = of("a circle:not(.chain__hollow, .chain__ring)", "fill");
      const lines = of("path.chain__edge", "stroke");
      // A number inside a mark has the colour of the paper.
      const texts = of("text:not(.chain__text--inside)", "fill");
      return { paper, inks: [...new Set([...marks, ...lines, ...texts])] };
    });
    expect(colours.inks).not.toContain(colours.paper);
  });
});

test.describe("from a step and back", () => {
  test("one click leads from a step to its place in the chain, one click back", async ({ page }) => {
    const heard = complaints(page);
    const step = `${sites.root}episodes/skripal-2018/3/`;
    await open(page, step);
    await mark(page);
    const small = page.getByRole("figure", { name: "Who answered whom" });
    await small.getByRole("link", { name: "This step in the whole chain" }).click();
    await expect(page).toHaveURL(/\/chain\/\?event=/);
    const first = page.url().split("event=")[1];
    expect(episode("skripal-2018").steps[2].events).toContain(first);
    await expectChosen(page, "skripal-2018", first);
    await chainParts(page).card.getByRole("link", { name: "In the story: step 3" }).click();
    await expect(page).toHaveURL(`${step}?event=${first}`);
    await expect(parts(page).heading).toContainText("Step 3 of 14");
    await expect(page.locator(`#${first}`)).toHaveAttribute("aria-current", "true");
    await page.goBack();
    await expectChosen(page, "skripal-2018", first);
    expect(await isMarked(page)).toBe(true);
    expect(heard).toEqual([]);
  });

  test("a mark of the small chain leads to its place in the whole one", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    const link = page.getByRole("figure", { name: "Who answered whom" }).locator("svg a").first();
    const id = (await link.getAttribute("href")).split("event=")[1];
    await link.click();
    await expectChosen(page, "skripal-2018", id);
  });

  test("an event's page leads to its place in the chain", async ({ page }) => {
    await open(page, `${sites.root}events/${OTHER}/`);
    await page.getByRole("link", { name: "In the chain" }).click();
    await expectChosen(page, "skripal-2018", OTHER);
  });

  test("keys of the stepper do nothing in a chain", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    await page.getByRole("link", { name: "This step in the whole chain" }).click();
    await expect(parts(page).heading).toHaveText("Who answered whom: Skripal 2018");
    await expect(parts(page).heading).toBeFocused();
    await expect(chainParts(page).card).toBeVisible();
    const url = page.url();
    for (const key of ["ArrowRight", "ArrowLeft", "End", "Home"]) await page.keyboard.press(key);
    // A step would be shown by then.
    await page.waitForTimeout(300);
    await expect(page).toHaveURL(url);
  });
});
