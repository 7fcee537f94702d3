// First contentful paint of a page against the same page without its scripts: node bench.mjs LOADS PAGE STILL_PAGE
// The two are loaded in turn, each in a fresh context (no cache), and the medians are compared.
import { chromium } from "@playwright/test";

const [loads, page, still] = [Number(process.argv[2]), process.argv[3], process.argv[4]];

const conditions = [
  { name: "as it is", cpu: 1 },
  { name: "CPU 4 times slower", cpu: 4 },
  { name: "1.6 Mbit/s, 150 ms", cpu: 1, network: { bitsPerSecond: 1_600_000, latency: 150 } },
  { name: "both", cpu: 4, network: { bitsPerSecond: 1_600_000, latency: 150 } },
];

/** The highest ratio that the project allows itself. */
const LIMIT = 1.05;

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
} finally {
  await browser.close();
}
