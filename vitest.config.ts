import { defineConfig } from 'vitest/config';

/** All tests of the Node side. The browser journey has its own project: it needs builds and a browser. */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    maxWorkers: 2,
    testTimeout: process.env.LONG === '1' ? 3_600_000 : 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
  },
});
