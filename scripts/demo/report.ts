import { translate } from '../../domain/messages/translate.ts'
import type { SessionNumbers, Times } from './numbers.ts'

/** What was looked at, and whether it was as it must be. */
export interface Checked {
  what: string
  ok: boolean
  found: string
}

/** The list of what was checked; nothing is thrown, so that one run shows everything that is wrong. */
export interface Checks {
  is: (what: string, found: unknown, wanted: unknown) => void
  holds: (what: string, ok: boolean, found: string) => void
  all: () => readonly Checked[]
}

/** Collects checks and prints each as it is made. */
export const createChecks = (print: (line: string) => void): Checks => {
  const checks: Checked[] = []
  const add = (checked: Checked): void => {
    checks.push(checked)
    print(`  ${checked.ok ? '✓' : '✗'} ${checked.what}${checked.found === '' ? '' : `: ${checked.found}`}`)
  }
  return {
    is: (what, found, wanted) => {
      const [has, wants] = [JSON.stringify(found), JSON.stringify(wanted)]
      add({ what, ok: has === wants, found: has === wants ? has : `${has}, wanted ${wants}` })
    },
    holds: (what, ok, found) => add({ what, ok, found }),
    all: () => checks,
  }
}

/** Columns a text takes in a terminal: Chinese characters take two. */
const columns = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\u2e80-\uffdc]/u.test(character) ? 2 : 1), 0)

const line = (name: string, value: string): string =>
  `  ${name}${' '.repeat(Math.max(1, 34 - columns(name)))}${value}`

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

/** The table at the end: what the session came to, and how fast the app was. */
export const table = (numbers: SessionNumbers, times: { all: Times; warned: Times }): string =>
  [
    line('claims', String(numbers.claims)),
    line('findings', String(numbers.findings)),
    ...[...numbers.families].map(([family, count]) =>
      line(`  ${family} ${translate('zh', `family.${family}`, {})}`, String(count)),
    ),
    ...[...numbers.states].map(([state, count]) => line(`  ${state}`, String(count))),
    line('promises', String(numbers.promises)),
    line(
      'utterance to warning',
      `median ${ms(times.warned.median)}, p99 ${ms(times.warned.p99)} (${times.warned.count} claims with findings)`,
    ),
    line(
      'utterance to verdict, every claim',
      `median ${ms(times.all.median)}, p99 ${ms(times.all.p99)} (${times.all.count} claims)`,
    ),
    '  (measured by the app: from the utterance in the main process, through check and commit, to the windows)',
  ].join('\n')
