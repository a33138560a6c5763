import { translate } from '../../domain/messages/translate.ts'
import { FAMILIES, type Family } from '../../domain/model/claim.ts'
import { decimal, NONE, percent } from './figures.ts'
import type {
  Compared,
  FalseAlarm,
  Group,
  LineReport,
  ListedHit,
  Miss,
  Report,
  SessionReport,
} from './makeReport.ts'
import type { Rates, Scores, Share, SpanScores } from './score.ts'
import { LOOKALIKES_SOURCE, type LookalikeScore } from './scoreLookalikes.ts'
import { DUE_TOLERANCE_MS } from './scoreSession.ts'

const shareText = ({ count, of, share }: Share): string => `${percent(share)} (${count}/${of})`

/** A text as a table cell: one line, nothing that Markdown would read. */
const cell = (text: string): string =>
  text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\|`*_<>[\]~]/gu, (sign) => `\\${sign}`)
    .trim()

const table = (
  heads: readonly string[],
  numbersFrom: number,
  rows: readonly (readonly string[])[],
): string[] => [
  `| ${heads.join(' | ')} |`,
  `| ${heads.map((_head, place) => (place >= numbersFrom ? '--:' : '---')).join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
]

const familyName = (family: Family): string => `${family} ${translate('zh', `family.${family}`, {})}`

const SCORE_HEADS = ['any violation found', 'clean passed', 'precision', 'recall', 'micro F1', 'macro F1']
const scoreCells = (scores: Scores): string[] => [
  shareText(scores.anyRecall),
  shareText(scores.cleanPassed),
  decimal(scores.micro.precision),
  decimal(scores.micro.recall),
  decimal(scores.micro.f1),
  decimal(scores.macroF1),
]

const rateCells = (rates: Rates): string[] => [
  decimal(rates.precision),
  decimal(rates.recall),
  decimal(rates.f1),
  String(rates.right),
  String(rates.wrong),
  String(rates.missed),
]

const LEVEL_NAMES = { note: 'note or above', warn: '**flagged**: warn or above', block: 'block' } as const
const LEVELS = ['warn', 'note', 'block'] as const

const levelTable = (report: LineReport): string[] =>
  table(
    ['what counts', ...SCORE_HEADS, 'right family found'],
    1,
    LEVELS.map((level) => [
      LEVEL_NAMES[level],
      ...scoreCells(report.levels[level]),
      shareText(report.levels[level].rightFamily),
    ]),
  )

const familyTable = (scores: Scores): string[] => {
  const rows = FAMILIES.filter((family) => {
    const { right, wrong, missed } = scores.families[family]
    return right + wrong + missed > 0
  }).map((family) => [familyName(family), ...rateCells(scores.families[family])])
  return table(['family', 'precision', 'recall', 'F1', 'right', 'wrong', 'missed'], 1, [
    ...rows,
    ['**all (micro)**', ...rateCells(scores.micro)],
  ])
}

const severityTable = (report: LineReport): string[] =>
  table(
    ['severity', 'findings', 'of a labelled family', 'on a clean line'],
    1,
    report.severities.map(({ severity, findings, right, onClean }) => [
      severity,
      String(findings),
      shareText(right),
      String(onClean),
    ]),
  )

const spanTable = ({ total, families }: SpanScores): string[] =>
  table(
    ['family', 'IoU', 'IoU where found', 'labelled pieces touched'],
    1,
    [
      ...FAMILIES.flatMap((family) => {
        const score = families[family]
        return score === undefined ? [] : [{ name: familyName(family), score }]
      }),
      { name: '**all**', score: total },
    ].map(({ name, score }) => [name, decimal(score.iou), decimal(score.iouFound), shareText(score.touched)]),
  )

const groupTable = (head: string, groups: readonly Group[], total: readonly string[]): string[] =>
  table([head, 'lines', 'violating', ...SCORE_HEADS], 1, [
    ...groups.map((group) => [
      cell(group.name),
      String(group.lines),
      String(group.violating),
      ...scoreCells(group.scores),
    ]),
    [...total],
  ])

const COMPARED_NAMES: Readonly<Record<string, string>> = {
  engine: '**the engine**',
  'without-contexts': 'the engine without contexts (`unless` and ordinary words taken out)',
  'without-facts': 'the engine without facts (`needs` taken out, fact rules read as patterns)',
  'without-both': 'the engine without contexts and facts',
  'list-phrases': 'a list of the rules’ complete phrases',
  'list-frames': 'a list of those and of each frame’s rarest words',
}

