// What a screen reader is given: every event by its name, and one message for each thing done.
import { expect, test } from "@playwright/test";
import { chainOf, chainParts, compareOf, compareParts, dataset, episode, eventsOf, open, parts, press, samplePages, sites } from "./helpers.mjs";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** The accessibility tree: role, name and address of everything that is not ignored. */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({
      role: node.role?.value,
      name: node.name?.value ?? "",
      url: node.properties?.find(({ name }) => name === "url")?.value?.value ?? "",
    }));
}

/** Opens everything that folds, in a page and in its outline. */
const unfold = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const entry of document.querySelectorAll('[role=treeitem][aria-expanded="false"]')) {
      entry.setAttribute("aria-expanded", "true");
    }
    for (const part of document.querySelectorAll("[data-closed]")) part.removeAttribute("data-closed");
  });

/** Events that no link of the accessibility tree leads to and no entry is called by: in words, not by a number alone. */
async function unnamed(page, events) {
  const nodes = (await tree(page)).filter(({ name }) => /\p{L}{3}/u.test(name));
  const links = nodes.filter(({ role }) => role === "link").map(({ url }) => url);
  // Of entries the browser does not say where they lead: they are told by what the page calls them, but for spaces.
  const packed = (text) => text.replace(/\s+/g, "");
  const entries = new Set(nodes.filter(({ role }) => role === "treeitem").map(({ name }) => packed(name)));
  const called = await page.locator("[role=treeitem][href]").evaluateAll((all) =>
    all.map((entry) => {
      const by = entry.getAttribute("aria-labelledby")?.split(" ") ?? [];
      const name = by.map((id) => document.getElementById(id)?.textContent).join("") || entry.getAttribute("aria-label") || entry.textContent;
      return [entry.getAttribute("href"), name];
    }),
  );
  const isNamed = (id) =>
    links.some((url) => url.endsWith(`/events/${id}/`) || url.endsWith(`#${id}`)) ||
    called.some(([href, name]) => href.endsWith(`/events/${id}/`) && entries.has(packed(name)));
  return events.filter((id) => !isNamed(id));
}

for (const id of dataset.episodes.map(({ id }) => id)) {
  test(`every event of ${id} is in the accessibility tree of its page and of its chain, by its name`, async ({ page }) => {
    test.slow();
    for (const path of [`episodes/${id}/`, chainOf(id)]) {
      await open(page, sites.root + path);
      await unfold(page);
      expect.soft(await unnamed(page, eventsOf(id)), path).toEqual([]);
    }
  });
}

test("every event of a step is in its accessibility tree by its name", async ({ page }) => {
  test.slow();
  const { steps } = episode("skripal-2018");
  for (const [i, { events }] of steps.entries()) {
    await open(page, `${sites.root}episodes/skripal-2018/${i + 1}/`);
    await unfold(page);
    expect.soft(await unnamed(page, events), `step ${i + 1}`).toEqual([]);
  }
});

test("every picture of numbers is named, or hidden with its numbers beside it as text", async ({ page }) => {
  for (const kind of ["home", "a step", "a small chain", "the comparison", "a country", "disagreements", "all articles"]) {
    await open(page, sites.root + samplePages[kind]);
    const bare = await page.locator("main svg:visible").evaluateAll((all) =>
      all
        .filter((svg) => !svg.closest("[aria-hidden=true]") && !svg.getAttribute("aria-label") && !svg.getAttribute("aria-labelledby") && !svg.querySelector(":scope > title"))
        .map((svg) => svg.outerHTML.slice(0, 120)),
    );
    expect.soft(bare, kind).toEqual([]);
  }
});

