/**
 * `npm run -s check -- FILE…`: a transcript in, findings out. Runs in plain Node; nothing of the app is started and
 * nothing is written. What it takes and gives stands in `--help` and is a contract others build on.
 */
import path from 'node:path'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import type { ClaimContext } from '../../domain/compliance/claimContext.ts'
import { comparePacks } from '../../domain/compliance/comparePacks.ts'
import { compareVerdicts } from '../../domain/compliance/compareVerdicts.ts'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { succeed, type Failure, type Result } from '../../domain/contract/result.ts'
import { failureText } from '../../domain/messages/failureText.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Severity } from '../../domain/model/claim.ts'
import type { Product } from '../../domain/model/product.ts'
import type { Language } from '../../domain/model/scalars.ts'
import { readGuarantees } from '../transfer/readGuarantees.ts'
import { cliFailureText, type CliFailure } from './cliFailure.ts'
import { cliLanguage, readCliOptions, type CliOptions } from './cliOptions.ts'
import { compiledPacks } from './compiledPacks.ts'
import { comparisonRecord, comparisonText } from './printComparison.ts'
import { toRecord, toText, type CheckedUtterance } from './printFindings.ts'
import { readPacks } from './readPacks.ts'
import { readProducts } from './readProducts.ts'
import { readTextFile } from './readTextFile.ts'
import { readUtterances, type Utterance } from './readUtterances.ts'

const EXIT = { clean: 0, findings: 1, unusable: 2 } as const
const RESOURCES = path.join(import.meta.dirname, '../../resources')
/** There when the application has been built. */
const SHIPPED_FILE = path.join(import.meta.dirname, '../../out/packs/shipped-packs.bin')
const LEVEL: Readonly<Record<Severity, number>> = { note: 0, warn: 1, block: 2 }

/** Something that ends the command with a message. */
type Stop = { readonly text: string }

const say = (language: Language, failure: CliFailure): Stop => ({ text: cliFailureText(language, failure) })

const sayFailure = (language: Language, failure: Failure): Stop => ({ text: failureText(language, failure) })

const readInputs = async (language: Language, options: CliOptions): Promise<Utterance[] | Stop> => {
  const utterances: Utterance[] = []
  for (const file of options.files) {
    const text = await readTextFile(file, options.encoding)
    if (!text.ok) return say(language, text.failure)
    const read = readUtterances(file, text.value, options.files.length === 1)
    if (!read.ok) return say(language, read.failure)
    for (const utterance of read.value) utterances.push(utterance)
  }
  return utterances
}

const readProductFile = async (
  language: Language,
  options: CliOptions,
): Promise<ReadonlyMap<string, Product> | null | Stop> => {
  if (options.products === null) return null
  const text = await readTextFile(options.products, 'utf-8')
  if (!text.ok) return say(language, text.failure)
  const products = readProducts(options.products, text.value)
  if (!products.ok) return say(language, products.failure)
  if (options.product !== null && !products.value.has(options.product)) {
    return say(language, { key: 'cli.unknown-product-option', params: { product: options.product } })
  }
  return products.value
}

const isStop = (value: object | null): value is Stop =>
  value !== null && 'text' in value && !Array.isArray(value)

/** Notes about the input that do not stop the check. */
const notesOf = (language: Language, utterances: readonly Utterance[], hasProducts: boolean): string[] => {
  const notes: string[] = []
  if (!hasProducts && utterances.some((utterance) => typeof utterance.product === 'string')) {
    notes.push(translate(language, 'cli.no-facts', {}))
  }
  const seen = new Set<string>()
  for (const { id, file, line } of utterances) {
    const key = `${typeof id}:${id}`
    if (seen.has(key)) {
      notes.push(translate(language, 'cli.same-id', { file, id, line }))
      break
    }
    seen.add(key)
  }
  return notes
}

