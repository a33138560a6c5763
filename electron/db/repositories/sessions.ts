import type { Database } from 'better-sqlite3'
import type { SessionSummary } from '../../../domain/contract/ipc.ts'
import { liveSnapshotSchema } from '../../../domain/contract/live.ts'
import type { PreflightOverride, Session, Slot } from '../../../domain/model/lineup.ts'
import { sessionSchema, slotSchema } from '../../../domain/model/lineup.ts'
import type { StageState } from '../calls.ts'

type SessionRow = {
  id: string
  title: string
  kind: string
  state: string
  host: string
  steps: string | null
  planned_start_at: number | null
  created_at: number
  started_at: number | null
  ended_at: number | null
}
type SummaryRow = SessionRow & {
  slots: number
  claims: number
  findings: number
  open: number
  promises: number
}
type SlotRow = {
  id: string
  session_id: string
  position: number
  product_id: string | null
  title: string
  price: number | null
  planned_ms: number
  state: string
  started_at: number | null
  aired_ms: number
}
type Airing = { slotId: string; from: number; to: number | null }

/** Sessions with their slots, what was on air when, and the reasons given before going live. */
export type SessionRepository = {
  readonly one: (id: string) => Session | null
  readonly live: () => Session | null
  readonly summaries: () => SessionSummary[]
  readonly put: (session: Session) => void
  readonly remove: (id: string) => void
  readonly slots: (sessionId: string) => Slot[]
  readonly putSlot: (slot: Slot) => void
  /** Makes the session's slots exactly these. */
  readonly replaceSlots: (sessionId: string, slots: readonly Slot[]) => void
  readonly airings: (sessionId: string) => Airing[]
  /** Gives the number of its row. */
  readonly openAiring: (sessionId: string, slotId: string, from: number) => number
  readonly closeAiring: (sessionId: string, to: number) => void
  readonly overrides: (sessionId: string) => PreflightOverride[]
  readonly putOverride: (sessionId: string, override: PreflightOverride, at: number) => void
  readonly stage: (sessionId: string) => StageState | null
  readonly putStage: (sessionId: string, stage: StageState) => void
}

const readSession = (row: SessionRow): Session =>
  sessionSchema.parse({
    id: row.id,
    title: row.title,
    kind: row.kind,
    state: row.state,
    host: row.host,
    steps: row.steps,
    plannedStartAt: row.planned_start_at,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  })

const readSlot = (row: SlotRow): Slot =>
  slotSchema.parse({
    id: row.id,
    sessionId: row.session_id,
    position: row.position,
    productId: row.product_id,
    title: row.title,
    price: row.price,
    plannedMs: row.planned_ms,
    state: row.state,
    startedAt: row.started_at,
    airedMs: row.aired_ms,
  })

