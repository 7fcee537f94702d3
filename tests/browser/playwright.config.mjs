// The environment is given by `cargo xtask test`; helpers.mjs says what each variable means.
import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testMatch: "*.spec.mjs",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  reporter: [["list"], ["json", { outputFile: "test-results/results.json" }]],
  use: {
    browserName: "chromium",
    // What the worker does has a spec of its own; elsewhere it would fetch the same files again for each test.
    serviceWorkers: "block",
    screenshot: "off",
    trace: "off",
    video: "off",
    launchOptions: {
      executablePath: process.env.CHROME,
      // Chromium refuses its own sandbox to root, as in most containers.
      args: isRoot ? ["--no-sandbox"] : [],
    },
  },
});
