import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,mjs}"],
    pool: "forks",
    poolOptions: { forks: { isolate: false, maxForks: 2 } },
    testTimeout: 30_000,
    globalSetup: [],
  },
});
