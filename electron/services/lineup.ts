import type {
  EditableLineup,
  HandedFile,
  ImportPreview,
  LineupEdit,
  SessionSummary,
} from '../../domain/contract/ipc.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { Json } from '../../domain/journal/canonicalJson.ts'
import type { LineupPlan } from '../../domain/lineup/editLineup.ts'
import { editLineup, MAX_SLOTS, newSlot, renumber, restorePlan } from '../../domain/lineup/editLineup.ts'
import type { History } from '../../domain/lineup/history.ts'
import { emptyHistory, remember, stepBack, stepForward } from '../../domain/lineup/history.ts'
import { nextSlotId } from '../../domain/lineup/queue.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Lineup, Session } from '../../domain/model/lineup.ts'
import type { Product, ProductId } from '../../domain/model/product.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import type { DbClient } from '../db/client.ts'
import { readImportFile } from '../transfer/readImportFile.ts'
import type { Clock } from './clock.ts'
import type { LiveActs } from './liveActs.ts'
import type { LiveState } from './liveState.ts'

/** What preparing lineups needs. */
export type LineupDeps = {
  readonly db: DbClient
  readonly state: LiveState
  readonly acts: LiveActs
  readonly definitions: readonly GuaranteeDefinition[]
  readonly clock: Clock
  readonly newId: () => Ulid
}

/** How an import goes into a session. */
export type ImportTarget = {
  readonly sessionId: Ulid | null
  readonly title: string
  readonly mode: 'replace' | 'append'
}

/** Sessions before they go on air, the product library, and imports. */
export type LineupService = {
  readonly sessions: () => Promise<Result<SessionSummary[]>>
  readonly create: (title: string) => Promise<Result<EditableLineup>>
  readonly open: (sessionId: Ulid) => Promise<Result<EditableLineup>>
  /** Only a session that never went on air: the record of one that did is kept by law. */
  readonly remove: (sessionId: Ulid) => Promise<Result<null>>
  /** One edit. On air it is a live act: in the journal, and at once on every screen. */
  readonly edit: (sessionId: Ulid, edit: LineupEdit) => Promise<Result<EditableLineup>>
  readonly undo: (sessionId: Ulid) => Promise<Result<EditableLineup>>
  readonly redo: (sessionId: Ulid) => Promise<Result<EditableLineup>>
  readonly products: () => Promise<Result<Product[]>>
  readonly saveProduct: (product: Product) => Promise<Result<Product>>
  readonly importPreview: (file: HandedFile) => Promise<Result<ImportPreview>>
  /** All rows in one transaction, or none: a preview with an error is refused (`import-has-errors`). */
  readonly importCommit: (token: Ulid, target: ImportTarget) => Promise<Result<EditableLineup>>
}

const editPayload = (plan: LineupPlan, what: string): Json => ({
  act: what,
  title: plan.session.title,
  host: plan.session.host,
  slots: plan.slots.map(({ id, position, productId, title, price, plannedMs }) => ({
    id,
    position,
    productId,
    title,
    price,
    plannedMs,
  })),
})

