// What a reader takes away from the comparison: files, and the link.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { compareOf, compareParts, complaints, dataset, open, parts, sites } from "./helpers.mjs";
import { MEASURES, VIEWS, expected, label, nothing, queryOf } from "./oracle.mjs";

const compare = (query = "", measure = "") => `${sites.root}${compareOf(measure)}${query}`;

/** A choice with disputed numbers, floors, unknowns and numbers below zero. */
const CHOSEN = { ...nothing, countries: ["de", "fr", "gb", "us"], from: "1971", measure: "returned" };

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Presses a button that downloads; gives the file's name and content. */
async function download(page, kind) {
  const [file] = await Promise.all([page.waitForEvent("download"), compareParts(page).save(kind).click()]);
  expect(await file.failure()).toBeNull();
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

/** What the table shows: name, cells, how many events. */
const shownRows = (page) =>
  compareParts(page).table.evaluate((table) =>
    [...table.tBodies[0].rows].map((row) => {
      const [name, ...cells] = [...row.cells].map((cell) => cell.textContent);
      return { name, cells: cells.slice(0, -1), events: Number.parseInt(cells.at(-1), 10) || 0 };
    }),
  );

/** Reads CSV as RFC 4180 writes it. */
function readCsv(text) {
  const records = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const [, quoted, plain, end] = field.exec(text);
    records.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") records.push([]);
  }
  const [head, ...lines] = records.slice(0, -1);
  return lines.map((line) => {
    expect(line).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, i) => [name, line[i]]));
  });
}

/** The number of a file's line as the table shows it. `key` is the column, `measure` says how it is written. */
function cellOf(line, key, measure) {
  const status = line[`${key}_status`];
  if (["none found", "not published"].includes(status)) {
    for (const ending of ["", "_low", "_high"]) expect(line[key + ending] || null).toBeNull();
    return status;
  }
  const scale = { ratio: 100, lag: 2 }[measure] ?? 1;
  const [best, low, high] = ["", "_low", "_high"].map((ending) => Math.round(Number(line[key + ending]) * scale));
  return label(measure, { best, low, high, limits: status });
}

/** The rows of the table as a file has them. */
function rowsOf(lines, choice) {
  const column = (measure) => measure.replaceAll("-", "_");
  return lines.map((line) => {
    const events = (line.events ?? "").split(" ").filter(Boolean).length;
    if (choice.view === "waves") {
      return { time: line.time, cells: ["others", "moscow"].map((key) => cellOf(line, key, "expelled")), events };
    }
    if (choice.view === "multiples") {
      const pair = choice.measure.startsWith("missions") ? ["missions", "missions-returned"] : ["expelled", "returned"];
      return {
        name: `${line.name}, ${line.crisis}`,
        cells: pair.map((measure) => cellOf(line, column(measure), measure)),
        events,
      };
    }
    return { name: line.name, cells: MEASURES.map(({ key }) => cellOf(line, column(key), key)), events };
  });
}

/** The table as a file can have it: what a share is out of stands in no column, nor does the number of events. */
function asInFiles(rows, choice) {
  return rows.map(({ name, cells, events }) => {
    const plain = cells.map((cell) => cell.match(/^\d+ of \d+ \((.*)\)$/)?.[1] ?? cell);
    return choice.view === "waves" ? { cells: plain.slice(0, 2), events } : { name, cells: plain, events };
  });
}

for (const { key: view, name } of VIEWS) {
  for (const [what, choice] of [
    ["all of the record", { ...nothing, view }],
    ["a choice of four countries", { ...CHOSEN, view }],
    ["closed missions by period, Moscow’s acts", { ...nothing, view, measure: "missions", side: "moscow", group: "era" }],
  ]) {
    test(`CSV and JSON hold the numbers that the view “${name}” shows, of ${what}`, async ({ page }) => {
      const heard = complaints(page);
      await open(page, compare(queryOf(choice)));
      await expect.poll(() => shownRows(page)).toEqual(expected(choice).rows);
      const shown = asInFiles(await shownRows(page), choice);
      const csv = await download(page, "CSV");
      const json = await download(page, "JSON");
      expect(csv.name).toMatch(new RegExp(`^persona-non-grata-${choice.measure}-${view}[a-z0-9-]*\\.csv$`));
      expect(json.name).toBe(csv.name.replace(/csv$/, "json"));
      const lines = readCsv(csv.content.toString("utf8"));
      const file = JSON.parse(json.content.toString("utf8"));
      for (const rows of [lines, file.rows]) {
        const found = rowsOf(rows, choice).map(({ time, ...row }) => row);
        expect(found).toEqual(shown);
      }
      const title = await compareParts(page).title.textContent();
      for (const about of [file, ...lines]) {
        expect(about.address).toBe(page.url());
        expect(about.title.startsWith(title)).toBe(true);
      }
      for (const word of choice.countries.length ? ["United Kingdom", "from 1971"] : []) expect(file.title).toContain(word);
      expect(heard).toEqual([]);
    });
  }
}

