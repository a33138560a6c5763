import { defineConfig } from 'vitest/config'

function project(name: string, timeoutMs: number) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      environment: 'node',
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
    },
  }
}

export default defineConfig({
  test: {
    projects: [project('unit', 10_000), project('rules', 10_000), project('integration', 60_000)],
    allowOnly: false,
  },
})
