import type { ScorerModel } from '../../domain/compliance/scorer/scorerModel.ts'
import { decimal, percent } from '../eval/figures.ts'
import type { LineOnAir } from '../eval/readLines.ts'
import { scoreLines, type ScoredLine } from '../eval/score.ts'

/** What the report is made of: every line checked in three ways. */
export type ScorerReportInputs = {
  readonly folds: number
  readonly lines: readonly LineOnAir[]
  readonly model: ScorerModel
  /** By rules and a scorer trained without the line. */
  readonly heldOut: readonly ScoredLine[]
  /** By the rules without any scorer. */
  readonly rulesAlone: readonly ScoredLine[]
  /** By rules and the shipped scorer, which has seen the line. */
  readonly trainedOn: readonly ScoredLine[]
}

type Row = {
  readonly group: string
  readonly way: string
  readonly lines: number
  readonly anyRecall: number | null
  readonly cleanPassed: number | null
  readonly precision: number | null
  readonly recall: number | null
  readonly microF1: number | null
}

/** Files that were written in one go have one name before the first `-`. */
const groupOf = ({ line }: ScoredLine): string => line.file.replace(/(?:-.*)?\.jsonl$/, '')

const rowOf = (group: string, way: string, lines: readonly ScoredLine[]): Row => {
  const { anyRecall, cleanPassed, micro } = scoreLines(lines, 'warn')
  return {
    group,
    way,
    lines: lines.length,
    anyRecall: anyRecall.share,
    cleanPassed: cleanPassed.share,
    precision: micro.precision,
    recall: micro.recall,
    microF1: micro.f1,
  }
}

/** What the scorer is worth, as a table and as data: with it on lines it has not seen, without it, and on its own lines. */
export const scorerReport = (inputs: ScorerReportInputs): { markdown: string; data: object } => {
  const groups = [...new Set(inputs.heldOut.map(groupOf))].toSorted()
  const ways = [
    ['rules alone', inputs.rulesAlone],
    ['rules and scorer, lines held out', inputs.heldOut],
    ['rules and scorer, trained on the lines', inputs.trainedOn],
  ] as const
  const rows = [...groups, 'all'].flatMap((group) =>
    ways.map(([way, lines]) =>
      rowOf(
        group,
        way,
        lines.filter((line) => group === 'all' || groupOf(line) === group),
      ),
    ),
  )
  const families = scoreLines(inputs.heldOut, 'warn').families
  const { anyFrom, alsoFrom, aloneFrom, noteFrom, cleanTo } = inputs.model
  const markdown = `# The scorer, cross-validated

${inputs.lines.length} labelled lines, ${inputs.folds} folds by folded text (a line that takes up another’s trick lies in the fold of that one); flagged means warn or above. “Held out” is the figure that counts: each
line was checked with a scorer that was trained without it. The rules are the same in all three ways, and their authors have
read some of these lines (see docs/eval/README.md). Made by \`npm run train\`.

| lines | checked by | violating lines flagged | clean lines passed | precision | recall | micro F1 |
| --- | --- | --: | --: | --: | --: | --: |
${rows
  .map(
    (row) =>
      `| ${row.group} (${row.lines}) | ${row.way} | ${percent(row.anyRecall)} | ${percent(row.cleanPassed)} | ${decimal(row.precision)} | ${decimal(row.recall)} | ${decimal(row.microF1)} |`,
  )
  .join('\n')}

Families, all lines held out:

| family | precision | recall | F1 |
| --- | --: | --: | --: |
${Object.entries(families)
  .map(
    ([family, rates]) =>
      `| ${family} | ${decimal(rates.precision)} | ${decimal(rates.recall)} | ${decimal(rates.f1)} |`,
  )
  .join('\n')}

Thresholds, in thousandths: something wrong from ${anyFrom}, a second family from ${alsoFrom}, a family by itself from ${aloneFrom}, a note from ${noteFrom}; plainly clean up to ${cleanTo}.
${Object.keys(inputs.model.grams).length} pieces as written, ${Object.keys(inputs.model.apart).length} with a gap, ${Object.keys(inputs.model.sounds).length} as heard, ${Object.keys(inputs.model.facets).length} facts of the product.
`
  const thresholds = { anyFrom, alsoFrom, aloneFrom, noteFrom, cleanTo }
  return { markdown, data: { lines: inputs.lines.length, folds: inputs.folds, thresholds, rows, families } }
}