test("files are named by what is in them", async ({ page }) => {
  for (const [query, name] of [
    ["", "persona-non-grata-expelled-bars"],
    ["?measure=returned&countries=gb,us&view=scatter", "persona-non-grata-returned-scatter-gb-us"],
    ["?episodes=skripal-2018&side=moscow", "persona-non-grata-expelled-bars-skripal-2018-moscow"],
    ["?from=2018&to=2018-12&view=waves", "persona-non-grata-expelled-waves-from-2018-to-2018-12"],
  ]) {
    await open(page, compare(query));
    for (const kind of ["CSV", "SVG"]) {
      expect((await download(page, kind)).name).toBe(`${name}.${kind.toLowerCase()}`);
    }
  }
});

/** What is in a picture, as a program that knows nothing of this site reads it; and where its texts stand when drawn. */
const readSvg = async (page, text) => {
  const reader = await page.context().newPage();
  const found = await reader.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml");
    const root = svg.documentElement;
    const all = [...svg.querySelectorAll("*")];
    document.body.append(document.importNode(root, true));
    const drawn = document.querySelector("svg");
    const frame = drawn.getBoundingClientRect();
    const outside = [...drawn.querySelectorAll("text")]
      .filter((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1;
      })
      .map((text) => text.textContent);
    const attributes = all.flatMap((element) => [...element.attributes].map(({ name, value }) => [element.tagName, name, value]));
    return {
      isXml: !svg.querySelector("parsererror") && root.tagName === "svg",
      title: svg.querySelector("svg > title")?.textContent,
      description: svg.querySelector("svg > desc")?.textContent,
      size: ["width", "height"].map((name) => Number(root.getAttribute(name))),
      viewBox: root.getAttribute("viewBox"),
      paper: svg.querySelector("svg > rect").getAttribute("fill"),
      ink: root.getAttribute("fill"),
      tags: [...new Set(all.map((element) => element.tagName))].sort(),
      texts: [...svg.querySelectorAll("text")].map((text) => text.textContent),
      links: [...svg.querySelectorAll("a")].map((link) => [link.getAttribute("href"), link.getAttribute("aria-label")]),
      classes: attributes.filter(([, name]) => ["class", "style", "tabindex", "data-m", "data-lit"].includes(name)),
      references: attributes.filter(([tag, name, value]) => (name.endsWith("href") && tag !== "a") || /url\(|var\(/.test(value)),
      colours: [...new Set(attributes.filter(([, name]) => ["fill", "stroke"].includes(name)).map(([, , value]) => value))],
      outside,
    };
  }, text);
  await reader.close();
  return found;
};

/** The channels of a colour, 0 to 255. */
const channels = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
const lightness = (colour) => channels(colour).reduce((sum, part) => sum + part, 0) / 3;

const PICTURES = VIEWS.filter(({ key }) => key !== "table");

for (const { key: view, name } of PICTURES) {
  for (const [where, scheme, viewport] of [
    ["light", "light", { width: 1280, height: 800 }],
    ["dark on a phone", "dark", { width: 360, height: 740 }],
  ]) {
    test(`SVG and PNG of “${name}” are whole without this site, ${where}`, async ({ page }) => {
      const heard = complaints(page);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: scheme });
      const choice = { ...CHOSEN, view };
      await open(page, compare(queryOf(choice)));
      const { title, reading, marks } = compareParts(page);
      await expect(marks).toHaveCount(expected(choice).marks.length);
      const { name: svgName, content } = await download(page, "SVG");
      expect(svgName).toMatch(new RegExp(`^persona-non-grata-returned-${view}-.*\\.svg$`));
      const text = content.toString("utf8");
      expect(text).not.toContain("var(");
      const svg = await readSvg(page, text);
      expect(svg.isXml).toBe(true);
      expect(svg.title).toBe(await title.textContent());
      expect(svg.description).toContain(await reading.getByRole("paragraph").first().textContent());
      expect(svg.tags).toEqual(
        expect.arrayContaining(["a", "desc", "g", "rect", "svg", "text", "title"]),
      );
      expect(svg.tags.filter((tag) => ["script", "style", "image", "foreignObject", "use"].includes(tag))).toEqual([]);
      expect(svg.classes).toEqual([]);
      expect(svg.references).toEqual([]);
      const all = svg.texts.join(" ");
      expect(all).toContain("Persona Non Grata, cases found, data to");
      expect(svg.texts.join("").replaceAll(" ", "")).toContain(page.url());
      expect(all).toContain("Chosen: ");
      // The marks are links to the pages of this site by their whole address; the last one is to this very view.
      expect(svg.links.at(-1)[0]).toBe(page.url());
      expect(svg.links.slice(0, -1).map(([, label]) => label)).toEqual(expected(choice).marks);
      expect(svg.links.filter(([href]) => !href.startsWith(sites.root))).toEqual([]);
      expect(svg.viewBox).toBe(`0 0 ${svg.size.join(" ")}`);
      expect(svg.outside, "texts that stick out").toEqual([]);
      // Colours in a form that every program reads, not only a browser of this year.
      expect(svg.colours.filter((colour) => !/^(none|#[0-9a-f]{3,8}|rgba?\([\d., ]+\))$/i.test(colour))).toEqual([]);
      if (scheme === "dark") {
        expect(lightness(svg.paper)).toBeLessThan(80);
        expect(lightness(svg.ink)).toBeGreaterThan(150);
      } else {
        expect(lightness(svg.paper)).toBeGreaterThan(200);
        expect(lightness(svg.ink)).toBeLessThan(100);
      }

      const { name: pngName, content: png } = await download(page, "PNG");
      expect(pngName).toBe(svgName.replace(/svg$/, "png"));
      expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      expect(png.toString("latin1", 12, 16)).toBe("IHDR");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(svg.size.map((size) => size * 2));
      const reader = await page.context().newPage();
      const seen = await reader.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        canvas.drawImage(bitmap, 0, 0);
        const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
        const colours = new Map();
        for (let i = 0; i < data.length; i += 4) {
          const colour = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
          colours.set(colour, (colours.get(colour) ?? 0) + 1);
        }
        return { corner: `rgb(${data[0]}, ${data[1]}, ${data[2]})`, colours: colours.size };
      }, png.toString("base64"));
      await reader.close();
      expect(seen.corner).toBe(svg.paper);
      // Bars, letters and lines, not an empty sheet.
      expect(seen.colours).toBeGreaterThan(20);
      expect(heard).toEqual([]);
    });
  }
}

