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

// The packages name only their modules, which lie beside what a page can load.
const packages = createRequire(import.meta.url);
const plotScripts = [
  ["d3", "d3.min.js"],
  ["@observablehq/plot", "plot.umd.min.js"],
].map(([name, file]) => join(dirname(packages.resolve(name)), "..", "dist", file));

const browser = await chromium.launch({
  executablePath: process.env.CHROME || undefined,
  // Root has no sandbox.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

/** What the measurements need inside a page, in `window.bench`. */
function install() {
  const tools = () => document.querySelector("[data-tools]");
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
    rest: () => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 2000 }), 300)),
    /** A change as a reader makes it: a control and its value, or all of them set back. */
    change([name, value]) {
      if (name === "reset") return tools().reset();
      const field = tools().elements[name];
      field.value = value;
      const changed = field instanceof RadioNodeList ? [...field].find((radio) => radio.checked) : field;
      changed.dispatchEvent(new Event("change", { bubbles: true }));
    },
    picture: () => document.querySelector("[data-picture]"),
  };
}

/** A page of its own process, slowed down. */
async function open(cpu, load) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await load(tab);
  await tab.evaluate(install);
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  return { tab, close: () => context.close() };
}

const openComparison = (address, cpu) =>
  open(cpu, async (tab) => {
    await tab.goto(address, { waitUntil: "load" });
    await tab.locator("html[data-ready]").waitFor({ state: "attached" });
  });

/** The page on which Plot draws. There is nothing else on it. */
const openPlot = () =>
  open(CPU, async (tab) => {
    await tab.setContent("<!doctype html><title>Plot</title><figure data-picture></figure>");
    for (const path of plotScripts) await tab.addScriptTag({ path });
  });

/** Makes a change, waits until the page is at rest, and says how long the frame took. */
async function changed(tab, change) {
  const { time, isNew } = await tab.evaluate(async (change) => {
    const before = bench.picture().innerHTML;
    const time = await bench.frame(() => bench.change(change));
    const isNew = bench.picture().innerHTML !== before;
    await bench.rest();
    return { time, isNew };
  }, change);
  if (!isNew) throw new Error(`the picture did not change with ${change.join(" ")}`);
  return time;
}

/** The frame in which one attribute is set: what a frame costs in which nothing is drawn. */
const idle = (tab) =>
  tab.evaluate(async () => {
    const time = await bench.frame(() => bench.picture().toggleAttribute("data-idle"));
    await bench.rest();
    return time;
  });

/** The numbers that stand in the table, and the names that the picture shows beside its dots: what Plot shall draw. */
const rows = (tab) =>
  tab.evaluate(() => {
    const number = (text) => (text === "not published" ? null : Number(text.split("(")[0].replace(/\D/g, "")));
    const shown = [...bench.picture().querySelectorAll("svg")].find((svg) => svg.getClientRects().length);
    // Where nothing fits a choice there is no picture.
    const names = new Set([...(shown?.querySelectorAll(".plot__name--small") ?? [])].map((text) => text.textContent));
    return [...document.querySelectorAll("[data-table] tbody tr")].map(({ cells }) => {
      const name = cells[0].textContent;
      return {
        name,
        act: number(cells[1].textContent),
        reply: number(cells[2].textContent),
        label: names.has(name) ? name : null,
      };
    });
  });

/** Plot replaces its figure by another one of these rows. */
const plotted = (tab, view, rows) =>
  tab.evaluate(
    async ({ view, rows }) => {
      const bars = () =>
        Plot.plot({
          width: 760,
          height: 44 + 24 * rows.length,
          marginLeft: 150,
          x: { axis: "top", grid: true, label: null, tickFormat: (number) => Math.abs(number) },
          y: { domain: rows.map((row) => row.name), label: null },
          marks: [
            Plot.barX(rows, { y: "name", x: (row) => -(row.act ?? 0), fill: "#00497a", insetTop: 6, insetBottom: 6 }),
            Plot.barX(rows, { y: "name", x: (row) => row.reply ?? 0, fill: "#a23f00", insetTop: 6, insetBottom: 6 }),
            Plot.text(rows, {
              y: "name",
              x: (row) => -(row.act ?? 0),
              text: (row) => (row.act === null ? "?" : row.act || ""),
              textAnchor: "end",
              dx: -4,
            }),
            Plot.text(rows, {
              y: "name",
              x: (row) => row.reply ?? 0,
              text: (row) => (row.reply === null ? "?" : row.reply || ""),
              textAnchor: "start",
              dx: 4,
            }),
            Plot.ruleX([0]),
          ],
        });
      const scatter = () => {
        const points = rows.filter((row) => row.act > 0 && row.reply !== null);
        const top = Math.max(10, ...points.flatMap((row) => [row.act, row.reply])) * 1.1;
        // What has no reply stands below one.
        const y = (row) => Math.max(row.reply, 0.5);
        return Plot.plot({
          width: 760,
          height: 596,
          x: { type: "log", domain: [1, top], grid: true },
          y: { type: "log", domain: [0.5, top], grid: true },
          marks: [
            Plot.line([[1, 1], [top, top]], { strokeDasharray: "5 4" }),
            Plot.dot(points, { x: "act", y, r: 5, fill: "#00497a", stroke: "white" }),
            Plot.text(points, { x: "act", y, text: "label", textAnchor: "start", dx: 8, stroke: "white", fill: "black" }),
          ],
        });
      };
      const draw = { bars, scatter }[view];
      const time = await bench.frame(() => bench.picture().replaceChildren(draw()));
      await bench.rest();
      return time;
    },
    { view, rows },
  );

