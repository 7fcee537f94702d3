// Lighthouse: 100 for accessibility, best practices and search engines. How fast pages are is measured by `cargo xtask bench`.
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";
import { sites } from "./helpers.mjs";
import { PAGES, browserOn, scores } from "./lighthouse.mjs";

// One browser after another: Lighthouse throttles and measures what it looks at.
test.describe.configure({ mode: "serial", timeout: 120_000 });

/** A port that nobody listens on. */
const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

let browser;
let port;

test.beforeAll(async () => {
  port = await freePort();
  browser = await browserOn(port);
});

test.afterAll(() => browser?.close());

for (const [kind, path] of Object.entries(PAGES)) {
  test(`${kind} has 100 of 100 for accessibility, best practices and search engines`, async () => {
    expect(await scores(sites.root + path, port, ["accessibility", "best-practices", "seo"])).toEqual({
      accessibility: [100, []],
      "best-practices": [100, []],
      seo: [100, []],
    });
  });
}