const comparisonTables = (compared: readonly Compared[]): string[] => {
  const rows = (level: 'warn' | 'note'): string[][] =>
    compared.map((one) => [COMPARED_NAMES[one.name] ?? one.name, ...scoreCells(one[level])])
  const present = FAMILIES.filter((family) =>
    compared.some(({ warn }) => {
      const { right, missed } = warn.families[family]
      return right + missed > 0
    }),
  )
  return [
    'Warn or above:',
    '',
    ...table(['checked by', ...SCORE_HEADS], 1, rows('warn')),
    'Note or above:',
    '',
    ...table(['checked by', ...SCORE_HEADS], 1, rows('note')),
    'F1 by family, warn or above:',
    '',
    ...table(
      ['family', 'engine', 'no contexts', 'no facts', 'neither', 'list: phrases', 'list: + frames'],
      1,
      present.map((family) => [
        familyName(family),
        ...compared.map(({ warn }) => decimal(warn.families[family].f1)),
      ]),
    ),
  ]
}

const hitText = ({ rule, severity, start, end, quote }: ListedHit): string =>
  `${rule} ${severity} ${start}–${end}${quote === '' ? '' : ` “${cell(quote)}”`}`

const joined = (texts: readonly string[]): string => (texts.length === 0 ? NONE : texts.join('; '))

const place = (file: string, line: number, id: string): string => `${cell(file)}:${line} ${cell(id)}`

const cutNote = (shown: number, all: number): string[] =>
  shown < all ? [`${shown} of ${all} are shown; the JSON has them all.`, ''] : []

const missList = (misses: readonly Miss[], most: number): string[] => {
  const shown = misses.slice(0, most)
  return [
    ...table(
      ['family', 'line', 'product', 'words', 'labelled pieces', 'notes of the family', 'spared hits'],
      9,
      shown.map((miss) => [
        `${miss.family}${miss.isSilent ? ' (nothing flagged)' : ''}`,
        place(miss.file, miss.line, miss.id),
        cell(miss.product ?? NONE),
        miss.text === '' ? NONE : cell(miss.text),
        joined(miss.spans.map((span) => cell(span))),
        joined(miss.notes.map((hit) => hitText(hit))),
        joined(
          miss.suppressed.map(
            ({ rule, quote, reason }) =>
              `${rule}${quote === '' ? '' : ` “${cell(quote)}”`} (${cell(reason)})`,
          ),
        ),
      ]),
    ),
    ...cutNote(shown.length, misses.length),
  ]
}

const alarmList = (alarms: readonly FalseAlarm[], most: number): string[] => {
  const shown = alarms.slice(0, most)
  return [
    ...table(
      ['family', 'line', 'product', 'labelled', 'words', 'findings'],
      9,
      shown.map((alarm) => [
        alarm.family,
        place(alarm.file, alarm.line, alarm.id),
        cell(alarm.product ?? NONE),
        alarm.isOnClean ? 'clean' : alarm.labels.join(' '),
        alarm.text === '' ? NONE : cell(alarm.text),
        joined(alarm.findings.map((hit) => hitText(hit))),
      ]),
    ),
    ...cutNote(shown.length, alarms.length),
  ]
}

const lists = (report: LineReport, most: number, depth: string): string[] =>
  most === 0
    ? []
    : [
        `${depth} Missed (${report.misses.length})`,
        '',
        ...missList(report.misses, most),
        `${depth} False alarms (${report.falseAlarms.length})`,
        '',
        ...alarmList(report.falseAlarms, most),
      ]

const labelledPart = (report: NonNullable<Report['labelled']>, most: number): string[] => [
  '## Labelled utterances',
  '',
  `${report.lines} utterances, ${report.violating} with a violation, ${report.lines - report.violating} clean.`,
  '',
  ...levelTable(report),
  'Precision, recall and micro F1 are over all decisions “this utterance violates this family”; macro F1 is the mean over ' +
    'the families in the labels.',
  '',
  '### By file',
  '',
  ...groupTable('file', report.byFile, [
    '**all**',
    String(report.lines),
    String(report.violating),
    ...scoreCells(report.levels.warn),
  ]),
  '### By id prefix',
  '',
  ...groupTable('prefix', report.byPrefix, [
    '**all**',
    String(report.lines),
    String(report.violating),
    ...scoreCells(report.levels.warn),
  ]),
  '### By family: flagged (warn or above)',
  '',
  ...familyTable(report.levels.warn),
  '### By family: note or above',
  '',
  ...familyTable(report.levels.note),
  '### By family: block',
  '',
  ...familyTable(report.levels.block),
  '### By severity',
  '',
  ...severityTable(report),
  '### Where the findings point',
  '',
  'Characters marked by findings of the labelled families against the labelled pieces, warn or above. By family: utterances ' +
    'with one label only.',
  '',
  ...spanTable(report.spans),
  '### Against a word list, and what contexts and facts add',
  '',
  `The lists are made of the rules’ own wording (${report.listWords.phrases} and ${report.listWords.frames} words), ` +
    'matched as `sensitive-word` and its like do: longest word at each place, case and width folded; no product, no context, ' +
    'no gaps.',
  '',
  ...comparisonTables(report.comparison),
  ...lists(report, most, '###'),
]

