// node bench-peers.mjs PLAN RESULTS
// Loads the pages of the plan in turn, ours and those of other libraries for the same job, and writes down what each
// load cost: when it was painted, drawn and answered, what came over the network, what the main thread and the memory
// had to bear, and how long a step takes. `cargo xtask bench` writes the plan and reads the results.
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { chromium } from "@playwright/test";

const [planFile, resultsFile] = process.argv.slice(2);
/** @type {{ limit: number, pages: Page[], runs: { times: number, loads: number, steps: number }[] }} */
const plan = JSON.parse(readFileSync(planFile, "utf8"));

const conditions = {
  fast: { cpu: 1 },
  slow: { cpu: 4, network: { bitsPerSecond: 1_600_000, latency: 150 } },
};

/** A key held down comes again after so long: actions are tried as often. In milliseconds. */
const TRY_EVERY = 33;

/** A step that is not answered within this share of the limit is none: the next is tried. */
const UNANSWERED = 0.1;

/** Nothing more is expected of a page that asked for nothing for so long, in milliseconds. */
const QUIET = 500;

const results = {
  browser: "",
  loadBefore: loadavg()[0],
  loadAfter: 0,
  seconds: 0,
  loads: [],
  answers: [],
  steps: [],
  failures: [],
};

const browser = await chromium.launch({
  executablePath: process.env.CHROME || undefined,
  // Root has no sandbox. Hidden pages would get fewer frames.
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
  ],
});
results.browser = browser.version();

/**
 * What the measurements need inside a page, in `window.bench`. Runs before anything of the page.
 *
 * A kind of page says when its content is drawn (`drawn`), when nothing more of it is expected (`ready`), how a reader
 * goes on (`act`), and by what one sees that this was answered (`state`). A page is still that has its scripts taken out. Steps also say which link leads to the
 * next (`link`): it works without the program.
 */