/** Changes spread over sides, periods and crises, six rounds of four: all but the last of a round filter. */
async function changesOf(tab) {
  const values = await tab.evaluate(() =>
    [...document.querySelector("[data-tools]").elements.episode.options].map((option) => option.value).filter(Boolean),
  );
  const chosen = Array.from({ length: 6 }, (_, i) => values[Math.floor((i * values.length) / 6)]);
  return chosen.flatMap((value) => [["side", "moscow"], ["episode", value], ["side", "others"], ["reset"]]);
}

/** The same with dates, which fit the synthetic events. */
const manyChanges = [1951, 1953, 1954, 1955, 1956, 1957].flatMap((year) => [
  ["side", "moscow"],
  ["from", String(year)],
  ["to", String(year + 3)],
  ["reset"],
]);

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const inMs = (number) => `${number.toFixed(1).padStart(5)} ms`;
const told = (times) => `${inMs(median(times))} (slowest ${inMs(Math.max(...times))})`;
const within = (times, limit) =>
  `${times.filter((time) => time <= limit).length} of ${times.length} within ${limit.toFixed(1)} ms`;

/** Our frames, and Plot's where it draws this picture too. */
async function besidePlot(view, ours, plot) {
  for (const shown of ["table", view]) await changed(ours.tab, ["view", shown]);
  const changes = await changesOf(ours.tab);
  // A first round warms the pages up and gives Plot the rows of each change before it draws them.
  const given = [];
  for (const change of changes) {
    await changed(ours.tab, change);
    given.push(await rows(ours.tab));
  }
  const times = { ours: [], plot: [] };
  if (plot) for (const rows of given) await plotted(plot.tab, view, rows);
  for (const [i, change] of changes.entries()) {
    const ways = {
      ours: async () => times.ours.push(await changed(ours.tab, change)),
      plot: async () => plot && times.plot.push(await plotted(plot.tab, view, given[i])),
    };
    // Each goes first every other time.
    for (const way of i % 2 ? ["plot", "ours"] : ["ours", "plot"]) await ways[way]();
  }
  return times;
}

async function withMany(view, cpu) {
  const { tab, close } = await openComparison(many, cpu);
  try {
    // The page has the picture of the real data until the program draws another one.
    for (const shown of ["table", view]) await changed(tab, ["view", shown]);
    const [first] = await rows(tab);
    if (!/ Q..$/.test(first?.name)) throw new Error(`${many} has not the synthetic events in its program`);
    for (const change of manyChanges) await changed(tab, change);
    const times = [];
    for (const change of manyChanges) times.push(await changed(tab, change));
    return times;
  } finally {
    await close();
  }
}

try {
  console.log(
    `\ncompare: the frame of a filter change, CPU ${CPU} times slower, median of 24 changes of side, period and crisis, ` +
      "interleaved\n  Plot gets its rows ready and draws on an empty page; ours are computed from the events in that frame, " +
      "in a whole page",
  );
  const ours = await openComparison(page, CPU);
  const plot = await openPlot();
  try {
    for (const view of ["bars", "scatter", "map"]) {
      const times = await besidePlot(view, ours, view === "map" ? undefined : plot);
      const beside = times.plot.length
        ? `, Plot ${told(times.plot)}: ratio ${(median(times.ours) / median(times.plot)).toFixed(2)}`
        : "";
      console.log(`  ${view.padEnd(7)}  ${told(times.ours)}${beside}; ${within(times.ours, FRAME)}`);
    }
    const control = [];
    for (let i = 0; i < 24; i++) control.push(await idle(ours.tab));
    console.log(`  nothing  ${told(control)}: the frame in which one attribute is set`);
  } finally {
    await ours.close();
    await plot.close();
  }
  console.log("\ncompare with 10,000 synthetic events: the frame of a change of side or dates, median of 24");
  for (const cpu of [1, CPU]) {
    for (const view of ["bars", "scatter"]) {
      const times = await withMany(view, cpu);
      console.log(`  ${view.padEnd(7)}  CPU ${cpu}×  ${told(times)}; ${within(times, MANY_LIMIT)}`);
    }
  }
} finally {
  await browser.close();
}
