// axe-core with every rule that it has, and the nine settings in which pages are looked at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Every rule of axe-core: experimental, deprecated and AAA ones too, and those that are switched off by default. */
export const RULES = require("axe-core")
  .getRules()
  .map(({ ruleId }) => ruleId);

/** The rules whose answer hangs on colours. `color-contrast` asks for less than `color-contrast-enhanced`, of the same text. */
const COLOUR_RULES = ["color-contrast-enhanced", "link-in-text-block"];

/** The colours in which a page may be shown, the first being that in which all rules run. */
export const SCHEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "light", forcedColors: "active" },
};

/** Of a page with more elements than these, not every text is asked for its contrast: those that look alike have the same. */
const MANY = 4000;

/** A phone, a tablet, a desktop. 320 px is also what 400 % zoom leaves of 1280 px. */
export const WIDTHS = [320, 768, 1440];

/**
 * What axe-core finds, one line each. It looks at the document as it is: nothing is opened first. Of texts that are drawn
 * alike, rules about colours may look at some alone (`ofTexts`): see `violationsInEverySetting`.
 */
export async function violations(page, rules = RULES, ofTexts = "all") {
  // A page that was stepped or navigated to is still the same document.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(
    async ({ rules, ofTexts }) => {
      /** All that may lie behind an element, told once for each. */
      const grounds = new Map();
      const behind = (element) => {
        if (!element) return "";
        let told = grounds.get(element);
        if (told === undefined) {
          const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
          const isClear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
          told = behind(element.parentElement) + (isClear ? "" : `; ${backgroundColor} ${backgroundImage} ${opacity}`);
          grounds.set(element, told);
        }
        return told;
      };
      /** How a text is drawn. */
      const drawn = (element) => {
        const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
        return [element.tagName, color, fontSize, fontWeight, textDecorationLine, behind(element)].join("; ");
      };
      const some = () => {
        const kinds = new Map();
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const element = texts.currentNode.parentElement;
          if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
          const kind = drawn(element);
          const [first, last] = kinds.get(kind) ?? [element, element];
          kinds.set(kind, [first, element === first ? last : element]);
        }
        return [...new Set([...kinds.values()].flat())];
      };
      // Without `resultTypes`, selectors would be made for thousands of elements that are right.
      const options = { runOnly: { type: "rule", values: rules }, resultTypes: ["violations"] };
      const { violations } = await window.axe.run(ofTexts === "all" ? document : { include: some() }, options);
      return violations.map(({ id, help, nodes }) => {
        const places = nodes.slice(0, 3).map((node) => node.target.join(" "));
        const why = nodes[0].any[0]?.message ?? "";
        return `${id}: ${help} (${nodes.length}): ${places.join(" | ")} ${why}`;
      });
    },
    { rules, ofTexts },
  );
}

/** Opens what can be opened, so that it is looked at as well. */
export const openDetails = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

/**
 * Where everything stands, as text. The switch for colours has another word in the dark, which moves what stands beside it in
 * the header; an option of a closed list has no box that means anything, and what lies in a closed `details` has one as soon as
 * somebody asks for it.
 */
const layout = (page) =>
  page.evaluate(() => {
    const boxes = [];
    for (const element of document.querySelectorAll("body *")) {
      if (!element.checkVisibility() || element.closest(".site-header, option, optgroup")) continue;
      const { x, y, width, height } = element.getBoundingClientRect();
      boxes.push(`${element.tagName} ${Math.round(x)} ${Math.round(y + scrollY)} ${Math.round(width)} ${Math.round(height)}`);
    }
    return boxes;
  });

/** The first places where two layouts part. */
const moved = (a, b) =>
  a.length === b.length
    ? a.flatMap((box, i) => (box === b[i] ? [] : [`${box} → ${b[i]}`])).slice(0, 3)
    : [`${a.length} elements → ${b.length}`];

/**
 * What axe-core finds in a page in every scheme at every width, one line each. The page is loaded once, and `prepare` is
 * asked once a width to bring it into its state.
 *
 * At each width all rules run in light colours. The other schemes change colours alone: that is looked at (not an element
 * may move), so the rules that ask for structure, names, sizes and places would say the same again. The rules about colours
 * run in all nine settings, on every text in light colours at the greatest width (if the page is not very long), and elsewhere
 * on the first and the last of all texts that have the same colour, size and grounds: of a list of 800 sources, the other 798
 * would say the same.
 */
export async function violationsInEverySetting(page, prepare = openDetails) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ reducedMotion: "reduce", ...SCHEMES.light });
    await prepare(page);
    let inLight;
    for (const [name, media] of Object.entries(SCHEMES)) {
      await page.emulateMedia({ reducedMotion: "reduce", ...media });
      const told = (line) => `${name}, ${width} px: ${line}`;
      const places = await layout(page);
      if (name === "light") {
        inLight = places;
        const isFull = width === Math.max(...WIDTHS) && places.length <= MANY;
        const rules = isFull ? RULES : RULES.filter((rule) => !rule.startsWith("color-contrast"));
        found.push(...(await violations(page, rules)).map(told));
        if (isFull) continue;
      } else {
        found.push(...moved(inLight, places).map((line) => told(`stands elsewhere than in light colours: ${line}`)));
      }
      found.push(...(await violations(page, COLOUR_RULES, "some")).map(told));
    }
  }
  return found;
}

/** The nine settings, one after the other. */
const SETTINGS = WIDTHS.flatMap((width) => Object.keys(SCHEMES).map((scheme) => ({ width, scheme })));

/**
 * What axe-core finds in a page by all its rules in the setting at this place of the nine, counted on from the first again:
 * pages that stand beside each other in a list are alike, and each of them is looked at in another setting.
 */
export async function violationsInSetting(page, place) {
  const { width, scheme } = SETTINGS[place % SETTINGS.length];
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce", ...SCHEMES[scheme] });
  await openDetails(page);
  // What sticks to the foot of the window covers what can be scrolled from under it.
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("main, main *")) {
      if (getComputedStyle(element).position === "sticky") element.style.position = "static";
    }
  });
  const ofPage = await violations(page, RULES.filter((rule) => !rule.startsWith("color-contrast")));
  const ofTexts = await violations(page, COLOUR_RULES, "some");
  return [...ofPage, ...ofTexts].map((line) => `${scheme}, ${width} px: ${line}`);
}
