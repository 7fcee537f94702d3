// Firefox by WebDriver BiDi, with locators that are asked as Playwright's are: the page objects of helpers.mjs serve both.
// To ask Firefox itself for what has a role takes it a second on a large page: the locators look for what gives an element
// its role, and `called` asks Firefox whether it gives that role and name to assistive technology.
import assert from "node:assert/strict";
import puppeteer from "puppeteer-core";

const FIREFOX = process.env.FIREFOX;
if (!FIREFOX) throw new Error("FIREFOX is not set: run these tests by `cargo xtask test --only firefox`");

/** How long a page may take to become what a test waits for, in milliseconds. */
const PATIENCE = 20_000;

/** Starts a Firefox with these preferences beside those that the tests need. */
export const launch = (preferences = {}) =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      // A script of the page may read the clipboard without a person at the machine.
      "dom.events.testing.asyncClipboard": true,
      // Nothing that is no part of the page.
      "browser.translations.automaticallyPopup": false,
      "signon.rememberSignons": false,
      ...preferences,
    },
  });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is the one wanted; fails with the last answer. */
export async function eventually(ask, wanted, what = "") {
  const end = Date.now() + PATIENCE;
  const fits = (answer) => (wanted instanceof RegExp ? wanted.test(answer) : isSame(answer, wanted));
  for (;;) {
    let answer;
    try {
      answer = await ask();
    } catch (error) {
      // A page on its way to another has no answer yet.
      answer = error;
    }
    if (fits(answer)) return answer;
    if (Date.now() > end) {
      if (answer instanceof Error) throw answer;
      if (wanted instanceof RegExp) assert.match(String(answer), wanted, what);
      else assert.deepEqual(answer, wanted, what);
    }
    await pause(50);
  }
}

function isSame(a, b) {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

/** What an element is called, near enough to choose among those of a role by a pattern. */
const nameOf = (element) => {
  const byIds = (ids) =>
    ids
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ");
  const labelled = element.getAttribute("aria-labelledby");
  const own = element.caption ?? element.labels?.[0] ?? element;
  const name = element.getAttribute("aria-label") ?? (labelled ? byIds(labelled) : own.textContent);
  return name.replaceAll(/\s+/g, " ").trim();
};

const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });

/** Elements of a page, looked up anew whenever they are asked something. */
class Locator {
  constructor(all) {
    this.all = all;
  }