function install({ kind, isStill, expected, tryEvery }) {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const by = (name) => document.getElementsByClassName(name);
  // Asked for often while a page loads, so without making it lay itself out: the wide picture is the one shown.
  const shown = () => one("[data-picture] svg");
  const program = () => document.documentElement.hasAttribute("data-ready");
  // A list that is walked forth and, at its end, back.
  const walk = { at: -1, by: 1 };
  const next = (length) => {
    if (walk.at + walk.by >= length || walk.at + walk.by < 0) walk.by = -walk.by;
    return (walk.at += walk.by);
  };
  const pointer = (target, names) => {
    const { left, top, width, height } = target.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true, view: window };
    const mouse = { pointerType: "mouse", isPrimary: true, pointerId: 1 };
    for (const name of names) {
      const Kind = name.startsWith("pointer") ? PointerEvent : MouseEvent;
      const isDown = name === "pointerdown" || name === "mousedown";
      target.dispatchEvent(new Kind(name, { ...at, ...mouse, buttons: isDown ? 1 : 0 }));
    }
  };
  const press = (target, key, keyCode) =>
    target.dispatchEvent(
      // A key held down comes again and again.
      new KeyboardEvent("keydown", { key, code: key, keyCode, bubbles: true, cancelable: true, repeat: bench.tries > 1 }),
    );
  // One element for each place: two at the same place cannot be pointed at apart.
  const apart = (elements) => {
    const places = new Map();
    for (const element of elements) {
      const { x, y } = element.getBoundingClientRect();
      const place = `${Math.round(x)} ${Math.round(y)}`;
      if (!places.has(place)) places.set(place, element);
    }
    return [...places.values()];
  };
  let list;
  const listed = (make) => {
    list ??= make();
    if (!list.length) list = undefined;
    return list;
  };

  const opened = location.pathname;
  const kinds = {
    // Text and ledger stand in the page. The arrow keys step.
    step: {
      drawn: () => one(".step .ledger") && one(".step__story p") && one("main + *"),
      ready: program,
      // Not the heading alone: while the page arrives, its text changes by itself.
      state: () => (location.pathname === opened ? opened : (one("main h1")?.textContent ?? null)),
      act() {
        const links = all("nav.progress a");
        const at = links.findIndex((link) => link.hasAttribute("aria-current"));
        if (at < 0) return;
        walk.at = at;
        next(links.length);
        press(links[at], walk.by > 0 ? "ArrowRight" : "ArrowLeft", walk.by > 0 ? 39 : 37);
      },
      link: () => one("[data-stepper] a[rel=next]"),
    },
    // Picture and outline stand in the page. A click chooses an event: its mark is lit, and what it belongs to.
    chain: {
      drawn: () => shown()?.querySelector("[data-e]") && one("[data-outline] [data-e]") && one("main + *"),
      ready: program,
      state: () => shown()?.querySelector("[data-lit=chosen]")?.dataset.e ?? null,
      act() {
        const links = listed(() => {
          const marks = new Set();
          const mark = new Map();
          for (const element of shown()?.querySelectorAll("a[data-e]") ?? []) {
            for (const event of element.dataset.e.split(" ")) mark.set(event, element);
          }
          return all("[data-outline] a[data-e]").filter((link) => {
            const its = mark.get(link.dataset.e);
            return its && !marks.has(its) && marks.add(its);
          });
        });
        links?.[next(links.length)].click();
      },
    },
    // Picture and table stand in the page. The pointer on a row of the picture shows its details.
    compare: {
      drawn: () => shown()?.querySelector("[data-m]") && one("[data-table] tbody tr") && one("main + *"),
      ready: program,
      state: () => (one("[data-details]")?.hidden === false ? one("[data-details]").textContent : null),
      act() {
        const marks = listed(() => [...(shown()?.querySelectorAll("a[data-m]") ?? [])]);
        if (marks) pointer(marks[next(marks.length)], ["mouseover"]);
      },
    },
    // A marker for each event, a slide with text. The arrow keys step; the marker of the slide shown is active.
    timelinejs: {
      drawn: () =>
        by("tl-timemarker").length >= expected.events &&
        [...by("tl-slide")].some((slide) => slide.textContent.trim()) &&
        !by("tl-message-full").length,
      ready: () => true,
      state: () => by("tl-timemarker-active")[0]?.id ?? null,
      act: () => press(document.body ?? document, "ArrowRight", 39),
    },
    // All bars and all dots. The pointer at a dot shows its title.
    plot: {
      drawn: () =>
        one("#countries svg g[aria-label=bar]")?.childElementCount >= expected.bars &&
        all("#events svg g[aria-label=dot]").reduce((sum, group) => sum + group.childElementCount, 0) >=
          expected.events,
      ready: () => true,
      state: () => one("#events g[aria-label=tip] text")?.textContent || null,
      act() {
        const dots = listed(() => apart(all("#events g[aria-label=dot] > *")));
        if (dots) pointer(dots[next(dots.length)], ["pointerenter", "pointermove"]);
      },
    },
    // The same by Vega, whose tooltip is shown for the dot under the pointer.
    "vega-lite": {
      drawn: () =>
        all("#countries .mark-rect path").length >= expected.bars &&
        all("#events .mark-symbol path").length >= expected.events,
      ready: () => true,
      state: () => one("#vg-tooltip-element.visible")?.textContent || null,
      act() {
        const dots = listed(() => apart(all("#events .mark-symbol path")));
        if (dots) pointer(dots[next(dots.length)], ["pointerover", "pointermove", "mousemove"]);
      },
    },
    // All steps, all bars, and the graph, which says itself that it was drawn: it is a canvas. Scrolling steps.
    scrolly: {
      drawn: () =>
        one("#countries svg g[aria-label=bar]")?.childElementCount >= expected.bars &&
        all("#steps .step").length >= expected.steps &&
        one("#graph[data-rendered]"),
      ready: () => true,
      state: () => {
        const at = all("#steps .step").findIndex((step) => step.classList.contains("is-active"));
        return at < 0 ? null : String(at);
      },
      act() {
        const steps = all("#steps .step");
        const at = steps.findIndex((step) => step.classList.contains("is-active"));
        walk.at = at;
        if (steps.length) steps[next(steps.length)].scrollIntoView({ block: "center" });
      },
    },
    // An item for each event. A tap selects one.
    "vis-timeline": {
      drawn: () =>
        all(".vis-itemset .vis-item.vis-box").length >= expected.events &&
        getComputedStyle(one(".vis-timeline")).visibility === "visible",
      ready: () => true,
      state: () => {
        const selected = one(".vis-item.vis-box.vis-selected");
        return selected && String([...selected.parentElement.children].indexOf(selected)) + selected.textContent;
      },
      act() {
        const items = listed(() => all(".vis-itemset .vis-item.vis-box"));
        if (items) pointer(items[next(items.length)], ["pointerdown", "pointerup", "click"]);
      },
    },
  };

  const { drawn, state, act, link } = kinds[kind];
  const ready = isStill ? () => document.readyState === "complete" : kinds[kind].ready;
  const bench = (window.bench = { drawnAt: null, answeredAt: null, ready, tries: 0 });
  /** Calls back once the frame that is being made has been handed over. To be called inside a frame. */
  const painted = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  };
  // A click that nobody answers would lead to another page.
  let mayLead = false;
  window.addEventListener("click", (event) => mayLead || event.preventDefault());

  const look = () => {
    if (drawn()) return painted((time) => (bench.drawnAt = time));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  /** Tries to go on from the very beginning, until it is answered. */
  bench.insist = () => {
    let first;
    const timer = setInterval(attempt, tryEvery);
    function isAnswered() {
      const now = state();
      first ??= { state: now };
      return now !== null && now !== first.state;
    }
    function attempt() {
      if (!document.body) return;
      // What the page shows by itself is no answer: the state before is read once there is something to act on.
      if (state() === null && !document.body.childElementCount) return;
      if (!isAnswered()) {
        bench.tries++;
        act();
      }
      if (isAnswered()) {
        clearInterval(timer);
        requestAnimationFrame(() => painted((time) => (bench.answeredAt = time)));
      }
    }
  };

  /**
   * Clicks the link that leads on, once, as soon as it is painted. Either the program answers, or the browser shows the
   * page that the link leads to: with its first paint.
   */
  bench.lead = () => {
    const CLICKED = "bench: clicked";
    const whenPainted = (done) =>
      new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName("first-contentful-paint");
        if (paint) done(paint.startTime);
      }).observe({ type: "paint", buffered: true });
    const from = JSON.parse(sessionStorage.getItem(CLICKED) ?? "null");
    if (from) return whenPainted((time) => (bench.answeredAt = performance.timeOrigin + time - from));
    mayLead = true;
    whenPainted(() => {
      const timer = setInterval(attempt, tryEvery);
      let before;
      function attempt() {
        if (before === undefined && link()) {
          before = state();
          sessionStorage.setItem(CLICKED, performance.timeOrigin);
          link().dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
        }
        if (before !== undefined && state() !== before) {
          clearInterval(timer);
          sessionStorage.removeItem(CLICKED);
          requestAnimationFrame(() => painted((time) => (bench.answeredAt = time)));
        }
      }
      attempt();
    });
  };

  /**
   * From the action, at the start of a frame, until its answer has been handed over to be shown; null where nothing
   * changes: at two things so near to each other that both are told by one tip.
   */
  bench.step = (limit) =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const before = state();
        const start = performance.now();
        const check = (time) => {
          const now = state();
          if (now !== null && now !== before) return resolve(time - start);
          if (time - start > limit) return resolve(null);
          requestAnimationFrame(() => painted(check));
        };
        painted(check);
        act();
      }),
    );
  bench.rest = (time) => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 2000 }), time));
}

