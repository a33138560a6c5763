/**
 * `npm run eval`: how well the rules do on labelled utterances, a labelled session and look-alikes. Runs in plain Node;
 * writes only where it is told to. What it takes stands in `--help`.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Failure } from '../../domain/contract/result.ts'
import { failureText } from '../../domain/messages/failureText.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Language } from '../../domain/model/scalars.ts'
import {
  cliFailureText,
  done,
  failed,
  type CliFailure,
  type CliResult,
} from '../../electron/cli/cliFailure.ts'
import { cliLanguage } from '../../electron/cli/cliOptions.ts'
import { readPacks } from '../../electron/cli/readPacks.ts'
import { readTextFile } from '../../electron/cli/readTextFile.ts'
import { readGuarantees } from '../../electron/transfer/readGuarantees.ts'
import { readEvalOptions, type EvalOptions } from './evalOptions.ts'
import { linkCues } from './linkCues.ts'
import { makeReport, type ReportInputs, type SessionOnAir } from './makeReport.ts'
import { createProductReader, ownFiles, readLines, type ProductReader } from './readLines.ts'
import { readSession, withSwitches } from './readSession.ts'
import { renderJson, renderMarkdown } from './renderMarkdown.ts'
import { readLookalikes } from './scoreLookalikes.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const RESOURCES = path.join(ROOT, 'resources')
const WRITE_FOLDER = path.join(ROOT, 'docs/eval')

const EXIT = { measured: 0, unusable: 2 } as const
const LIST_MOST = 100

const readOneSession = async (
  { subtitles, truth }: EvalOptions['sessions'][number],
  switches: string | null,
  productsOf: ProductReader,
): Promise<CliResult<SessionOnAir>> => {
  const subtitleText = await readTextFile(subtitles, 'utf-8')
  if (!subtitleText.ok) return subtitleText
  const truthText = await readTextFile(truth, 'utf-8')
  if (!truthText.ok) return truthText
  let session = readSession(subtitles, subtitleText.value, truth, truthText.value)
  if (!session.ok) return session
  if (switches !== null) {
    const text = await readTextFile(switches, 'utf-8')
    if (!text.ok) return text
    session = withSwitches(session.value, switches, text.value)
    if (!session.ok) return session
  }
  const products = await productsOf(truth)
  if (!products.ok) return products
  for (const { labelled } of session.value.cues) {
    const { product, line } = labelled
    if (product !== null && !products.value.has(product))
      return failed('cli.unknown-product', { file: switches ?? truth, line, product })
  }
  return done({ session: session.value, products: products.value })
}

const readSessions = async (
  options: EvalOptions,
  productsOf: ProductReader,
): Promise<CliResult<SessionOnAir[]>> => {
  const sessions: SessionOnAir[] = []
  for (const files of options.sessions) {
    const session = await readOneSession(files, options.switches, productsOf)
    if (!session.ok) return session
    sessions.push(session.value)
  }
  return done(sessions)
}

const readLookalikeFile = async (file: string | null): Promise<CliResult<ReportInputs['lookalikes']>> => {
  if (file === null) return done(null)
  const text = await readTextFile(file, 'utf-8')
  if (!text.ok) return text
  const sentences = readLookalikes(file, text.value)
  return sentences.ok ? done({ file: path.basename(file), sentences: sentences.value }) : sentences
}

const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

const machineClass = (): string =>
  `${process.platform} ${process.arch}, ${os.availableParallelism()} cores, Node ${process.versions.node.split('.')[0] ?? ''}`

const reportName = (options: EvalOptions): string => {
  if (options.name !== null) return options.name
  const inputs = [
    ...options.files,
    ...options.sessions.map((session) => session.subtitles),
    ...(options.lookalikes === null ? [] : [options.lookalikes]),
  ]
  const [first] = inputs
  if (first === undefined) return 'labelled'
  return inputs.length === 1 ? path.parse(first).name : 'report'
}

const run = async (args: readonly string[], language: Language): Promise<number> => {
  const say = (text: string): number => {
    process.stderr.write(`${text}\n`)
    return EXIT.unusable
  }
  const stop = (failure: CliFailure): number => say(cliFailureText(language, failure))
  const stopFailure = (failure: Failure): number => say(failureText(language, failure))

  const read = readEvalOptions(args, WRITE_FOLDER)
  if (!read.ok)
    return say(`${cliFailureText(language, read.failure)}\n${translate(language, 'eval.see-help', {})}`)
  const options = read.value
  if (options.help) {
    process.stdout.write(`${translate(language, 'eval.help', {})}\n`)
    return EXIT.measured
  }
  const isOwn = options.files.length === 0 && options.sessions.length === 0 && options.lookalikes === null
  const productsOf = createProductReader(options.products)
  const lines = await readLines(isOwn ? await ownFiles() : options.files, productsOf)
  if (!lines.ok) return stop(lines.failure)
  const sessions = await readSessions(options, productsOf)
  if (!sessions.ok) return stop(sessions.failure)
  const lookalikes = await readLookalikeFile(options.lookalikes)
  if (!lookalikes.ok) return stop(lookalikes.failure)
  const packs = await readPacks(RESOURCES, options.packs)
  if (!packs.ok) return stopFailure(packs.error)
  const guarantees = await readGuarantees(RESOURCES)
  if (!guarantees.ok) return stopFailure(guarantees.error)

  const report = makeReport({
    date: options.date ?? today(),
    machine: machineClass(),
    packs: packs.value,
    guarantees: guarantees.value,
    saidAt: options.at,
    lines: lines.value,
    sessions: sessions.value,
    linkCorrections: linkCues,
    lookalikes: lookalikes.value,
    showWords: options.showWords,
  })
  const listMost = options.listMost ?? (isOwn ? 0 : LIST_MOST)
  if (options.out === null) {
    process.stdout.write(options.format === 'json' ? renderJson(report) : renderMarkdown(report, listMost))
    return EXIT.measured
  }
  await mkdir(options.out, { recursive: true })
  const pieces = [
    { ending: 'md', content: renderMarkdown(report, listMost) },
    { ending: 'json', content: renderJson(report) },
  ].filter(({ ending }) => options.format === 'both' || options.format === ending)
  process.stdout.write(renderMarkdown(report, 0))
  for (const { ending, content } of pieces) {
    const file = path.join(options.out, `${reportName(options)}.${ending}`)
    await writeFile(file, content)
    process.stdout.write(
      `${translate(language, 'eval.written', { file: path.relative(process.cwd(), file) })}\n`,
    )
  }
  return EXIT.measured
}

// A reader that closes the pipe early (head) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.measured : EXIT.unusable)
})

const args = process.argv.slice(2)
process.exitCode = await run(args, cliLanguage(args, process.env))
