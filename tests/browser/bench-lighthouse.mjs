// All four scores of Lighthouse for a few pages, on its mobile profile: `node bench-lighthouse.mjs http://host/site/ [loads]`.
import { CATEGORIES, PAGES, browserOn, scores, version } from "./lighthouse.mjs";

const [site, loads = "3"] = process.argv.slice(2);
if (!site) throw new Error("the address of the site is missing");
const PORT = 9222 + (process.pid % 1000);

const browser = await browserOn(PORT);
console.log(`Lighthouse ${version}, mobile profile, median of ${loads} loads (range)`);
try {
  for (const [kind, path] of Object.entries(PAGES)) {
    const found = [];
    for (let i = 0; i < Number(loads); i += 1) found.push(await scores(site + path, PORT));
    const told = CATEGORIES.map((category) => {
      const sorted = found.map((one) => one[category][0]).sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)];
      return `${category} ${middle} (${sorted[0]}–${sorted.at(-1)})`;
    });
    console.log(`  ${kind}: ${told.join(", ")}`);
  }
} finally {
  await browser.close();
}
