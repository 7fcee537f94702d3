// node bench.mjs LOADS PAGE STILL_PAGE CHAIN_PAGE…
// First contentful paint of a page against the same page without its scripts. The two are loaded in turn, each in a
// fresh context (no cache), and the medians are compared.
// Then, on each chain page, the choice of an event against a highlight that only sets two attributes.
import { chromium } from "@playwright/test";

const [loads, page, still, ...chains] = [Number(process.argv[2]), ...process.argv.slice(3)];

const conditions = [
  { name: "as it is", cpu: 1 },
  { name: "CPU 4 times slower", cpu: 4 },
  { name: "1.6 Mbit/s, 150 ms", cpu: 1, network: { bitsPerSecond: 1_600_000, latency: 150 } },
  { name: "both", cpu: 4, network: { bitsPerSecond: 1_600_000, latency: 150 } },
];

/** The highest ratio that the project allows itself. */
const LIMIT = 1.05;

/** So many events are chosen on each chain page. */
const CHOICES = 21;

/** How much slower than this machine the one is on which events are chosen. */
const CHOICE_CPU = 4;

/** What a frame has at 60 Hz, in milliseconds. */
const FRAME = 1000 / 60;

const browser = await chromium.launch({
  executablePath: process.env.CHROME || undefined,
  // Root has no sandbox.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

async function firstPaint(address, { cpu, network }) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
    if (network) {
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: network.latency,
        downloadThroughput: network.bitsPerSecond / 8,
        uploadThroughput: network.bitsPerSecond / 8,
      });
    }
    await tab.goto(address, { waitUntil: "load" });
    return await tab.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const name = "first-contentful-paint";
          const known = performance.getEntriesByName(name)[0];
          if (known) return resolve(known.startTime);
          setTimeout(() => reject(new Error("nothing was painted within 10 s")), 10_000);
          new PerformanceObserver((list) => {
            const entry = list.getEntriesByName(name)[0];
            if (entry) resolve(entry.startTime);
          }).observe({ type: "paint", buffered: true });
        }),
    );
  } finally {
    await context.close();
  }
}

/**
 * How long the frame takes in which an event is chosen, in milliseconds: from the click, at the frame's start, until
 * the frame has been handed over to be shown. For events spread over the outline, and for the control of each: the
 * article dimmed and the event's mark lit by two attributes alone.
 */
async function choices(address) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await tab.goto(address, { waitUntil: "load" });
    await tab.locator("html[data-ready]").waitFor({ state: "attached" });
    await session.send("Emulation.setCPUThrottlingRate", { rate: CHOICE_CPU });
    return await tab.evaluate(async (number) => {
      const article = document.querySelector("[data-chain]");
      const marks = [...document.querySelectorAll("[data-picture] svg")]
        .find((svg) => svg.getClientRects().length)
        .querySelectorAll("a[data-e]");
      const events = [...document.querySelectorAll("[data-outline] a[data-e]")].map((link) => ({
        link,
        mark: [...marks].find((mark) => mark.dataset.e.split(" ").includes(link.dataset.e)),
      }));
      const chosen = Array.from({ length: number }, (_, i) => events[Math.floor((i * events.length) / number)]);

      const ways = {
        choice: {
          set: ({ link }) => link.click(),
          unset: () => document.querySelector("[data-close]").click(),
        },
        control: {
          set({ mark }) {
            article.setAttribute("data-chosen", "");
            mark.setAttribute("data-lit", "chosen");
          },
          unset({ mark }) {
            article.removeAttribute("data-chosen");
            mark.removeAttribute("data-lit");
          },
        },
      };
      const frame = (act) =>
        new Promise((resolve) =>
          requestAnimationFrame(() => {
            const start = performance.now();
            // A message sent from a frame is read once the frame is painted.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - start);
            port2.postMessage(null);
            act();
          }),
        );
      // Until nothing fades any more and the card has its details.
      const rest = () =>
        new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 2000 }), 500));

      const times = { choice: [], control: [] };
      const measure = async (way, event) => {
        const time = await frame(() => ways[way].set(event));
        await rest();
        if (!article.hasAttribute("data-chosen")) throw new Error(`nothing was chosen by: ${event.link.textContent}`);
        ways[way].unset(event);
        await rest();
        return time;
      };
      // The first of each warms the page up and is not counted.
      for (const way of ["choice", "control"]) await measure(way, events[0]);
      for (const [i, event] of chosen.entries()) {
        // Each goes first every other time.
        const order = i % 2 ? ["control", "choice"] : ["choice", "control"];
        for (const way of order) times[way].push(await measure(way, event));
      }
      return times;
    }, CHOICES);
  } finally {
    await context.close();
  }
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

try {
  const width = Math.max(...conditions.map(({ name }) => name.length));
  for (const condition of conditions) {
    // The first load of each warms the browser up and is not counted.
    await firstPaint(page, condition);
    await firstPaint(still, condition);
    const times = { page: [], still: [] };
    for (let i = 0; i < loads; i++) {
      // Each goes first every other time.
      const order = i % 2 ? ["still", "page"] : ["page", "still"];
      for (const which of order) times[which].push(await firstPaint(which === "page" ? page : still, condition));
    }
    const [ours, theirs] = [median(times.page), median(times.still)];
    const ratio = ours / theirs;
    console.log(
      `  ${condition.name.padEnd(width)}  ${ours.toFixed(0).padStart(5)} ms, without scripts ` +
        `${theirs.toFixed(0).padStart(5)} ms: ratio ${ratio.toFixed(3)} ` +
        `(${ratio <= LIMIT ? "within" : "over"} ${LIMIT})`,
    );
  }
  const inMs = (number) => `${number.toFixed(1).padStart(5)} ms`;
  console.log(`\nselect: the frame of a choice, CPU ${CHOICE_CPU} times slower, median of ${CHOICES} events`);
  const longest = Math.max(...chains.map((chain) => new URL(chain).pathname.length));
  for (const chain of chains) {
    const { choice, control } = await choices(chain);
    const [ours, theirs] = [median(choice), median(control)];
    console.log(
      `  ${new URL(chain).pathname.padEnd(longest)}  ${inMs(ours)} (slowest ${inMs(Math.max(...choice))}), ` +
        `static highlight ${inMs(theirs)}: ratio ${(ours / theirs).toFixed(2)} ` +
        `(${ours <= FRAME ? "within" : "over"} a frame of ${FRAME.toFixed(1)} ms)`,
    );
  }
} finally {
  await browser.close();
}
