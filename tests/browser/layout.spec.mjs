// What fits where.
import { expect, test } from "@playwright/test";
import { compareOf, compareParts, countryOf, open, parts, samplePages, sites, stepsOf } from "./helpers.mjs";
import { GROUPS, MEASURES, VIEWS } from "./oracle.mjs";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };
const longEpisodes = ["skripal-2018", "ukraine-2022"];

/** Whether the page must be scrolled sideways, and what makes it so wide. */
const sideways = (page) =>
  page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement;
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !element.closest(".table__scroll"),
    );
    return {
      isTooWide: scrollWidth > innerWidth,
      by: scrollWidth > innerWidth ? wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) : [],
    };
  });

for (const [kind, path] of Object.entries(samplePages)) {
  // 320 px is also what 400 % zoom leaves of 1280 px.
  test(`${kind} needs no sideways scrolling from 320 to 1440 px`, async ({ page }) => {
    // A frame may be narrower than any window.
    for (const width of [...(path.startsWith("embed/") ? [280] : []), 320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      await open(page, sites.root + path);
      for (const details of await page.locator("details").all())
        await details.evaluate((element) => {
          element.open = true;
        });
      const overflow = await sideways(page);
      expect.soft(overflow, `at ${width} px`).toEqual({ isTooWide: false, by: [] });
    }
  });
}

/**
 * Pairs of texts of the picture that lie on each other, and texts that stick out of it. Half a pixel is rounding; of lines
 * that are set closer than a line's height, `lead` px at their top and bottom are empty.
 */
const collisions = (svg, lead = 0) =>
  svg.evaluate((svg, lead) => {
    const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const frame = svg.getBoundingClientRect();
    const meet = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 + 2 * lead;
    const pairs = texts.flatMap(([name, box], i) =>
      texts
        .slice(i + 1)
        .filter(([, other]) => meet(box, other))
        .map(([other]) => `“${name}” on “${other}”`),
    );
    const outside = texts
      .map(([name, box]) => [name, Math.max(frame.left - box.left, box.right - frame.right)])
      .filter(([, excess]) => excess > 0.5)
      .map(([name, excess]) => `“${name}” sticks out by ${excess.toFixed(1)} px`);
    return [...pairs, ...outside];
  }, lead);

for (const [format, viewport] of [
  ["wide", DESKTOP],
  ["narrow", PHONE],
]) {
  for (const id of longEpisodes) {
    test(`no text of the ${format} ledger lies on another in any step of ${id}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      for (const path of stepsOf(id)) {
        await open(page, sites.root + path);
        const svg = parts(page).ledger.locator(`svg.ledger__svg--${format}`);
        if (!(await svg.locator("text").count())) continue;
        await expect(svg).toBeVisible();
        expect.soft(await collisions(svg), path).toEqual([]);
      }
    });
  }

  test(`no text of the ${format} picture on the home page lies on another`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await open(page, sites.root);
    expect(await collisions(page.locator(`svg.waves__svg--${format}`))).toEqual([]);
  });
}

for (const id of longEpisodes) {
  test(`on a phone the ledger's picture takes at most 45 % of the height in every step of ${id}`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    for (const path of stepsOf(id)) {
      await open(page, sites.root + path);
      const svg = parts(page).ledger.locator("svg.ledger__svg--narrow");
      const height = await svg.evaluate((svg) => svg.getBoundingClientRect().height);
      expect.soft(Math.round(height), `${path}, px of ${PHONE.height}`).toBeLessThanOrEqual(PHONE.height * 0.45);
    }
  });
}

const CHOSEN = "countries=de,fr,gb,us,nato-members&episodes=skripal-2018,bilateral-1992-2016&from=1971-01-01";

for (const { key, name } of VIEWS) {
  test(`the comparison needs no sideways scrolling at 320 px in the view “${name}”, whatever is chosen`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 320, height: 256 });
    for (const query of ["", "&measure=net", "&side=moscow&group=episode", `&${CHOSEN}`]) {
      await open(page, `${sites.root}${compareOf()}?view=${key}${query}`);
      const { details, marks, table } = compareParts(page);
      if (key === "table") await table.getByRole("button", { name: /behind/ }).first().press("Enter");
      else await marks.first().focus();
      await expect(details.getByRole("heading", { level: 3 })).toBeVisible();
      expect.soft(await sideways(page), query).toEqual({ isTooWide: false, by: [] });
    }
  });
}

