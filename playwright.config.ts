import { defineConfig } from '@playwright/test'
import { readRuntime } from './test/e2e/runtime.ts'

const runtime = readRuntime()

export default defineConfig({
  outputDir: 'out/test-results',
  forbidOnly: true,
  // A window waits for the machine it is on. What passes the second time only is told in the table: it is to be mended.
  retries: 1,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    // Of a first attempt the last picture says enough; a trace of every test would cost a sixth of the time.
    trace: { mode: 'on-first-retry', screenshots: false, snapshots: true, sources: true },
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'browser',
      testDir: 'test/browser',
      fullyParallel: true,
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(runtime.chromium === undefined ? {} : { executablePath: runtime.chromium }),
          args: process.platform === 'linux' ? ['--no-sandbox'] : [],
        },
      },
    },
    { name: 'e2e', testDir: 'test/e2e', timeout: 90_000, workers: 1 },
  ],
})
