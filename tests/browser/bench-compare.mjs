// node bench-compare.mjs PAGE MANY_PAGE
// The frame in which a comparison answers a change of its filters: from the change, at the frame's start, until the frame
// has been handed over to be shown. On the real data beside Observable Plot, which draws the same bars and dots in the
// same run; then with a program that has 10,000 synthetic events.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";

const [page, many] = process.argv.slice(2);

/** How much slower than this machine the one is on which filters are changed. */
const CPU = 4;

/** What a frame has at 60 Hz, in milliseconds. */
const FRAME = 1000 / 60;

/** What a change may take with 10,000 events, in milliseconds. */
const MANY_LIMIT = 100;

const packages = createRequire(import.meta.url);
const plotScripts = [
  packages.resolve("d3/dist/d3.min.js"),
  // The package names only its modules.
  join(dirname(packages.resolve("@observablehq/plot")), "..", "dist", "plot.umd.min.js"),
];

const browser = await chromium.launch({
  executablePath: process.env.CHROME || undefined,
  // Root has no sandbox.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

/** A page of its own process, slowed down, with what the measurements need in `window.bench`. */
async function open(address, cpu) {
  // Our helpers and Plot are no part of the site, which allows itself no other scripts.
  const context = await browser.newContext({ bypassCSP: true });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await tab.goto(address, { waitUntil: "load" });
  await tab.evaluate(() => {
    const control = (name) => document.querySelector("[data-tools]").elements[name];
    window.bench = {
      frame: (act) =>
        new Promise((resolve) =>
          requestAnimationFrame(() => {
            const start = performance.now();
            // A message sent from a frame is read once the frame is painted.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - start);
            port2.postMessage(null);
            act();
          }),
        ),
      // Until the table and the notes have followed the picture.
      rest: () =>
        new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 2000 }), 300)),
      /** A change as a reader makes it: a control and its value, or all of them set back. */
      change([name, value]) {
        if (name === "reset") return document.querySelector("[data-tools]").reset();
        const field = control(name);
        field.value = value;
        const target = field instanceof RadioNodeList ? [...field].find((radio) => radio.checked) : field;
        target.dispatchEvent(new Event("change", { bubbles: true }));
      },
      picture: () => document.querySelector("[data-picture]"),
    };
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  return { tab, close: () => context.close() };
}

async function openComparison(address, cpu) {
  const opened = await open(address, cpu);
  await opened.tab.locator("html[data-ready]").waitFor({ state: "attached" });
  return opened;
}

/** Makes a change, waits until the page is at rest, and says how long the frame took and whether the picture is new. */
const changed = (tab, change) =>
  tab.evaluate(async (change) => {
    const before = bench.picture().innerHTML;
    const time = await bench.frame(() => bench.change(change));
    const is_new = bench.picture().innerHTML !== before;
    await bench.rest();
    return { time, is_new };
  }, change);

/** The frame in which one attribute is set: what a frame costs in which nothing is drawn. */
const idle = (tab) =>
  tab.evaluate(async () => {
    const time = await bench.frame(() => bench.picture().toggleAttribute("data-idle"));
    await bench.rest();
    return time;
  });

/** The numbers that stand in the table, and the names that the picture shows beside its dots: what Plot shall draw. */
const shown = (tab) =>
  tab.evaluate(() => {
    const number = (text) => (text === "not published" ? null : Number(text.split("(")[0].replace(/\D/g, "")));
    const svg = [...document.querySelectorAll("[data-picture] svg")].find((svg) => svg.getClientRects().length);
    const names = new Set([...(svg?.querySelectorAll(".plot__name--small") ?? [])].map((text) => text.textContent));
    return [...document.querySelectorAll("[data-table] tbody tr")].map((row) => {
      const name = row.cells[0].textContent;
      const [act, reply] = [1, 2].map((i) => number(row.cells[i].textContent));
      return { name, act, reply, is_named: names.has(name) };
    });
  });

/** The page on which Plot draws: nothing else is on it. */
async function openPlot() {
  const opened = await open("about:blank", 1);
  await opened.close();
  const context = await browser.newContext();
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await tab.setContent("<!doctype html><title>Plot</title><div id=holder></div>");
  for (const path of plotScripts) await tab.addScriptTag({ path });
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU });
  return { tab, close: () => context.close() };
}
