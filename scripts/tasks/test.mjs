/**
 * `test`: everything that can be checked by a machine, in order, with a table at the end.
 *
 *   npm test                         all of it
 *   npm test -- unit rules           these parts
 *   npm test -- e2e resume -g kill   what follows the parts goes to the runner
 */
import { isStopping } from '../setup/childProcess.mjs'
import { say, SetupError } from '../setup/say.mjs'
import { openDisplay } from '../setup/virtualDisplay.mjs'
import { ensureBuild } from './build.mjs'
import { ensurePackagedForTests } from './dist.mjs'
import { format, lint, playwright, types, vitest } from './steps.mjs'

const PARTS = {
  format: { needs: [], step: (prepared) => format(prepared) },
  lint: { needs: [], step: (prepared) => lint(prepared) },
  types: { needs: [], step: (prepared) => types(prepared) },
  unit: { needs: [], step: (prepared, args) => vitest(prepared, 'unit', args, {}) },
  rules: { needs: [], step: (prepared, args) => vitest(prepared, 'rules', args, {}) },
  // The set-up's own tests run it once more, with everything already there and the network away.
  integration: {
    needs: ['electron', 'browser'],
    step: (prepared, args) => vitest(prepared, 'integration', args, {}),
  },
  browser: { needs: ['browser'], step: browserStep },
  e2e: { needs: ['electron', 'browser'], step: electronStep },
}

async function browserStep(prepared, args) {
  await ensureBuild(prepared)
  return playwright(prepared, 'browser', args, {})
}

async function electronStep(prepared, args) {
  await ensureBuild(prepared)
  const onlySome = args.some((argument) => !argument.startsWith('-'))
  if (!onlySome || args.some((argument) => argument.includes('packaged')))
    await ensurePackagedForTests(prepared)
  const display = await openDisplay({ say, env: prepared.env })
  try {
    return await playwright(prepared, 'e2e', args, display.env)
  } finally {
    await display.stop()
  }
}

function split(args) {
  const names = []
  let index = 0
  while (index < args.length && Object.hasOwn(PARTS, args[index])) {
    names.push(args[index])
    index += 1
  }
  const rest = args.slice(index)
  if (names.length === 0 && rest.length > 0) {
    throw new SetupError(`unknown part ${rest[0]}; the parts are: ${Object.keys(PARTS).join(', ')}`)
  }
  return { names: names.length === 0 ? Object.keys(PARTS) : names, rest }
}

/** What the named parts need set up. */
export function needsOf(args) {
  return [...new Set(split(args).names.flatMap((name) => PARTS[name].needs))]
}

function table(rows) {
  const lines = rows.map(({ name, passed, failed, skipped, flaky, ms }) => [
    name,
    `${passed} passed`,
    `${failed} failed`,
    skipped > 0 ? `${skipped} skipped` : '',
    flaky > 0 ? `${flaky} the second time` : '',
    `${(ms / 1000).toFixed(1)} s`,
  ])
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...lines.map((line) => line[column].length)))
  return lines
    .map(
      (line) =>
        `  ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')}`,
    )
    .join('\n')
}

export async function run(prepared, args) {
  const { names, rest } = split(args)
  const rows = []
  for (const name of names) {
    if (isStopping()) break
    process.stdout.write(`\n── ${name} ──\n`)
    const startedAt = Date.now()
    let counts
    try {
      counts = await PARTS[name].step(prepared, rest)
    } catch (error) {
      process.stdout.write(`${error instanceof SetupError ? error.message : error.stack}\n`)
      counts = { passed: 0, failed: 1, skipped: 0, flaky: 0 }
    }
    const ms = Date.now() - startedAt
    rows.push({ name, ms, ...counts })
    process.stdout.write(
      `── ${name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} in ${(ms / 1000).toFixed(1)} s\n`,
    )
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0)
  const failed = rows.reduce((sum, row) => sum + row.failed, 0)
  process.stdout.write(`\n${table(rows)}\n\n${passed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}