/** Output is gathered and written in large pieces: a line at a time would take most of the run. */
const write = async (text: string): Promise<void> => {
  if (text === '') return
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

const PIECE = 4_000

/** The two versions of a pack that are compared, each among the shipped packs and the packs of the folders. */
const readSides = async (
  folders: readonly string[],
  { before, after }: NonNullable<CliOptions['compare']>,
): Promise<Result<{ readonly before: RulePack[]; readonly after: RulePack[] }>> => {
  const old = await readPacks(RESOURCES, [...folders, before])
  if (!old.ok) return old
  const fresh = await readPacks(RESOURCES, [...folders, after])
  return fresh.ok ? succeed({ before: old.value, after: fresh.value }) : fresh
}

const run = async (args: readonly string[], language: Language): Promise<number> => {
  const stop = (reason: Stop, withHelp: boolean): number => {
    const help = withHelp ? `\n${translate(language, 'cli.see-help', {})}` : ''
    process.stderr.write(`${reason.text}${help}\n`)
    return EXIT.unusable
  }
  const read = readCliOptions(args)
  if (!read.ok) return stop(say(language, read.failure), true)
  const options = read.value
  if (options.help) {
    await write(`${translate(language, 'cli.help', {})}\n`)
    return EXIT.clean
  }
  const products = await readProductFile(language, options)
  if (isStop(products)) return stop(products, false)
  const utterances = await readInputs(language, options)
  if (isStop(utterances)) return stop(utterances, false)
  const compared = options.compare === null ? null : await readSides(options.packs, options.compare)
  if (compared !== null && !compared.ok) return stop(sayFailure(language, compared.error), false)
  const compiled =
    compared === null
      ? await compiledPacks(RESOURCES, SHIPPED_FILE, options.packs)
      : succeed(compilePack(compared.value.before, NO_SHOP_RULES))
  if (!compiled.ok) return stop(sayFailure(language, compiled.error), false)
  const guarantees = await readGuarantees(RESOURCES)
  if (!guarantees.ok) return stop(sayFailure(language, guarantees.error), false)

  const productOf = (utterance: Utterance): string | null =>
    utterance.product === undefined ? options.product : utterance.product
  if (products !== null) {
    for (const utterance of utterances) {
      const id = productOf(utterance)
      if (id === null || products.has(id)) continue
      const params = { file: utterance.file, line: utterance.line, product: id }
      return stop(say(language, { key: 'cli.unknown-product', params }), false)
    }
  }
  for (const note of notesOf(language, utterances, products !== null)) process.stderr.write(`${note}\n`)

  const startedAt = options.at ?? Date.now()
  const contextOf = (utterance: Utterance): ClaimContext => {
    const id = productOf(utterance)
    const product = id === null ? null : (products?.get(id) ?? null)
    return {
      product,
      price: product?.price ?? null,
      saidAt: startedAt + utterance.offsetMs,
      guarantees: guarantees.value,
    }
  }
  if (compared !== null) {
    const { before, after } = compared.value
    const rules = comparePacks(before, after)
    const newer = compilePack(after, NO_SHOP_RULES)
    const changes = compareVerdicts(utterances, contextOf, compiled.value, newer)
    const report = { rules, changes, utterances: utterances.length }
    await write(
      options.format === 'json'
        ? `${JSON.stringify(comparisonRecord(report, language), null, 2)}\n`
        : comparisonText(report, language),
    )
    return changes.length === 0 ? EXIT.clean : EXIT.findings
  }
  const counts = { note: 0, warn: 0, block: 0, promises: 0, suppressed: 0 }
  let worst = -1
  let pieces: string[] = []
  if (options.format === 'json') pieces.push('[')
  for (const [place, utterance] of utterances.entries()) {
    const id = productOf(utterance)
    const verdict = checkClaim(utterance.text, contextOf(utterance), compiled.value)
    for (const finding of verdict.findings) {
      counts[finding.severity] += 1
      worst = Math.max(worst, LEVEL[finding.severity])
    }
    counts.promises += verdict.promises.length
    counts.suppressed += verdict.suppressed.length
    const checked: CheckedUtterance = { utterance, product: id, verdict }
    if (options.format === 'text') pieces.push(toText(checked, language))
    else if (options.format === 'jsonl') pieces.push(`${JSON.stringify(toRecord(checked, language))}\n`)
    else pieces.push(`${place === 0 ? '\n' : ',\n'}${JSON.stringify(toRecord(checked, language))}`)
    if (pieces.length >= PIECE) {
      await write(pieces.join(''))
      pieces = []
    }
  }
  if (options.format === 'json') pieces.push('\n]\n')
  if (options.format === 'text') {
    pieces.push(`${translate(language, 'cli.summary', { utterances: utterances.length, ...counts })}\n`)
  }
  await write(pieces.join(''))
  if (options.failOn === 'never') return EXIT.clean
  return worst >= LEVEL[options.failOn] ? EXIT.findings : EXIT.clean
}

// A reader that closes the pipe early (head) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.clean : EXIT.unusable)
})

const args = process.argv.slice(2)
process.exitCode = await run(args, cliLanguage(args, process.env))