test("with 400 % zoom every control of the comparison can be used", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await open(page, `${sites.root}${compareOf()}?countries=gb,us`);
  const { view, more, side, group, sort, country, crisis, kind, from, to, reset, chip, copy, save, measures, marks, details, close } =
    compareParts(page);
  await more.check();
  for (const control of [
    view("Map"),
    side,
    group,
    sort,
    country,
    crisis,
    kind,
    from,
    to,
    reset,
    chip("United Kingdom"),
    copy,
    save("CSV"),
    save("PNG"),
    measures.getByRole("link", { name: "Difference, act less reply" }),
    marks.first(),
  ]) {
    await control.click({ trial: true });
  }
  await marks.first().focus();
  await expect(details.getByRole("heading", { level: 3 })).toBeVisible();
  await close.click();
  await expect(details.getByRole("heading", { level: 3 })).toHaveCount(0);
});

test("every control of the comparison is at least 24 px high, on a phone too", async ({ page }) => {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await open(page, `${sites.root}${compareOf()}?countries=gb,us`);
    const { more, tools, actions, measures, table } = compareParts(page);
    if (viewport === PHONE) await more.check();
    const heights = [];
    for (const part of [tools, actions, measures, table]) {
      heights.push(
        ...(await part
          .locator("button, select, label:has([type=radio], [type=checkbox]), input:not([type=radio], [type=checkbox]), nav a")
          .evaluateAll((all) =>
            all.filter((one) => one.checkVisibility()).map((one) => [one.textContent.slice(0, 30), one.getBoundingClientRect().height]),
          )),
      );
    }
    expect(heights.length).toBeGreaterThan(20);
    expect(heights.filter(([, height]) => height < 24)).toEqual([]);
  }
});

for (const [format, viewport] of [
  ["wide", DESKTOP],
  ["narrow", PHONE],
]) {
  for (const { key, name } of VIEWS.filter(({ key }) => key !== "table")) {
    test(`no text of the ${format} picture “${name}” sticks out of it or lies on another, in any measure and group`, async ({
      page,
    }) => {
      test.setTimeout(120_000);
      await page.setViewportSize(viewport);
      for (const { key: measure } of ["waves", "multiples", "scatter"].includes(key) ? MEASURES.slice(0, 1).concat(MEASURES[8]) : MEASURES) {
        for (const group of ["waves", "multiples"].includes(key) ? ["country"] : GROUPS) {
          const query = `?measure=${measure}&group=${group}&view=${key}`;
          await open(page, `${sites.root}${compareOf()}${query}`);
          const { picture } = compareParts(page);
          if (!(await picture.count())) continue;
          expect.soft(await collisions(picture, 2), query).toEqual([]);
        }
      }
    });
  }

  for (const code of ["gb", "ru", "nato"]) {
    test(`no text of the ${format} pictures of ${code} sticks out of them or lies on another`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await open(page, sites.root + countryOf(code));
      for (const picture of await page.getByRole("main").locator("svg:visible").all()) {
        expect.soft(await collisions(picture, 2)).toEqual([]);
      }
    });
  }
}

for (const [name, viewport] of [
  ["a phone", PHONE],
  ["a phone on its side", { width: 740, height: 360 }],
  ["400 % zoom", { width: 320, height: 256 }],
  ["a desktop", DESKTOP],
]) {
  test(`the links to the next step can be reached on ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await open(page, `${sites.root}episodes/ukraine-2022/3/`);
    const { next, previous } = parts(page);
    await next.click({ trial: true });
    await previous.click({ trial: true });
    if (viewport === PHONE) {
      await page.evaluate(() => scrollTo(0, 0));
      await expect(next).toBeInViewport({ ratio: 1 });
    }
  });
}

test("every dot of the stepper is at least 24 by 24 px, on a phone too", async ({ page }) => {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    const boxes = await parts(page)
      .progress.getByRole("link")
      .evaluateAll((links) =>
        links.map((link) => link.getBoundingClientRect()).map(({ width, height }) => [width, height]),
      );
    expect(boxes).toHaveLength(14);
    expect(boxes.filter(([width, height]) => width < 24 || height < 24)).toEqual([]);
  }
});

test("the focus is never hidden behind the pager on a phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page, `${sites.root}episodes/skripal-2018/6/`);
  const hidden = [];
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press("Tab");
    const covered = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element.closest(".pager")) return "";
      const { left, top, width, height } = element.getClientRects()[0];
      const front = document.elementFromPoint(left + width / 2, top + height / 2);
      return front?.closest(".pager") ? element.textContent : "";
    });
    if (covered) hidden.push(covered);
  }
  expect(hidden).toEqual([]);
});