/** A page in a fresh profile under a condition, not yet loaded. */
async function open(page, { cpu, network }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send("Network.enable");
  // What the thread worked, not what it waited for its turn on a machine that has other work.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (network) {
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: network.latency,
      downloadThroughput: network.bitsPerSecond / 8,
      uploadThroughput: network.bitsPerSecond / 8,
    });
  }
  const traffic = { bytes: 0, requests: 0, open: new Set(), last: Date.now(), failed: [] };
  const addresses = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!request.url.startsWith("http")) return;
    // A redirect keeps its id.
    traffic.requests++;
    addresses.set(requestId, request.url);
    traffic.open.add(requestId);
    traffic.last = Date.now();
  });
  const ended = ({ requestId, encodedDataLength = 0, errorText, canceled }) => {
    if (!traffic.open.delete(requestId)) return;
    traffic.bytes += encodedDataLength;
    traffic.last = Date.now();
    if (errorText && !canceled) traffic.failed.push(`${addresses.get(requestId)}: ${errorText}`);
  };
  session.on("Network.loadingFinished", ended);
  session.on("Network.loadingFailed", ended);
  session.on("Network.responseReceived", ({ response }) => {
    if (response.status >= 400) traffic.failed.push(`${response.url}: ${response.status}`);
    if (response.url.startsWith("http") && !response.url.startsWith(new URL(page.address).origin)) {
      traffic.failed.push(`${response.url} is another host's`);
    }
  });
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  await tab.addInitScript(install, { kind: page.kind, isStill: page.isStill, expected: page.expected, tryEvery: TRY_EVERY });
  return { tab, session, traffic, errors, close: () => context.close() };
}

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Until the page says so, asked seldom: asking costs it time too. */
async function until(tab, test, what, limit) {
  const end = Date.now() + limit;
  for (;;) {
    // A page that is busy answers late: the limit holds all the same.
    const left = Math.max(0, end - Date.now());
    // Between two pages there is none to ask.
    const asked = tab.evaluate(test).catch((error) => {
      if (!/context was destroyed/.test(error.message)) throw error;
    });
    const answer = await Promise.race([asked, wait(left).then(() => "late")]);
    if (answer === "late" || (!answer && Date.now() > end)) throw new Error(`not ${what} within ${limit / 1000} s`);
    if (answer) return answer;
    await wait(50);
  }
}

