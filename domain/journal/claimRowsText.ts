import type { ClaimRow, FindingRow, PromiseRow, SparedRow } from './checkRecord.ts'

/** Values that come again and again are written once: rules, packs, products, speakers. */
const REMEMBERED = 2000

const createQuoting = (): ((value: string | null) => string) => {
  const known = new Map<string, string>()
  return (value) => {
    if (value === null) return 'null'
    const before = known.get(value)
    if (before !== undefined) return before
    const quoted = JSON.stringify(value)
    if (known.size >= REMEMBERED) known.clear()
    known.set(value, quoted)
    return quoted
  }
}

/** What the tables hold of one claim: its row and, in the order they were written, the rows that hang on it. */
export type ClaimRows = {
  readonly claim: ClaimRow
  readonly findings: readonly FindingRow[]
  readonly spared: readonly SparedRow[]
  readonly promises: readonly PromiseRow[]
}

/**
 * Writes the payload the journal would have, were it made of these rows: the canonical JSON of `claimPayload`. Where it is
 * the stored payload, letter by letter, each value in it is that of its row, and nothing needs to be parsed. Null = the rows
 * say something that no payload of today's form says (or it is not worth writing); then value is compared with value.
 * `hashOfWords` = hash of a rule's words as they are stored.
 */
export const createClaimRowsText = (
  hashOfWords: (words: string) => string,
): ((rows: ClaimRows) => string | null) => {
  const quote = createQuoting()
  const findingsText = (claim: ClaimRow, rows: readonly FindingRow[]): string | null => {
    let text = ''
    for (const row of rows) {
      const [start, end] = [row[9], row[10]]
      if (row[1] !== claim[0] || row[2] !== claim[1] || row[3] !== claim[2] || row[13] !== claim[6])
        return null
      if (typeof start !== 'number' || typeof end !== 'number') return null
      text +=
        `${text === '' ? '' : ','}{"end":${end},"family":${quote(row[7])},"id":${JSON.stringify(row[0])},` +
        `"pack":${quote(row[5])},"packVersion":${quote(row[6])},"quote":${JSON.stringify(row[11])},` +
        `"rule":${quote(row[4])},"severity":${quote(row[8])},"start":${start},"words":"${hashOfWords(row[12])}"}`
    }
    return text
  }
  const promisesText = (claim: ClaimRow, rows: readonly PromiseRow[]): string | null => {
    let text = ''
    for (const row of rows) {
      const [id, claimId, productId, kind, words, what, count, who, dueAt, at, state] = row
      if (claimId !== claim[0] || productId !== claim[2] || at !== claim[6] || state !== 'open') return null
      text +=
        `${text === '' ? '' : ','}{"count":${JSON.stringify(count)},"dueAt":${JSON.stringify(dueAt)},` +
        `"id":${JSON.stringify(id)},"kind":${quote(kind)},"quote":${JSON.stringify(words)},` +
        `"what":${JSON.stringify(what)},"who":${JSON.stringify(who)}}`
    }
    return text
  }
  const sparedText = (rows: readonly SparedRow[]): string | null => {
    let text = ''
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place]
      if (row === undefined || row[1] !== place) return null
      text +=
        `${text === '' ? '' : ','}{"end":${JSON.stringify(row[4])},"reason":${quote(row[5])},"rule":${quote(row[2])},` +
        `"start":${JSON.stringify(row[3])}}`
    }
    return text
  }
  return ({ claim, findings, spared, promises }) => {
    // A list as it is stored could end early and bring keys of its own.
    if (claim[9] !== '[]' || typeof claim[6] !== 'number') return null
    const found = findingsText(claim, findings)
    const promised = promisesText(claim, promises)
    const hits = sparedText(spared)
    if (found === null || promised === null || hits === null) return null
    return (
      `{"corrects":[],"findings":[${found}],"id":${JSON.stringify(claim[0])},"productId":${quote(claim[2])},` +
      `"promises":[${promised}],"saidAt":${claim[6]},"slotId":${quote(claim[1])},"source":${quote(claim[5])},` +
      `"speaker":${quote(claim[4])},"suppressed":[${hits}],"text":${JSON.stringify(claim[3])}}`
    )
  }
}