/** Lineups over the database. Undo is kept in memory, one history per session, until the app is closed. */
export const createLineupService = (deps: LineupDeps): LineupService => {
  const { db, state, acts } = deps
  const histories = new Map<Ulid, History<LineupPlan>>()
  let preview: ImportPreview | null = null

  const historyOf = (sessionId: Ulid): History<LineupPlan> => histories.get(sessionId) ?? emptyHistory()
  const editable = (lineup: Lineup): EditableLineup => {
    const history = historyOf(lineup.session.id)
    return { lineup, canUndo: history.past.length > 0, canRedo: history.future.length > 0 }
  }
  const isLive = (sessionId: Ulid): boolean => state.snapshot().session?.id === sessionId

  const read = async (sessionId: Ulid): Promise<Result<Lineup>> => {
    const found = await db.call('lineup.read', sessionId)
    if (!found.ok) return found
    return found.value === null ? fail('session-unknown', {}) : succeed(found.value)
  }
  /** The lineup, if it may still be changed. */
  const changeable = async (sessionId: Ulid): Promise<Result<Lineup>> => {
    const found = await read(sessionId)
    if (!found.ok) return found
    const { session } = found.value
    if (session.state === 'ended' || session.state === 'reviewed')
      return fail('session-ended', { title: session.title })
    // Cut off and not resumed: its record waits as it is.
    if (session.state === 'live' && !isLive(sessionId))
      return fail('session-is-live', { title: session.title })
    return found
  }

  /** Writes a plan: into the tables, and for the session on air into the journal and on the screens as well. */
  const write = async (before: Lineup, plan: LineupPlan, what: string): Promise<Result<Lineup>> => {
    const { session } = plan
    if (!isLive(session.id)) {
      const saved = await db.call('lineup.save', { session, slots: plan.slots })
      return saved.ok ? read(session.id) : saved
    }
    const have = new Set(before.products.map((product) => product.id))
    const missing = plan.slots.flatMap((slot) =>
      slot.productId === null || have.has(slot.productId) ? [] : [slot.productId],
    )
    const added = await db.call('product.byIds', missing)
    if (!added.ok) return added
    const products = [...before.products, ...added.value]
    const slots = [...plan.slots]
    const { nowSlotId } = state.snapshot()
    const committed = await acts.commit(
      session.id,
      {
        moment: acts.now(),
        entries: [{ kind: 'lineup', payload: editPayload(plan, what) }],
        changes: { session, allSlots: slots, freeze: added.value },
        show: { set: { session, slots, products, nextSlotId: nextSlotId(slots, nowSlotId) } },
      },
      null,
    )
    return committed.ok ? succeed({ session, slots, products }) : committed
  }

  const edit = async (sessionId: Ulid, change: LineupEdit): Promise<Result<EditableLineup>> => {
    const found = await changeable(sessionId)
    if (!found.ok) return found
    const lineup = found.value
    let library = new Map<ProductId, Product>()
    if (change.type === 'addProducts') {
      const wanted = await db.call('product.byIds', change.productIds)
      if (!wanted.ok) return wanted
      library = new Map(wanted.value.map((product) => [product.id, product]))
    }
    const edited = editLineup({ newId: deps.newId, products: library }, lineup, change)
    if (!edited.ok) return edited
    const written = await write(lineup, edited.value, change.type)
    if (!written.ok) return written
    histories.set(sessionId, remember(historyOf(sessionId), { session: lineup.session, slots: lineup.slots }))
    return succeed(editable(written.value))
  }

  const step = async (sessionId: Ulid, back: boolean): Promise<Result<EditableLineup>> => {
    const found = await changeable(sessionId)
    if (!found.ok) return found
    const current: LineupPlan = { session: found.value.session, slots: found.value.slots }
    const taken = back ? stepBack(historyOf(sessionId), current) : stepForward(historyOf(sessionId), current)
    if (taken === null) return fail(back ? 'lineup-nothing-to-undo' : 'lineup-nothing-to-redo', {})
    const restored = restorePlan(current, taken.state)
    if (!restored.ok) return restored
    const written = await write(found.value, restored.value, back ? 'undo' : 'redo')
    if (!written.ok) return written
    histories.set(sessionId, taken.history)
    return succeed(editable(written.value))
  }

  const newSession = (title: string): Session => ({
    id: deps.newId(),
    title,
    kind: 'broadcast',
    state: 'draft',
    host: '',
    steps: null,
    plannedStartAt: null,
    createdAt: deps.clock.epochMs(),
    startedAt: null,
    endedAt: null,
  })

  const saveProduct = async (product: Product): Promise<Result<Product>> => {
    const snapshot = state.snapshot()
    const { session } = snapshot
    if (session === null || !snapshot.products.some((each) => each.id === product.id)) {
      const saved = await db.call('product.save', product)
      return saved.ok ? succeed(product) : saved
    }
    // On air the facts of a product are what claims are checked against: the change is an act of the session.
    const committed = await acts.commit(
      session.id,
      {
        moment: acts.now(),
        entries: [
          {
            kind: 'product',
            payload: {
              ...product,
              guarantees: product.guarantees.map((guarantee) => ({ ...guarantee })),
              documents: product.documents.map((document) => ({ ...document })),
            },
          },
        ],
        changes: { products: [product], freeze: [product] },
        show: {
          set: { products: snapshot.products.map((each) => (each.id === product.id ? product : each)) },
        },
      },
      null,
    )
    return committed.ok ? succeed(product) : committed
  }

  const importCommit = async (token: Ulid, target: ImportTarget): Promise<Result<EditableLineup>> => {
    const chosen = preview
    if (chosen === null || chosen.token !== token) return fail('import-preview-gone', {})
    const mistakes = chosen.problems.filter((problem) => problem.level === 'error').length
    if (mistakes > 0) return fail('import-has-errors', { file: chosen.fileName, count: mistakes })
    const rows = chosen.rows.flatMap((row) =>
      row.product === null ? [] : [{ ...row, product: row.product }],
    )
    if (rows.length === 0) return fail('import-nothing', { file: chosen.fileName })

    let session: Session
    let before: LineupPlan | null = null
    if (target.sessionId === null) session = newSession(target.title)
    else {
      const found = await changeable(target.sessionId)
      if (!found.ok) return found
      ;({ session } = found.value)
      if (isLive(session.id)) return fail('session-is-live', { title: session.title })
      before = { session, slots: found.value.slots }
      session = { ...session, title: target.title }
    }
    const kept = before === null || target.mode === 'replace' ? [] : before.slots
    const planned = rows
      .filter((row) => row.position !== null)
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || a.row - b.row)
    const added = planned.map((row) =>
      newSlot(deps.newId(), session.id, {
        product: row.product,
        title: '',
        price: row.product.price,
        plannedMs: row.plannedMs,
      }),
    )
    const slots = renumber([...kept, ...added])
    if (slots.length > MAX_SLOTS) return fail('lineup-too-long', { limit: MAX_SLOTS })
    const sessionState = slots.some((slot) => slot.productId !== null) ? 'ready' : 'draft'
    session = { ...session, state: sessionState }
    const written = await db.call('lineup.import', {
      products: rows.map((row) => row.product),
      session,
      slots,
    })
    if (!written.ok) return written
    preview = null
    if (before !== null) histories.set(session.id, remember(historyOf(session.id), before))
    const found = await read(session.id)
    return found.ok ? succeed(editable(found.value)) : found
  }

  return {
    sessions: () => db.call('session.summaries', null),
    create: (title) =>
      acts.exclusive(async () => {
        const session = newSession(title)
        const saved = await db.call('lineup.save', { session, slots: [] })
        return saved.ok ? succeed(editable({ session, slots: [], products: [] })) : saved
      }),
    open: async (sessionId) => {
      const found = await read(sessionId)
      return found.ok ? succeed(editable(found.value)) : found
    },
    remove: (sessionId) =>
      acts.exclusive(async () => {
        const found = await read(sessionId)
        if (!found.ok) return found
        const { session } = found.value
        if (session.state === 'live') return fail('session-is-live', { title: session.title })
        if (session.startedAt !== null) return fail('session-keep-record', { title: session.title })
        const removed = await db.call('session.remove', sessionId)
        if (removed.ok) histories.delete(sessionId)
        return removed
      }),
    edit: (sessionId, change) => acts.exclusive(() => edit(sessionId, change)),
    undo: (sessionId) => acts.exclusive(() => step(sessionId, true)),
    redo: (sessionId) => acts.exclusive(() => step(sessionId, false)),
    products: () => db.call('product.all', null),
    saveProduct: (product) => acts.exclusive(() => saveProduct(product)),
    importPreview: async (file) => {
      const known = await db.call('product.all', null)
      if (!known.ok) return known
      const reading = await readImportFile(
        {
          definitions: deps.definitions,
          existingProductIds: new Set(known.value.map((product) => product.id)),
          newId: deps.newId,
        },
        file,
      )
      if (reading.ok) preview = reading.value
      return reading
    },
    importCommit: (token, target) => acts.exclusive(() => importCommit(token, target)),
  }
}