async function metrics(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** What V8 holds after a collection, and the memory of WebAssembly, which it does not count. In bytes. */
async function heap(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { JSHeapUsedSize } = await metrics(session);
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const { result: sum } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return JSHeapUsedSize + sum.value;
}

/** Loads the page and leaves it alone until it asks for nothing more. */
async function load(page, condition) {
  const { tab, session, traffic, errors, close } = await open(page, conditions[condition]);
  try {
    const before = await metrics(session);
    await tab.goto(page.address, { waitUntil: "commit", timeout: plan.limit });
    // Chromium dates its first paint a moment after the page has told of it.
    const isShown = () =>
      bench.drawnAt !== null && bench.ready() && performance.getEntriesByName("first-contentful-paint").length > 0;
    await until(tab, isShown, "drawn", plan.limit);
    while (traffic.open.size || Date.now() - traffic.last < QUIET) await wait(20);
    await tab.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })));
    const after = await metrics(session);
    const { drawn, paint, elements } = await tab.evaluate(() => ({
      drawn: bench.drawnAt,
      paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      elements: document.querySelectorAll("*").length,
    }));
    if (traffic.failed.length) throw new Error(traffic.failed.join("; "));
    if (errors.length) throw new Error(errors.join("; "));
    if (paint === undefined) throw new Error("nothing was painted");
    const spent = (name) => (after[name] - before[name]) * 1000;
    return {
      paint,
      // A frame's own message may come a moment before its paint is dated.
      drawn: Math.max(drawn, paint),
      bytes: traffic.bytes,
      requests: traffic.requests,
      thread: spent("TaskDuration"),
      script: spent("ScriptDuration"),
      layout: spent("LayoutDuration") + spent("RecalcStyleDuration"),
      heap: await heap(session),
      elements,
    };
  } finally {
    await close();
  }
}

