/**
 * The steps of `npm test`. Each gives `{ passed, failed, skipped, flaky }`, where what passed the second time only
 * is among those passed and told apart; format, lint and types count as one test each.
 */
import fs from 'node:fs'
import path from 'node:path'
import { runTool } from './tools.mjs'

function oneTest(code) {
  const passed = Number(code === 0)
  return { passed, failed: 1 - passed, skipped: 0, flaky: 0 }
}

/** A runner that broke without a failing test, or that found no tests, counts as one failure. */
function counted(code, counts) {
  const nothingRan = counts === undefined || counts.passed + counts.failed === 0
  if (nothingRan) return { passed: 0, failed: 1, skipped: counts?.skipped ?? 0, flaky: 0 }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function freshReportFile(prepared, name) {
  const file = path.join(prepared.checkout, 'out', 'test-reports', `${name}.json`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.rmSync(file, { force: true })
  return file
}

/** Everything is formatted as .oxfmtrc.json says. */
export async function format(prepared) {
  return oneTest(await runTool(prepared, ['oxfmt', 'oxfmt'], ['--check', '.']))
}

/** No lint message of any kind, type-aware rules and the import table included. */
export async function lint(prepared) {
  return oneTest(await runTool(prepared, ['oxlint', 'oxlint'], ['--deny-warnings', '.']))
}

/** The whole project type-checks. */
export async function types(prepared) {
  return oneTest(await runTool(prepared, ['typescript', 'tsc'], ['--noEmit', '-p', '.']))
}

/** A vitest project. */
export async function vitest(prepared, project, args, env) {
  const report = freshReportFile(prepared, project)
  const code = await runTool(
    prepared,
    ['vitest', 'vitest'],
    [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    env,
  )
  const result = readReport(report)
  return counted(
    code,
    result && {
      passed: result.numPassedTests,
      failed: result.numFailedTests,
      skipped: result.numPendingTests + (result.numTodoTests ?? 0),
      flaky: 0,
    },
  )
}

/** A Playwright project. */
export async function playwright(prepared, project, args, env) {
  const report = freshReportFile(prepared, project)
  const code = await runTool(
    prepared,
    ['@playwright/test', 'playwright'],
    ['test', '--project', project, '--reporter=list,json', ...args],
    { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  )
  const stats = readReport(report)?.stats
  return counted(
    code,
    stats && {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      flaky: stats.flaky,
    },
  )
}
