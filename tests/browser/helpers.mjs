// What the specs share: where the site is, which pages it has, and how to open and compare them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";

function fromEnvironment(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by \`cargo xtask test\``);
  return value;
}

const address = (name) => fromEnvironment(name).replace(/\/*$/, "/");

/** The same release build at a root, in a folder and two folders deep; and a debug build. */
export const sites = {
  root: address("SITE"),
  folder: address("SITE_FOLDER"),
  deep: address("SITE_DEEP"),
  debug: address("SITE_DEBUG"),
};

/** The three addresses of the release build, with a name each. */
export const releaseSites = [
  ["at a root", sites.root],
  ["in a folder", sites.folder],
  ["two folders deep", sites.deep],
];

const dist = fromEnvironment("DIST");
const isPage = (name) => name === "index.html" || name.endsWith("/index.html");

/** Addresses of pages that have moved: what stands there only leads on. */
const moved = [...readFileSync(new URL("../../data/moved.toml", import.meta.url), "utf8").matchAll(/^from = "\/(.*)"$/gm)].map(
  ([, path]) => path,
);

/** All pages as their paths from the root, without a slash at their start: "episodes/skripal-2018/3/". */
const pages = readdirSync(dist, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter(isPage)
  .map((name) => name.slice(0, -"index.html".length))
  .filter((path) => !moved.includes(path.replace(/^embed\//, "")))
  .sort();

/** Every page of the site. */
export const routes = pages.filter((route) => !route.startsWith("embed/"));

/** Every page for frames: the same content as the page of the same path, below "embed/". */
export const embeds = pages.filter((route) => route.startsWith("embed/"));

/** The published dataset. */
export const dataset = JSON.parse(readFileSync(join(dist, "data/dataset.json"), "utf8"));

/** How many bytes of HTML a page has. */
export const weight = (route) => readFileSync(join(dist, route, "index.html")).length;

/** An episode of the dataset. */
export const episode = (id) => dataset.episodes.find((episode) => episode.id === id);

/** The pages of all steps of an episode. */
export const stepsOf = (id) => episode(id).steps.map((_, i) => `episodes/${id}/${i + 1}/`);

const heaviest = (pattern, n) =>
  routes
    .filter((route) => pattern.test(route))
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, n);

/** A page of every kind, the heaviest of each among them. */
export const samplePages = {
  home: "",
  "an episode": "episodes/skripal-2018/",
  "the heaviest episode": heaviest(/^episodes\/[^/]+\/$/, 1)[0],
  "a small step": "episodes/operation-foot-1971/1/",
  "a step": "episodes/skripal-2018/3/",
  "the heaviest step": heaviest(/^episodes\/[^/]+\/\d+\/$/, 2)[0],
  "the second heaviest step": heaviest(/^episodes\/[^/]+\/\d+\/$/, 2)[1],
  "the heaviest event": heaviest(/^events\//, 1)[0],
  "a small chain": "episodes/operation-foot-1971/chain/",
  "the heaviest chain": heaviest(/^episodes\/[^/]+\/chain\/$/, 1)[0],
  "the chain of all crises": "chain/",
  "the comparison": "compare/",
  "a comparison of one measure": "compare/lag/",
  "a country": "countries/gb/",
  "a bloc": "countries/nato/",
  Moscow: "countries/ru/",
  "the events behind a comparison": "compare/record/",
  "all sources": "sources/",
  disagreements: "sources/disagreements/",
  "all articles": "articles/",
  "an article": "articles/rferl-2018-03-27/",
  "the lesson": "lesson/",
  "the data": "data/",
  "the codebook": "data/codebook/",
  about: "about/",
  accessibility: "about/accessibility/",
  "how to share": "sharing/",
  "a crisis in a frame": "embed/episodes/skripal-2018/",
  "a step in a frame": "embed/episodes/skripal-2018/6/",
  "a chain in a frame": "embed/episodes/skripal-2018/chain/",
  "a comparison in a frame": "embed/compare/",
  "an event in a frame": "embed/events/skripal-uk-expels-23/",
  "a missing page": "no/such/page/",
};

/** Opens a page and waits until it is interactive; a missing page has no program and is ready once it names its path */
export async function open(page, url) {
  const response = await page.goto(url);
  if (response.status() === 404) await page.getByText("Looked for:").waitFor();
  else await ready(page);
  return response;
}

/** Waits until the page is interactive; the table of a comparison has its buttons a moment after the rest. */
export async function ready(page) {
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await expect(page.locator("[data-compare] [data-table] table:not([data-live])")).toHaveCount(0);
}

/** Waits until all of a step is there: what stands far below comes a frame after the rest. */
export const whole = (page) => expect(page.locator("[data-later]:empty")).toHaveCount(0);

/** Everything the page complains of: warnings and errors on the console, uncaught exceptions. */
export function complaints(page) {
  const list = [];
  page.on("console", (message) => {
    // What a blocked worker makes the test runner say.
    if (message.text().startsWith("Service Worker registration blocked")) return;
    // What a slow machine makes the browser say of the next step, which waits for the program.
    if (/preload/.test(message.text()) && /not used within/.test(message.text())) return;
    if (["error", "warning"].includes(message.type())) list.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => list.push(`exception: ${error.message}`));
  return list;
}

/** Sets a mark that a reload would wipe out. */
export const mark = (page) =>
  page.evaluate(() => {
    window.__mark = true;
  });

/** Whether the mark is still there: nothing has loaded the document anew. */
export const isMarked = (page) => page.evaluate(() => window.__mark === true);

/** The parts of a step's page that a reader would name. */
export const parts = (page) => ({
  heading: page.getByRole("heading", { level: 1 }),
  pager: page.getByRole("navigation", { name: "Previous and next step" }),
  previous: page.getByRole("link", { name: /^Previous: / }),
  next: page.getByRole("link", { name: /^Next: / }),
  progress: page.getByRole("navigation", { name: "Steps" }),
  ledger: page.getByRole("figure", { name: "Who ordered out how many" }),
  record: page.getByRole("region", { name: /^The( \d+)? events? of this step$/ }),
  notice: page.locator("#notice"),
  switch: page.getByRole("button", { name: /colours$/ }),
});

/** The page of an episode's chain; of all crises together without an episode. */
export const chainOf = (id) => (id ? `episodes/${id}/chain/` : "chain/");

/** The ids of the events of an episode, or of all. */
export const eventsOf = (id) =>
  dataset.events.filter((event) => !id || event.episode === id).map((event) => event.id);

/** The parts of a chain's page that a reader would name. The picture is hidden from assistive technology. */
export const chainParts = (page) => {
  const figure = page.getByRole("figure", { name: "Act and reply, lane by lane" });
  const outline = page.getByRole("tree", { name: "The same as an outline" });
  const tools = page.getByRole("form", { name: "What the chain shows" });
  const card = page.getByRole("region", { name: "The chosen event" });
  return {
    figure,
    /** The picture that this width shows: time runs to the right, or down. */
    picture: figure.locator("svg.chain__svg:visible"),
    /** The mark of an event where it has one of its own. */
    mark: (id) => figure.locator(`svg.chain__svg:visible a[href$="/events/${id}/"]`),
    outline,
    /** The entry of an event, also one that is folded away. */
    entry: (id) => outline.locator(`[role=treeitem][href$="/events/${id}/"]`),
    tools,
    country: tools.getByLabel("Country"),
    kind: tools.getByLabel("Kind of act"),
    sort: tools.getByLabel("Lanes by"),
    waves: tools.getByLabel("Fold waves into one lane"),
    crisis: tools.getByLabel("Crisis"),
    showAll: tools.getByRole("button", { name: "Show all" }),
    card,
    close: card.getByRole("button", { name: "Close" }),
    pairs: page.getByRole("region", { name: "Mirror or escalation?" }),
  };
};

/** The page of a measure of the comparison; without one the first, which is that of people ordered out. */
export const compareOf = (measure) => (measure ? `compare/${measure}/` : "compare/");

/** The page of a state or an organisation by its code. */
export const countryOf = (code) => `countries/${code.toLowerCase()}/`;

/** The parts of a comparison that a reader would name. */
export const compareParts = (page) => {
  const tools = page.getByRole("form", { name: "What is compared" });
  const actions = page.getByRole("group", { name: "Take this view with you" });
  const details = page.getByRole("region", { name: "Details" });
  const table = page.getByRole("table", { name: /\. Cases found\.$/ });
  const chosen = tools.getByRole("list", { name: "Chosen" });
  const picture = page.locator("[data-picture] svg:visible");
  return {
    measures: page.getByRole("navigation", { name: "What is compared" }),
    tools,
    view: (name) => tools.getByRole("radio", { name, exact: true }),
    /** Shows, on a phone, the controls that follow. */
    more: tools.getByRole("checkbox", { name: "Filter and sort" }),
    side: tools.getByLabel("Acts by"),
    group: tools.getByLabel("One row for each"),
    sort: tools.getByLabel("Sorted by"),
    country: tools.getByLabel("Add a country or bloc"),
    crisis: tools.getByLabel("Add a crisis"),
    kind: tools.getByLabel("Add a kind of act"),
    from: tools.getByLabel("Acts from"),
    to: tools.getByLabel("to", { exact: true }),
    chosen,
    chip: (name) => chosen.getByRole("button", { name: `Take out ${name}` }),
    reset: tools.getByRole("button", { name: "Reset" }),
    title: page.locator("[data-title]"),
    reading: page.locator("[data-reading]"),
    /** The picture that this width shows. */
    picture,
    marks: picture.getByRole("link"),
    /** The mark of a row by its name. */
    mark: (name) => picture.getByRole("link", { name: `${name}: ` }),
    table,
    head: (name) => table.getByRole("columnheader", { name, exact: true }),
    details,
    close: details.getByRole("button", { name: "Close" }),
    pair: page.getByRole("region", { name: "Head to head", exact: true }),
    actions,
    copy: actions.getByRole("button", { name: "Copy link to this view" }),
    save: (kind) => actions.getByRole("button", { name: kind, exact: true }),
  };
};

/** Holds that a comparison can be used: chooses, looks at details and takes a chip out again. */
export async function expectComparable(page) {
  const { chip, country, details, mark: markOf, more, pair, table, tools, view } = compareParts(page);
  await expect(tools).toBeVisible();
  if (await more.isVisible()) await more.check();
  for (const name of ["France", "Germany"]) {
    await country.fill(name);
    await country.press("Enter");
    await expect(chip(name)).toBeVisible();
  }
  await expect(table.getByRole("rowheader")).toHaveCount(2);
  await expect(pair).toBeVisible();
  await view("Map").check();
  await markOf("France").click();
  await expect(details.getByRole("heading", { level: 3 })).toHaveText("France");
  await chip("Germany").click();
  await expect(table.getByRole("rowheader")).toHaveCount(1);
}

/** Follows a link or button without the scrolling that a pointer would need. */
export const press = (locator) => locator.evaluate((element) => element.click());

/**
 * The HTML of #app as the file has it and as the live document has it. Both are made alike only in what may differ:
 * addresses are made absolute, attributes are sorted, comments that Leptos counts by are left out, the heading has no
 * `tabindex` (the program sets it to move the focus there), the switch for colours (shown only where it works) has
 * neither its `hidden` nor its label, the outline of a chain is a list of links (the program makes a tree of it), and a
 * comparison has no chips, no details, one Tab stop for each mark, and a table whose buttons are the words on them (the
 * program fills in the first two, makes the marks one stop, and lets the table sort and open details).
 */
export const servedAndLive = (page, url = page.url()) =>
  page.evaluate(async (url) => {
    const normalised = (document, base) => {
      const app = document.getElementById("app").cloneNode(true);
      for (const name of ["href", "src"]) {
        for (const element of app.querySelectorAll(`[${name}]`)) {
          element.setAttribute(name, new URL(element.getAttribute(name), base).href);
        }
      }
      const comments = document.createTreeWalker(app, NodeFilter.SHOW_COMMENT);
      const found = [];
      while (comments.nextNode()) found.push(comments.currentNode);
      for (const comment of found) comment.remove();
      for (const element of app.querySelectorAll("*")) {
        const attributes = [...element.attributes].map(({ name, value }) => [name, value]).sort();
        for (const [name] of attributes) element.removeAttribute(name);
        for (const [name, value] of attributes) element.setAttribute(name, value);
      }
      app.querySelector("h1").removeAttribute("tabindex");
      for (const part of app.querySelectorAll("[data-outline], [data-outline] *")) {
        for (const name of [
          "role",
          "tabindex",
          "hidden",
          "data-closed",
          "aria-level",
          "aria-expanded",
          "aria-label",
          "aria-labelledby",
        ]) {
          part.removeAttribute(name);
        }
      }
      for (const mark of app.querySelectorAll("[data-compare] [data-picture] [tabindex]")) mark.removeAttribute("tabindex");
      for (const part of app.querySelectorAll("[data-compare] :is([data-details], [data-chosen])")) {
        part.replaceChildren();
        part.removeAttribute("hidden");
      }
      // In a frame the program opens the windows that these would open by themselves.
      for (const link of app.querySelectorAll("[data-compare] [data-table] a")) link.removeAttribute("target");
      for (const table of app.querySelectorAll("[data-compare] [data-table] table")) table.removeAttribute("data-live");
      for (const head of app.querySelectorAll("[data-compare] [data-table] th")) head.removeAttribute("aria-sort");
      for (const button of app.querySelectorAll("[data-compare] [data-table] button")) {
        for (const hidden of button.querySelectorAll(".visually-hidden")) hidden.remove();
        button.replaceWith(button.textContent);
      }
      // A page in a frame has none.
      const button = app.querySelector(".scheme-switch");
      if (button) {
        button.removeAttribute("hidden");
        button.textContent = "";
      }
      return app.innerHTML;
    };
    const text = await (await fetch(url)).text();
    const served = new DOMParser().parseFromString(text, "text/html");
    return { served: normalised(served, url), live: normalised(document, document.baseURI) };
  }, url);

/** Where two texts part, with what stands around it; empty if they are the same. */
export function firstDifference(a, b) {
  if (a === b) return "";
  let i = 0;
  while (a[i] === b[i]) i += 1;
  const around = (text) => text.slice(Math.max(0, i - 80), i + 120);
  return `served: …${around(a)}…\nlive:   …${around(b)}…`;
}
