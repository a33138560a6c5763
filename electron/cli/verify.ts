/**
 * `npm run -s verify -- DATABASE`: a data file in, a report out. Runs in plain Node; nothing of the app is started and
 * nothing is written. What it takes and gives stands in `--help`.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type KeptHead, readKeptHead } from '../../domain/journal/keptHead.ts'
import { reportText } from '../../domain/journal/reportText.ts'
import { momentText } from '../../domain/messages/momentText.ts'
import { failureText } from '../../domain/messages/failureText.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Language } from '../../domain/model/scalars.ts'
import { verifyFile } from '../db/verifyFile.ts'
import { cliFailureText, done, failed, type CliResult } from './cliFailure.ts'
import { choose, cliLanguage, optionFailure } from './cliOptions.ts'

const EXIT = { good: 0, bad: 1, unusable: 2 } as const

type VerifyOptions = {
  readonly file: string
  readonly session: string | null
  readonly book: string | null
  readonly head: string | null
  readonly format: 'text' | 'json'
  readonly help: boolean
}

const readOptions = (args: readonly string[]): CliResult<VerifyOptions> => {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        session: { type: 'string' },
        book: { type: 'string' },
        head: { type: 'string' },
        format: { type: 'string' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    return optionFailure(error)
  }
  const { values, positionals } = parsed
  const help = values.help === true
  const format = choose('--format', values.format ?? 'text', ['text', 'json'])
  if (!format.ok) return format
  const language = choose('--lang', values.lang ?? 'zh', ['zh', 'en'])
  if (!language.ok) return language
  const [file = '', ...more] = positionals
  if (!help && (file === '' || more.length > 0)) return failed('cli.verify-one-file', {})
  return done({
    file,
    session: values.session ?? null,
    book: values.book ?? null,
    head: values.head ?? null,
    format: format.value,
    help,
  })
}

const say = (text: string): void => void process.stdout.write(text)
const complain = (text: string): number => {
  process.stderr.write(`${text}\n`)
  return EXIT.unusable
}

/** An exported head; null = it is none. */
const readHead = (file: string): KeptHead | null => {
  try {
    return readKeptHead(readFileSync(path.resolve(file), 'utf8'))
  } catch {
    return null
  }
}

const run = (args: readonly string[], language: Language): number => {
  const options = readOptions(args)
  if (!options.ok)
    return complain(
      `${cliFailureText(language, options.failure)}\n${translate(language, 'cli.see-help', {})}`,
    )
  const { file, session, book, head, format, help } = options.value
  if (help) {
    say(`${translate(language, 'cli.verify-help', {})}\n`)
    return EXIT.good
  }
  const kept = head === null ? null : readHead(head)
  if (head !== null && kept === null)
    return complain(translate(language, 'cli.verify-head-unreadable', { file: head }))
  const report = verifyFile({
    file: path.resolve(file),
    bookFile: book === null ? null : path.resolve(book),
    sessionId: session,
    keptHead: kept,
    addon: null,
    now: Date.now(),
  })
  if (!report.ok) return complain(failureText(language, report.error))
  say(
    format === 'json'
      ? `${JSON.stringify(report.value, null, 2)}\n`
      : reportText(language, report.value, momentText),
  )
  return report.value.isGood ? EXIT.good : EXIT.bad
}

// A reader that closes the pipe early (head) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.good : EXIT.unusable)
})

const args = process.argv.slice(2)
process.exitCode = run(args, cliLanguage(args, process.env))