/** Writes down every text that a live region comes to have. */
const listen = (page) =>
  page.evaluate(() => {
    window.__said = [];
    const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[role=status], [role=alert], [aria-live]");
    // What changes within one task is read once.
    let changed = new Set();
    new MutationObserver((records) => {
      const isFirst = !changed.size;
      for (const { target } of records) {
        const element = region(target);
        if (element) changed.add(element);
      }
      if (isFirst && changed.size) {
        setTimeout(() => {
          for (const element of changed) {
            const text = element.textContent.replace(/\s+/g, " ").trim();
            if (text && element.checkVisibility()) window.__said.push(text);
          }
          changed = new Set();
        });
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });
  });

/** What live regions say when something is done, after they have come to rest. */
async function said(page, act) {
  await page.evaluate(() => (window.__said.length = 0));
  await act();
  await page.waitForTimeout(600);
  return page.evaluate(() => window.__said);
}

test.describe("one thing done is told once", () => {
  test("a step by the focus on its heading, and by nothing else", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    await listen(page);
    const { next, heading } = parts(page);
    const told = await said(page, async () => {
      await next.click();
      await expect(heading).toContainText("Step 4 of 14");
    });
    await expect(heading).toBeFocused();
    expect(told).toEqual([]);
  });

  test("an event that a step does not show, by the notice", async ({ page }) => {
    await open(page, `${sites.root}episodes/skripal-2018/3/?event=no-such-event`);
    await expect(page.getByRole("status").filter({ hasText: "no-such-event" })).toHaveCount(1);
  });

  test("a choice, a filter and all events again in a chain", async ({ page }) => {
    await open(page, sites.root + chainOf("skripal-2018"));
    await listen(page);
    const { entry, card, kind, waves, showAll } = chainParts(page);
    const chosen = await said(page, async () => {
      await press(entry("skripal-ru-expels-60-us"));
      await expect(card).toBeVisible();
    });
    expect.soft(chosen, "a choice").toHaveLength(1);
    const [filtered, ...more] = await said(page, () => kind.selectOption({ index: 1 }));
    expect.soft(filtered, "a filter").toMatch(/^Shown: \d+ events\.$/);
    expect.soft(more, "a filter").toEqual([]);
    // The same events, put together.
    expect.soft(await said(page, () => press(waves)), "waves").toEqual([]);
    expect.soft(await said(page, () => press(showAll)), "all again, with the event that is still chosen").toEqual(chosen);
    await page.keyboard.press("Escape");
    await expect(card).toBeHidden();
    await kind.selectOption({ index: 1 });
    const all = `Shown: ${eventsOf("skripal-2018").length} events.`;
    expect.soft(await said(page, () => press(showAll)), "all again").toEqual([all]);
    await open(page, `${sites.root}${chainOf("skripal-2018")}?country=al&kind=missions`);
    await expect(page.getByRole("status").filter({ hasText: "No event fits what is chosen." })).toHaveCount(1);
    await expect(page.getByRole("status").filter({ hasText: "Shown:" })).toHaveCount(0);
  });

  test("a filter and a view of a comparison, and what was copied", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, sites.root + compareOf());
    await listen(page);
    const { side, view, copy, marks } = compareParts(page);
    expect.soft(await said(page, () => side.selectOption({ index: 1 })), "a filter").toHaveLength(1);
    expect.soft((await said(page, () => view("Map").check({ force: true }))).length, "a view").toBeLessThanOrEqual(1);
    // The mark itself is read out, as what has the focus.
    expect.soft((await said(page, () => marks.first().focus())).length, "details").toBeLessThanOrEqual(1);
    expect.soft(await said(page, () => press(copy)), "a copy").toHaveLength(1);
  });

  test("a list that is filtered", async ({ page }) => {
    await open(page, sites.root + samplePages["all sources"]);
    await listen(page);
    expect(await said(page, () => page.getByLabel("Language").selectOption({ index: 2 }))).toHaveLength(1);
  });

  test("a link that is copied in the dialog, and a citation", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, `${sites.root}episodes/skripal-2018/3/`);
    await listen(page);
    await page.getByRole("link", { name: "Share or embed" }).click();
    const dialog = page.getByRole("dialog", { name: "Share this view" });
    await expect(dialog).toBeVisible();
    expect.soft(await said(page, () => dialog.getByRole("button", { name: "Copy link" }).click()), "the link").toHaveLength(1);
    await page.keyboard.press("Escape");
    await press(page.getByText("Cite this step"));
    const copyCitation = page.locator(".cite button").first();
    await expect(copyCitation).toBeVisible();
    expect.soft(await said(page, () => copyCitation.click()), "a citation").toHaveLength(1);
  });
});