/** SQL for sessions. */
export const createSessionRepository = (db: Database): SessionRepository => {
  const selectOne = db.prepare<[string], SessionRow>('SELECT * FROM session WHERE id = ?')
  const selectLive = db.prepare<[], SessionRow>("SELECT * FROM session WHERE state = 'live'")
  const selectSummaries = db.prepare<[], SummaryRow>(`
    SELECT session.*,
      (SELECT count(*) FROM slot WHERE slot.session_id = session.id) AS slots,
      (SELECT count(*) FROM claim WHERE claim.session_id = session.id) AS claims,
      (SELECT count(*) FROM finding WHERE finding.session_id = session.id) AS findings,
      (SELECT count(*) FROM finding WHERE finding.session_id = session.id AND finding.state = 'open') AS open,
      (SELECT count(*) FROM promise WHERE promise.session_id = session.id) AS promises
    FROM session ORDER BY coalesce(started_at, planned_start_at, created_at) DESC, id DESC`)
  const upsert = db.prepare(`
    INSERT INTO session (id, title, kind, state, host, steps, planned_start_at, created_at, started_at, ended_at)
    VALUES (@id, @title, @kind, @state, @host, @steps, @plannedStartAt, @createdAt, @startedAt, @endedAt)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind, state = excluded.state,
      host = excluded.host, steps = excluded.steps, planned_start_at = excluded.planned_start_at,
      started_at = excluded.started_at, ended_at = excluded.ended_at`)
  const remove = db.prepare('DELETE FROM session WHERE id = ?')
  const selectSlots = db.prepare<[string], SlotRow>(
    'SELECT * FROM slot WHERE session_id = ? ORDER BY position',
  )
  const upsertSlot = db.prepare(`
    INSERT INTO slot (id, session_id, position, product_id, title, price, planned_ms, state, started_at, aired_ms)
    VALUES (@id, @sessionId, @position, @productId, @title, @price, @plannedMs, @state, @startedAt, @airedMs)
    ON CONFLICT (id) DO UPDATE SET position = excluded.position, product_id = excluded.product_id,
      title = excluded.title, price = excluded.price, planned_ms = excluded.planned_ms, state = excluded.state,
      started_at = excluded.started_at, aired_ms = excluded.aired_ms`)
  const removeSlot = db.prepare('DELETE FROM slot WHERE id = ?')
  const selectAirings = db.prepare<[string], { slot_id: string; from_at: number; to_at: number | null }>(
    'SELECT slot_id, from_at, to_at FROM airing WHERE session_id = ? ORDER BY id',
  )
  const insertAiring = db.prepare(
    'INSERT INTO airing (session_id, slot_id, from_at, to_at) VALUES (?, ?, ?, NULL)',
  )
  const endAiring = db.prepare(
    'UPDATE airing SET to_at = max(from_at, ?) WHERE session_id = ? AND to_at IS NULL',
  )
  const selectOverrides = db.prepare<[string], { item_id: string; reason: string }>(
    'SELECT item_id, reason FROM preflight_override WHERE session_id = ? ORDER BY item_id',
  )
  const insertOverride = db.prepare(
    'INSERT INTO preflight_override (session_id, item_id, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const selectStage = db.prepare<[string], { visible: number; theme: string; spotlight: string | null }>(
    'SELECT visible, theme, spotlight FROM stage_state WHERE session_id = ?',
  )
  const upsertStage = db.prepare(`
    INSERT INTO stage_state (session_id, visible, theme, spotlight) VALUES (?, ?, ?, ?)
    ON CONFLICT (session_id) DO UPDATE SET visible = excluded.visible, theme = excluded.theme, spotlight = excluded.spotlight`)

  const slots = (sessionId: string): Slot[] => selectSlots.all(sessionId).map(readSlot)
  return {
    one: (id) => {
      const row = selectOne.get(id)
      return row === undefined ? null : readSession(row)
    },
    live: () => {
      const row = selectLive.get()
      return row === undefined ? null : readSession(row)
    },
    summaries: () =>
      selectSummaries.all().map((row) => ({
        session: readSession(row),
        slots: row.slots,
        claims: row.claims,
        findings: row.findings,
        open: row.open,
        promises: row.promises,
      })),
    put: (session) => {
      upsert.run(session)
    },
    remove: (id) => {
      remove.run(id)
    },
    slots,
    putSlot: (slot) => {
      upsertSlot.run(slot)
    },
    replaceSlots: (sessionId, next) => {
      const kept = new Set(next.map((slot) => slot.id))
      for (const slot of slots(sessionId)) if (!kept.has(slot.id)) removeSlot.run(slot.id)
      for (const slot of next) upsertSlot.run(slot)
    },
    airings: (sessionId) =>
      selectAirings.all(sessionId).map((row) => ({ slotId: row.slot_id, from: row.from_at, to: row.to_at })),
    openAiring: (sessionId, slotId, from) =>
      Number(insertAiring.run(sessionId, slotId, from).lastInsertRowid),
    closeAiring: (sessionId, to) => {
      endAiring.run(to, sessionId)
    },
    overrides: (sessionId) =>
      selectOverrides.all(sessionId).map((row) => ({ itemId: row.item_id, reason: row.reason })),
    putOverride: (sessionId, override, at) => {
      insertOverride.run(sessionId, override.itemId, override.reason, at)
    },
    stage: (sessionId) => {
      const row = selectStage.get(sessionId)
      return row === undefined
        ? null
        : liveSnapshotSchema.shape.stage
            .omit({ pages: true })
            .parse({ visible: row.visible === 1, theme: row.theme, spotlight: row.spotlight })
    },
    putStage: (sessionId, stage) => {
      upsertStage.run(sessionId, stage.visible ? 1 : 0, stage.theme, stage.spotlight)
    },
  }
}
