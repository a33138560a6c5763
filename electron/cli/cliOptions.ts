import { parseArgs } from 'node:util'
import type { Language } from '../../domain/model/scalars.ts'
import { done, failed, type CliResult } from './cliFailure.ts'

export type OutputFormat = 'text' | 'json' | 'jsonl'
export type FailOn = 'note' | 'warn' | 'block' | 'never'
export type FileEncoding = 'utf-8' | 'gb18030'

/** What the command was asked to do. */
export type CliOptions = {
  readonly files: readonly string[]
  readonly products: string | null
  readonly product: string | null
  readonly packs: readonly string[]
  /** Two pack folders whose rules are compared on the files; null = the files are checked. */
  readonly compare: { readonly before: string; readonly after: string } | null
  readonly format: OutputFormat
  readonly failOn: FailOn
  /** When the words were said, in ms; null = now. */
  readonly at: number | null
  readonly encoding: FileEncoding
  readonly help: boolean
}

const FORMATS: readonly OutputFormat[] = ['text', 'json', 'jsonl']
const LEVELS: readonly FailOn[] = ['note', 'warn', 'block', 'never']
const ENCODINGS: readonly FileEncoding[] = ['utf-8', 'gb18030']
const LANGUAGES: readonly Language[] = ['zh', 'en']

/**
 * The language to speak: `--lang`, else the environment's locale, else Chinese. Looked up before the options are read, so
 * that a mistake in them is told in the right language.
 */
export const cliLanguage = (args: readonly string[], environment: NodeJS.ProcessEnv): Language => {
  const at = args.lastIndexOf('--lang')
  const asked =
    at >= 0 ? args[at + 1] : args.findLast((arg) => arg.startsWith('--lang='))?.slice('--lang='.length)
  const known = LANGUAGES.find((language) => language === asked)
  if (known !== undefined) return known
  const locale =
    ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '').find((one) => one !== '') ?? ''
  return locale === '' || /^(?:zh|C|POSIX)/i.test(locale) ? 'zh' : 'en'
}

/** One of the values an option may have. */
export const choose = <Choice extends string>(
  option: string,
  value: string,
  allowed: readonly Choice[],
): CliResult<Choice> => {
  const choice = allowed.find((one) => one === value)
  return choice === undefined
    ? failed('cli.option-value', { option, value, allowed: allowed.join(', ') })
    : done(choice)
}

/** What is wrong with a command line that Node's own reading of options refuses. */
export const optionFailure = (error: unknown): CliResult<never> => {
  const message = error instanceof Error ? error.message : ''
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? ''
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
    ? failed('cli.option-missing', { option })
    : failed('cli.unknown-option', { option })
}

/** Reads the command line. */
export const readCliOptions = (args: readonly string[]): CliResult<CliOptions> => {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        products: { type: 'string' },
        product: { type: 'string' },
        pack: { type: 'string', multiple: true },
        compare: { type: 'boolean' },
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        at: { type: 'string' },
        encoding: { type: 'string' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    return optionFailure(error)
  }
  const { values, positionals } = parsed
  const format = choose('--format', values.format ?? 'text', FORMATS)
  if (!format.ok) return format
  const failOn = choose('--fail-on', values['fail-on'] ?? 'block', LEVELS)
  if (!failOn.ok) return failOn
  const encoding = choose('--encoding', (values.encoding ?? 'utf-8').toLowerCase(), ENCODINGS)
  if (!encoding.ok) return encoding
  const language = choose('--lang', values.lang ?? 'zh', LANGUAGES)
  if (!language.ok) return language
  let at: number | null = null
  if (values.at !== undefined) {
    at = /^\d{4}-\d{2}-\d{2}/.test(values.at) ? Date.parse(values.at) : Number.NaN
    if (!Number.isFinite(at) || at < 0) return failed('cli.bad-time', { value: values.at })
  }
  const help = values.help === true
  const isCompare = values.compare === true
  const [before = '', after = '', ...compared] = positionals
  if (!help && isCompare && compared.length === 0) return failed('cli.compare-usage', {})
  if (isCompare && format.value === 'jsonl')
    return failed('cli.option-value', { option: '--format', value: 'jsonl', allowed: 'text, json' })
  if (!help && positionals.length === 0) return failed('cli.no-file', {})
  if (values.product !== undefined && values.products === undefined)
    return failed('cli.product-without-file', {})
  return done({
    files: isCompare ? compared : positionals,
    products: values.products ?? null,
    product: values.product ?? null,
    packs: values.pack ?? [],
    compare: isCompare ? { before, after } : null,
    format: format.value,
    failOn: failOn.value,
    at,
    encoding: encoding.value,
    help,
  })
}