test("a long choice stays inside its picture", async ({ page }) => {
  const choice = {
    ...nothing,
    episodes: dataset.episodes.map(({ id }) => id),
    countries: ["at", "be", "de", "fr", "gb", "us", "nato-members", "eu-members"],
    from: "1971-01-01",
    to: "2026-01-01",
    side: "moscow",
  };
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    await page.setViewportSize(viewport);
    await open(page, compare(queryOf(choice)));
    const { name, content } = await download(page, "SVG");
    expect(name.length).toBeLessThanOrEqual(125);
    const svg = await readSvg(page, content.toString("utf8"));
    expect(svg.isXml).toBe(true);
    expect(svg.outside).toEqual([]);
    expect(svg.links.at(-1)[0]).toBe(page.url());
    expect(svg.texts.join("").replaceAll(" ", "")).toContain(page.url());
  }
});

test("what is pointed at leaves no trace in the picture", async ({ page }) => {
  await open(page, compare("?countries=fr,gb"));
  const plain = (await download(page, "SVG")).content.toString("utf8");
  const { mark: markOf, details } = compareParts(page);
  await markOf("France").focus();
  await expect(details.getByRole("heading", { level: 3 })).toHaveText("France");
  const svg = await readSvg(page, (await download(page, "SVG")).content.toString("utf8"));
  expect(svg.classes).toEqual([]);
  expect(svg.colours.toSorted()).toEqual((await readSvg(page, plain)).colours.toSorted());
});

test("the table alone offers no picture", async ({ page }) => {
  await open(page, compare("?view=table"));
  const { save, view } = compareParts(page);
  for (const kind of ["CSV", "JSON"]) await expect(save(kind)).toBeVisible();
  for (const kind of ["SVG", "PNG"]) await expect(save(kind)).toBeHidden();
  await view("Map").check();
  for (const kind of ["CSV", "JSON", "SVG", "PNG"]) await expect(save(kind)).toBeVisible();
});

test.describe("the link to a view", () => {
  test("is copied, and the page says so", async ({ page, context }) => {
    const heard = complaints(page);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(sites.root).origin });
    await open(page, compare("?countries=gb,us&view=map"));
    const { copy, country } = compareParts(page);
    await copy.click();
    await expect(parts(page).notice).toHaveText("The link to this view is in the clipboard.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    await country.fill("France");
    await country.press("Enter");
    await expect(page).toHaveURL(compare("?countries=fr,gb,us&view=map"));
    await expect(parts(page).notice).toBeHidden();
    await copy.click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    expect(heard).toEqual([]);
  });

  for (const [how, refuse] of [
    [
      "the reader has denied it",
      async (page) => {
        const session = await page.context().newCDPSession(page);
        const { targetInfo } = await session.send("Target.getTargetInfo");
        await session.send("Browser.setPermission", {
          browserContextId: targetInfo.browserContextId,
          permission: { name: "clipboard-write" },
          setting: "denied",
          origin: new URL(sites.root).origin,
        });
      },
    ],
    [
      "the browser has no clipboard",
      (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { get: () => undefined })),
    ],
    [
      "the browser fails",
      (page) =>
        page.addInitScript(() => {
          navigator.clipboard.writeText = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
        }),
    ],
  ]) {
    test(`is told where ${how}`, async ({ page }) => {
      const heard = complaints(page);
      await refuse(page);
      await open(page, compare("?countries=gb,us"));
      await compareParts(page).copy.click();
      await expect(parts(page).notice).toHaveText(`The browser does not let this page copy. The link is: ${page.url()}`);
      expect(heard).toEqual([]);
    });
  }
});
