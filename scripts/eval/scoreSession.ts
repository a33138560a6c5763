import type { FindingDraft, PromiseDraft, PromiseKind, SuppressedHit } from '../../domain/model/claim.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { chinaTime } from '../../electron/cli/printFindings.ts'
import type { LabelledSession, PromiseLabel, SessionCue } from './readSession.ts'
import { counts, shareOf, type Level, type Share } from './score.ts'

/** What scoring needs to know of a promise. */
export type FoundPromise = Pick<PromiseDraft, 'kind' | 'quote' | 'dueAt'>

/** A cue with what the engine said about it. */
export type CheckedCue = {
  readonly cue: SessionCue
  readonly saidAt: EpochMs
  readonly verdict: {
    readonly findings: readonly FindingDraft[]
    readonly suppressed: readonly SuppressedHit[]
    readonly promises: readonly FoundPromise[]
  }
}

/**
 * Says which earlier cues each correcting cue puts right: number of the correcting cue → numbers of the cues corrected,
 * none for a cue that corrects nothing.
 */
export type CorrectionLinker = (cues: readonly CheckedCue[]) => ReadonlyMap<number, readonly number[]>

/** How far a due time may be off, in ms. */
export const DUE_TOLERANCE_MS = 5 * 60_000

const DAY_MS = 86_400_000

/** Whether the engine's due time is the labelled one: within the day, or within the tolerance. */
export const isDueRight = (label: PromiseLabel, dueAt: EpochMs | null, saidAt: EpochMs): boolean => {
  const { due } = label
  if (due === null || dueAt === null) return due === null && dueAt === null
  if (due.type === 'day') return dueAt >= due.dayStart && dueAt < due.dayStart + DAY_MS
  return Math.abs(dueAt - saidAt - due.ms) <= DUE_TOLERANCE_MS
}

/** A labelled promise and what was found for it. */
export type PromiseRow = {
  readonly cue: number
  readonly what: string
  readonly wantedKinds: readonly PromiseKind[]
  readonly wantedDue: string
  readonly found: boolean
  /** Kind and due time (China time) of the promise found that fits best. */
  readonly kind: PromiseKind | null
  readonly due: string | null
  readonly isKindRight: boolean
  readonly isDueRight: boolean
}

/** How the promises of a session came out. */
export type PromiseScore = {
  readonly found: Share
  readonly kindRight: Share
  readonly dueRight: Share
  readonly rows: readonly PromiseRow[]
  /** Promises found in cues that are labelled with none. */
  readonly extra: readonly { readonly cue: number; readonly kind: PromiseKind; readonly quote: string }[]
}

const rowOf = (checked: CheckedCue, label: PromiseLabel): PromiseRow => {
  const fit = (one: FoundPromise): number =>
    (label.kinds.includes(one.kind) ? 2 : 0) + (isDueRight(label, one.dueAt, checked.saidAt) ? 1 : 0)
  const [best] = checked.verdict.promises.toSorted((left, right) => fit(right) - fit(left))
  return {
    cue: checked.cue.n,
    what: label.what,
    wantedKinds: label.kinds,
    wantedDue: label.dueText,
    found: best !== undefined,
    kind: best?.kind ?? null,
    due: best === undefined || best.dueAt === null ? null : chinaTime(best.dueAt),
    isKindRight: best !== undefined && label.kinds.includes(best.kind),
    isDueRight: best !== undefined && isDueRight(label, best.dueAt, checked.saidAt),
  }
}

/** Compares the promises found with the promises labelled. */
export const scorePromises = (cues: readonly CheckedCue[]): PromiseScore => {
  const rows = cues.flatMap((checked) =>
    checked.cue.promise === null ? [] : [rowOf(checked, checked.cue.promise)],
  )
  const share = (test: (row: PromiseRow) => boolean): Share => shareOf(rows.filter(test).length, rows.length)
  return {
    found: share((row) => row.found),
    kindRight: share((row) => row.isKindRight),
    dueRight: share((row) => row.isDueRight),
    rows,
    extra: cues.flatMap(({ cue, verdict }) =>
      cue.promise === null ? verdict.promises.map(({ kind, quote }) => ({ cue: cue.n, kind, quote })) : [],
    ),
  }
}

/** How the corrections of a session came out. */
export type CorrectionScore = {
  /** Labelled corrections linked to the cue they put right. */
  readonly linked: Share
  readonly rows: readonly {
    readonly cue: number
    readonly corrects: number
    readonly linkedTo: readonly number[]
  }[]
  /** Links that are not labelled. */
  readonly extra: readonly { readonly cue: number; readonly linkedTo: number }[]
}

/** Compares the links a linker makes with the labelled ones. */
export const scoreCorrections = (cues: readonly CheckedCue[], link: CorrectionLinker): CorrectionScore => {
  const links = link(cues)
  const rows = cues.flatMap(({ cue }) =>
    cue.corrects === null ? [] : [{ cue: cue.n, corrects: cue.corrects, linkedTo: links.get(cue.n) ?? [] }],
  )
  return {
    linked: shareOf(rows.filter((row) => row.linkedTo.includes(row.corrects)).length, rows.length),
    rows,
    extra: cues.flatMap(({ cue }) =>
      (links.get(cue.n) ?? [])
        .filter((linkedTo) => linkedTo !== cue.corrects)
        .map((linkedTo) => ({ cue: cue.n, linkedTo })),
    ),
  }
}

/** Clean cues that look like a violation, and pass: no finding of that family at the level. */
export const scoreSessionLookalikes = (
  session: LabelledSession,
  cues: readonly CheckedCue[],
  level: Level,
): { readonly passed: Share; readonly flagged: readonly number[] } => {
  const flagged = session.lookalikes.flatMap(({ n, family }) => {
    const checked = cues.find(({ cue }) => cue.n === n)
    const isHit =
      checked?.verdict.findings.some((hit) => hit.family === family && counts(hit, level)) ?? false
    return isHit ? [n] : []
  })
  const of = session.lookalikes.length
  return { passed: shareOf(of - flagged.length, of), flagged }
}