  /** Inside of these. */
  #within(find) {
    return new Locator(async () => {
      const found = [];
      for (const root of await this.all()) found.push(...(await find(root)));
      return found;
    });
  }

  getByRole(role, options) {
    return this.#within((root) => byRole(root, role, options));
  }

  getByLabel(label, options) {
    return this.#within((root) => byLabel(root, label, options));
  }

  getByText(text) {
    return this.#within((root) => byText(root, text));
  }

  locator(selector) {
    return this.#within((root) => bySelector(root, selector));
  }

  nth(n) {
    return new Locator(async () => [(await this.all()).at(n)].filter(Boolean));
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  async count() {
    return (await this.all()).length;
  }

  /** The one element, once it is there. */
  async one() {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = await this.all().catch(() => []);
      if (found.length === 1) return found[0];
      if (Date.now() > end) throw new Error(`${found.length} elements where one is looked for`);
      await pause(50);
    }
  }

  async evaluate(act, ...values) {
    return (await this.one()).evaluate(act, ...values);
  }

  text() {
    return this.evaluate((element) => element.innerText ?? element.textContent);
  }

  attribute(name) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  async isVisible() {
    const found = await this.all();
    return found.length > 0 && found[0].evaluate(isVisible);
  }

  /** Clicks in the middle, also of what is drawn in a picture. */
  async click() {
    const element = await this.one();
    const { x, y } = await element.evaluate((element) => {
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      // Of a picture only the whole is brought into view by that.
      const { top, bottom } = element.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) scrollBy({ top: (top + bottom - innerHeight) / 2, behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await element.frame.page().mouse.click(x, y);
  }

  async press(key) {
    await (await this.one()).press(key);
  }

  focus() {
    return this.evaluate((element) => element.focus());
  }

  isFocused() {
    return this.evaluate((element) => element === document.activeElement);
  }

  /** Puts a text in place of what a field holds, key by key. */
  async fill(text) {
    const field = await this.one();
    await field.evaluate((field) => field.select());
    await field.type(text);
  }

  /** Chooses the option of a list that has this label. */
  async choose(label) {
    const list = await this.one();
    const value = await list.evaluate((list, label) => [...list.options].find((option) => option.label === label)?.value, label);
    await list.select(value);
  }
}

/** What gives an element its role. */
const ROLES = {
  button: "button",
  columnheader: "th[scope=col]",
  dialog: "dialog[open]",
  figure: "figure",
  form: "form",
  group: "[role=group], fieldset",
  heading: "h1, h2, h3, h4",
  img: "[role=img]",
  link: "a[href]:not([role=treeitem])",
  list: "ol, ul",
  listitem: "li",
  main: "main",
  navigation: "nav",
  radio: "input[type=radio]",
  region: ":is(section, aside):is([aria-label], [aria-labelledby]), [role=region]",
  rowheader: "th[scope=row]",
  table: "table",
  tree: "[role=tree]",
  treeitem: "[role=treeitem]",
};

async function byRole(root, role, { name, exact = false, level } = {}) {
  if (!ROLES[role]) throw new Error(`what has the role ${role} is not known here`);
  const found = await root.$$(level ? `h${level}` : ROLES[role]);
  const facts = await asMany(root, found, `(element) => [(${isVisible})(element), (${nameOf})(element)]`);
  return found.filter((_, i) => {
    const [isSeen, own] = facts[i];
    if (!isSeen || name === undefined) return isSeen;
    if (name instanceof RegExp) return name.test(own);
    return exact ? own === name : own.toLowerCase().includes(name.toLowerCase());
  });
}

/** How many elements inside of a part have this role and exactly this name for assistive technology, as Firefox says. */
export const called = async ({ page }, part, role, name) => {
  const root = await page.$(part);
  return (await root.$$(`::-p-aria([name="${name}"][role="${role}"])`)).length;
};

/** What a function says of each element, asked at once. */
const asMany = (root, elements, act) =>
  root.evaluate(
    // Inside of an element the first argument is that element.
    new Function("...all", `const act = ${act}; return all.filter((one) => one instanceof Element).slice(-${elements.length || 1}).map((one) => act(one));`),
    ...elements,
  ).then((answers) => (elements.length ? answers : []));

async function byLabel(root, label, { exact = false } = {}) {
  const found = [];
  for (const field of await root.$$("input, select, textarea")) {
    const labels = await field.evaluate((field) =>
      [...(field.labels ?? [])].map((label) => {
        // The text of the label without that of what it labels.
        const copy = label.cloneNode(true);
        for (const part of copy.querySelectorAll("select, datalist, input")) part.remove();
        return copy.textContent.replaceAll(/\s+/g, " ").trim();
      }),
    );
    if (labels.some((own) => (exact ? own === label : own.toLowerCase().includes(label.toLowerCase())))) found.push(field);
  }
  return found;
}

async function byText(root, text) {
  const found = await root.$$("summary, a, p, button, span, li, td, th, h1, h2, h3, h4, label, code, strong");
  const names = await asMany(root, found, nameOf);
  // The innermost.
  return found.filter((_, i) => (text instanceof RegExp ? text.test(names[i]) : names[i].includes(text))).slice(-1);
}

/** Elements by a selector of CSS; Playwright's `:visible` is understood. */
async function bySelector(root, selector) {
  const found = await root.$$(selector.replaceAll(":visible", ""));
  if (!selector.includes(":visible")) return found;
  const seen = await asMany(root, found, isVisible);
  return found.filter((_, i) => seen[i]);
}

/** A page, or a frame, that is asked as Playwright's is. */
export function asked(page) {
  const root = new Locator(async () => [page]);
  return {
    page,
    getByRole: (...question) => root.getByRole(...question),
    getByLabel: (...question) => root.getByLabel(...question),
    getByText: (...question) => root.getByText(...question),
    locator: (...question) => root.locator(...question),
    evaluate: (...question) => page.evaluate(...question),
    url: () => page.evaluate(() => location.href),
  };
}

/** Opens a new page that keeps what it complains of, refusals of the security policy among it. */
export async function newPage(browser) {
  const page = await browser.newPage();
  const heard = [];
  page.on("console", (message) => {
    if (["error", "warn", "warning"].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`exception: ${error.message}`));
  await page.evaluateOnNewDocument(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`the policy refuses ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  return { ...asked(page), heard };
}

/** Asks Firefox for what older releases do not know; whether this one does. */
async function isKnown(ask) {
  try {
    await ask();
    return true;
  } catch (error) {
    if (/unknown command/.test(error.message)) return false;
    throw error;
  }
}

/** Gives the page another size. Its orientation is asked for too, after the size: a Firefox that has none to give keeps its own. */
export async function resize({ page, evaluate }, width, height) {
  await isKnown(() => page.setViewport({ width, height }));
  await eventually(() => evaluate(() => [innerWidth, innerHeight]), [width, height], "the page's size");
}

/** Cuts the page off from the network, or lets it back; whether this Firefox can do so. */
export const cutOff = ({ page }, isOff) => isKnown(() => page.setOfflineMode(isOff));

/** Waits until the page is interactive. */
export const ready = ({ page }) => page.waitForSelector("html[data-ready]", { timeout: PATIENCE });

/** Opens an address and waits until it is interactive. */
export async function open(tab, url) {
  const response = await tab.page.goto(url, { waitUntil: "load" });
  if (response?.status() === 404) await tab.page.waitForSelector("#wanted code");
  else await ready(tab);
  return response;
}
