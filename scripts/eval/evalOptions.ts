import { parseArgs } from 'node:util'
import { done, failed, type CliResult } from '../../electron/cli/cliFailure.ts'

export type ReportFormat = 'md' | 'json' | 'both'

/** What the command was asked to do. */
export type EvalOptions = {
  readonly files: readonly string[]
  readonly products: string | null
  readonly packs: readonly string[]
  readonly sessions: readonly { readonly subtitles: string; readonly truth: string }[]
  readonly switches: string | null
  readonly lookalikes: string | null
  readonly format: ReportFormat
  /** Folder to write to; null = print. */
  readonly out: string | null
  /** Name of the written files; null = by the inputs. */
  readonly name: string | null
  /** Rows of each list in the Markdown; null = by the inputs. */
  readonly listMost: number | null
  readonly showWords: boolean
  /** When the words were said, in ms. */
  readonly at: number
  /** The date on the report; null = today. */
  readonly date: string | null
  readonly help: boolean
}

/** A Friday evening at seven, as the demo session has it. */
const DEFAULT_AT = Date.parse('2026-11-20T19:00:00+08:00')

const FORMATS: readonly ReportFormat[] = ['md', 'json', 'both']

const SESSION = '--session'

/** Takes the `--session SUBTITLES TRUTH` pairs out of the arguments: Node's reader knows options of one value only. */
const takeSessions = (
  args: readonly string[],
): CliResult<{ rest: string[]; sessions: { subtitles: string; truth: string }[] }> => {
  const rest: string[] = []
  const sessions: { subtitles: string; truth: string }[] = []
  let at = 0
  while (at < args.length) {
    const arg = args[at] ?? ''
    if (arg === SESSION) {
      const [subtitles, truth] = [args[at + 1], args[at + 2]]
      if (
        subtitles === undefined ||
        truth === undefined ||
        subtitles.startsWith('--') ||
        truth.startsWith('--')
      )
        return failed('cli.option-missing', { option: SESSION })
      sessions.push({ subtitles, truth })
      at += 3
    } else {
      rest.push(arg)
      at += 1
    }
  }
  return done({ rest, sessions })
}

/** Reads the command line. `writeFolder` is where `--write` writes. */
export const readEvalOptions = (args: readonly string[], writeFolder: string): CliResult<EvalOptions> => {
  const taken = takeSessions(args)
  if (!taken.ok) return taken
  const { rest, sessions } = taken.value
  let parsed
  try {
    parsed = parseArgs({
      args: rest,
      allowPositionals: true,
      strict: true,
      options: {
        products: { type: 'string' },
        pack: { type: 'string', multiple: true },
        switches: { type: 'string' },
        lookalikes: { type: 'string' },
        format: { type: 'string' },
        out: { type: 'string' },
        write: { type: 'boolean' },
        name: { type: 'string' },
        list: { type: 'string' },
        'no-words': { type: 'boolean' },
        at: { type: 'string' },
        date: { type: 'string' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
      ? failed('cli.option-missing', { option })
      : failed('cli.unknown-option', { option })
  }
  const { values, positionals } = parsed
  const out = values.out ?? (values.write === true ? writeFolder : null)
  const asked = values.format ?? (out === null ? 'md' : 'both')
  const format = FORMATS.find((one) => one === asked)
  if (format === undefined)
    return failed('cli.option-value', { option: '--format', value: asked, allowed: FORMATS.join(', ') })
  if (format === 'both' && out === null) return failed('eval.both-needs-folder', {})
  if (values.switches !== undefined && sessions.length !== 1)
    return failed('eval.switches-without-session', {})
  if (values.list !== undefined && !/^\d{1,6}$/.test(values.list))
    return failed('cli.option-value', { option: '--list', value: values.list, allowed: '0, 1, 2 …' })
  if (values.name !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}$/u.test(values.name))
    return failed('cli.option-value', { option: '--name', value: values.name, allowed: 'a-z, 0-9, -, _' })
  let at = DEFAULT_AT
  if (values.at !== undefined) {
    at = /^\d{4}-\d{2}-\d{2}/.test(values.at) ? Date.parse(values.at) : Number.NaN
    if (!Number.isFinite(at) || at < 0) return failed('cli.bad-time', { value: values.at })
  }
  if (
    values.date !== undefined &&
    (!/^\d{4}-\d{2}-\d{2}$/.test(values.date) || !Number.isFinite(Date.parse(values.date)))
  )
    return failed('eval.bad-date', { value: values.date })
  return done({
    files: positionals,
    products: values.products ?? null,
    packs: values.pack ?? [],
    sessions,
    switches: values.switches ?? null,
    lookalikes: values.lookalikes ?? null,
    format,
    out,
    name: values.name ?? null,
    listMost: values.list === undefined ? null : Number(values.list),
    showWords: values['no-words'] !== true,
    at,
    date: values.date ?? null,
    help: values.help === true,
  })
}