/** Loads the page and goes on in it as soon as that can be done, by `way`: when the answer to it is painted. */
async function answer(page, condition, way) {
  const { tab, close } = await open(page, conditions[condition]);
  try {
    await tab.addInitScript(way);
    await tab.goto(page.address, { waitUntil: "commit", timeout: plan.limit });
    return await until(tab, () => bench.answeredAt, "answered", plan.limit);
  } finally {
    await close();
  }
}

/** So many steps of a page that is at rest, each after a while in which nothing moves any more. */
async function steps(page, cpu, number) {
  const { tab, session, errors, close } = await open(page, conditions.fast);
  try {
    await tab.goto(page.address, { waitUntil: "load", timeout: plan.limit });
    await until(tab, () => bench.drawnAt !== null && bench.ready(), "drawn", plan.limit);
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
    const times = [];
    const end = Date.now() + 4 * plan.limit;
    while (times.length < number && Date.now() < end) {
      const time = await tab.evaluate(
        async ({ rest, limit }) => {
          await bench.rest(rest);
          return bench.step(limit);
        },
        { rest: page.rest, limit: UNANSWERED * plan.limit },
      );
      if (time !== null) times.push(time);
    }
    if (!times.length) throw new Error("no step was answered");
    if (errors.length) throw new Error(errors.join("; "));
    return times;
  } finally {
    await close();
  }
}

/** Measures, or writes down why it could not be. With many events, where it takes long, what failed is not tried again. */
async function attempt(page, what, act) {
  const failed = ({ page: key, times, what: failed }) => key === page.key && times === page.times && failed === what;
  if (page.times > 1 && results.failures.some(failed)) return;
  try {
    await act();
  } catch (error) {
    const reason = error.message.split("\n")[0];
    console.log(`  ${page.name}, ${page.times}× the events, ${what}: ${reason}`);
    results.failures.push({ page: page.key, times: page.times, what, reason });
  }
}

async function rounds(pages, condition, number) {
  // The first round warms the browser up and is not counted; with many events it would take as long as those that are.
  for (let round = pages.some(({ times }) => times > 1) ? 0 : -1; round < number; round++) {
    const start = (round + pages.length) % pages.length;
    const order = [...pages.slice(start), ...pages.slice(0, start)];
    for (const page of order) {
      const { key, times } = page;
      await attempt(page, `load, ${condition}`, async () => {
        const measured = await load(page, condition);
        if (round >= 0) results.loads.push({ page: key, times, condition, round, ...measured });
      });
    }
    for (const page of order.filter(({ isStill }) => !isStill)) {
      const { key, times } = page;
      await attempt(page, `answer, ${condition}`, async () => {
        const acted = await answer(page, condition, () => bench.insist());
        // Ours can be gone on in before the program runs.
        const led = page.hasLink
          ? { answered: await answer(page, condition, () => bench.lead()), program: acted }
          : { answered: acted };
        if (round >= 0) results.answers.push({ page: key, times, condition, round, ...led });
      });
    }
  }
}

const begin = Date.now();
const told = (text) => console.log(`  ${((Date.now() - begin) / 1000).toFixed(0).padStart(5)} s  ${text}`);
try {
  for (const { times, loads: number, steps: count } of plan.runs) {
    const pages = plan.pages.filter((page) => page.times === times);
    for (const condition of Object.keys(conditions)) {
      told(`${times}× the events, ${condition}: ${number} loads of ${pages.length} pages`);
      await rounds(pages, condition, number);
    }
    for (const cpu of [1, 4]) {
      told(`${times}× the events, CPU ${cpu}×: ${count} steps`);
      for (const page of pages.filter(({ isStill }) => !isStill)) {
        await attempt(page, `steps, CPU ${cpu}×`, async () => {
          results.steps.push({ page: page.key, times, cpu, steps: await steps(page, cpu, count) });
        });
      }
    }
  }
  told("done");
} finally {
  await browser.close();
}
results.loadAfter = loadavg()[0];
results.seconds = (Date.now() - begin) / 1000;
const short = (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value);
writeFileSync(resultsFile, `${JSON.stringify(results, short)}\n`);
