import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

function project(name: string, timeoutMs: number, globalSetup: readonly string[], isolate: boolean) {
  return {
    test: {
      name,
      globalSetup: [...globalSetup],
      isolate,
      // For the processes and threads tests start: Node strips the types of a file once.
      env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, '.cache', 'compiled-code') },
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      environment: 'node',
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      // Pure functions: the modules, large tables among them, are loaded once for all files of a worker.
      project('unit', 30_000, [], false),
      project('rules', 30_000, [], false),
      project('integration', 90_000, ['test/integration/compiledPacks.mjs'], true),
      // The full form of the fault tests, run by itself (`npm run test:faults`): their short form is in `integration`.
      project('faults', 7_200_000, ['test/integration/compiledPacks.mjs'], true),
    ],
    allowOnly: false,
    // By itself it leaves one core idle, which on two cores is half of them; the files wait for processes and disks.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
