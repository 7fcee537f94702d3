// The environment is given by `cargo xtask test`; helpers.mjs says what each variable means.
import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

// What a whole browser does around a page: what it keeps for Back, frames in processes of their own, workers, downloads,
// installing, reports. All else is about what is in the page, which the headless shell of the same browser shows in less time.
const WHOLE = /(embed-element|faults|lighthouse|offline|one-file|sandbox)\.spec\.mjs$/;
const browser = (name, program, files) => ({
  name,
  ...files,
  use: {
    launchOptions: {
      executablePath: program,
      // Chromium refuses its own sandbox to root, as in most containers.
      args: isRoot ? ["--no-sandbox"] : [],
    },
  },
});

export default defineConfig({
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/results.json" }]],
  use: {
    browserName: "chromium",
    // What the worker does has a spec of its own; elsewhere it would fetch the same files again for each test.
    serviceWorkers: "block",
    screenshot: "off",
    trace: "off",
    video: "off",
  },
  projects: [
    browser("chromium", process.env.CHROME, { testMatch: WHOLE }),
    browser("shell", process.env.HEADLESS_SHELL ?? process.env.CHROME, { testMatch: "*.spec.mjs", testIgnore: WHOLE }),
  ],
});
