// Lighthouse as the test and the bench use it: its mobile profile, in the browser of the other tests.
import { createRequire } from "node:module";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";

/** The pages that are looked at. */
export const PAGES = {
  home: "",
  "a step": "episodes/skripal-2018/3/",
  // That of all crises has thousands of links, each of which Lighthouse asks for its listeners.
  "the chain": "episodes/skripal-2018/chain/",
  "the comparison": "compare/",
  "a step in a frame": "embed/episodes/skripal-2018/3/",
};

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/** A browser that Lighthouse can speak to on `port`. It is to be closed. */
export const browserOn = (port) =>
  chromium.launch({
    executablePath: process.env.CHROME,
    args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });

/** The scores of a page, 0 to 100, and what lost points in each category: `[score, [audit: what it found, …]]`. */
export async function scores(url, port, categories = CATEGORIES) {
  const flags = { port, onlyCategories: categories, logLevel: "error", output: "json", disableFullPageScreenshot: true };
  // A slow network matters to nothing but performance.
  if (!categories.includes("performance")) flags.throttlingMethod = "provided";
  const { lhr } = await lighthouse(url, flags);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return Object.fromEntries(
    categories.map((category) => {
      const { score, auditRefs } = lhr.categories[category];
      const lost = auditRefs
        .map(({ id, weight }) => [weight, lhr.audits[id]])
        .filter(([weight, { score }]) => weight > 0 && score !== null && score < 1)
        .map(([, { id, title, details }]) => `${id}: ${title} ${JSON.stringify(details?.items?.slice(0, 3) ?? "")}`);
      return [category, [Math.round(score * 100), lost]];
    }),
  );
}

/** Which Lighthouse it is. */
export const version = createRequire(import.meta.url)("lighthouse/package.json").version;