const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

const sessionPart = (session: SessionReport, most: number): string[] => {
  const { cues, promises, corrections, lookalikes } = session
  return [
    `## Session ${cell(session.file)}`,
    '',
    `${cues.lines} cues, ${cues.violating} with a violation.`,
    '',
    ...levelTable(cues),
    ...familyTable(cues.levels.warn),
    `Clean cues that look like a violation, passed: ${shareText(lookalikes.passed)}` +
      `${lookalikes.flagged.length === 0 ? '' : `; flagged: ${lookalikes.flagged.join(', ')}`}.`,
    '',
    '### Promises',
    '',
    `Found ${shareText(promises.found)}, kind right ${shareText(promises.kindRight)}, due time right ` +
      `${shareText(promises.dueRight)}; ${promises.extra.length} found where none is labelled. A due time is right within ` +
      `${DUE_TOLERANCE_MS / 60_000} minutes, or within the day where the label names a day; spans after an order or a claim ` +
      'are counted from the utterance. Where the labels name no kind it is taken from their words.',
    '',
    ...table(
      ['cue', 'labelled', 'kind', 'due', 'found', 'kind found', 'right', 'due found', 'right'],
      9,
      promises.rows.map((row) => [
        String(row.cue),
        row.what === '' ? NONE : cell(row.what),
        row.wantedKinds.join(' or '),
        cell(row.wantedDue),
        yesNo(row.found),
        row.kind ?? NONE,
        yesNo(row.isKindRight),
        row.due ?? NONE,
        yesNo(row.isDueRight),
      ]),
    ),
    ...(promises.extra.length === 0
      ? []
      : [
          'Found where none is labelled:',
          '',
          ...table(
            ['cue', 'kind', 'words'],
            9,
            promises.extra.map(({ cue, kind, quote }) => [
              String(cue),
              kind,
              quote === '' ? NONE : cell(quote),
            ]),
          ),
        ]),
    '### Corrections',
    '',
    `Linked to the cue they put right: ${shareText(corrections.linked)}; ${corrections.extra.length} links that are not labelled.`,
    '',
    ...table(
      ['cue', 'puts right', 'linked to'],
      9,
      corrections.rows.map(({ cue, corrects, linkedTo }) => [
        String(cue),
        String(corrects),
        joined(linkedTo.map(String)),
      ]),
    ),
    ...lists(cues, most, '###'),
  ]
}

const lookalikePart = (score: LookalikeScore & { readonly file: string }): string[] => [
  '## Look-alikes',
  '',
  `Sentences with the hits expected of a list of absolute terms, from the tests of ${LOOKALIKES_SOURCE}; ` +
    `${cell(score.file)}. Nothing on air, findings of any severity and family count.`,
  '',
  `Sentences that agree: ${shareText(score.agreed)}. Expected hits found: ${shareText(score.touched)}. Sentences without an ` +
    `expected hit that pass: ${shareText(score.passed)}; without a finding of warn or above: ${shareText(score.passedFlagged)}.`,
  '',
  ...table(
    ['line', 'sentence', 'expected', 'found', 'agrees'],
    9,
    score.rows.map((row) => [
      String(row.line),
      cell(row.text),
      joined(row.expected.map((hit) => cell(hit))),
      joined(row.found.map((hit) => `${hit.family} ${hitText(hit)}`)),
      yesNo(row.agrees),
    ]),
  ),
]

/** The report for people. `most`: how many rows each list of misses and false alarms has at most; 0 leaves them out. */
export const renderMarkdown = (report: Report, most: number): string =>
  [
    '# How good the rules are',
    '',
    `${report.date}, ${report.machine}. Packs: ` +
      `${report.packs.map(({ id, version, rules }) => `${id} ${version} (${rules} rules)`).join(', ')}. ` +
      'Written by `npm run eval`.',
    '',
    ...(report.labelled === null ? [] : labelledPart(report.labelled, most)),
    ...report.sessions.flatMap((session) => sessionPart(session, most)),
    ...(report.lookalikes === null ? [] : lookalikePart(report.lookalikes)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')

/** The report as JSON, shares to six places. */
export const renderJson = (report: Report): string =>
  `${JSON.stringify(
    report,
    (_key, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(6)) : value,
    1,
  )}\n`
