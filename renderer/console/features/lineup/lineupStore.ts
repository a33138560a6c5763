import { create } from 'zustand'
import type { EditableLineup, LineupEdit, SessionSummary } from '../../../../domain/contract/ipc.ts'
import type { PreflightItem, Slot } from '../../../../domain/model/lineup.ts'
import type { Product, ProductId } from '../../../../domain/model/product.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { askMain } from '../../bridge/askMain.ts'
import { goToRoom } from '../../stores/navigationStore.ts'
import { takeSnapshot } from '../../stores/liveStore.ts'
import {
  type DetailField,
  type DetailTab,
  overridesOf,
  preflightPlace,
  type Reasons,
} from './preflightPlace.ts'

/** A dialog of the room that is open. */
export type LineupDialog = 'import' | 'add-products' | 'new-product' | 'add-break' | 'session' | 'new-session'

export type LineupState = {
  readonly loaded: boolean
  readonly sessions: readonly SessionSummary[]
  readonly current: EditableLineup | null
  readonly library: readonly Product[]
  readonly preflight: readonly PreflightItem[]
  readonly reasons: Reasons
  readonly selected: ReadonlySet<Ulid>
  readonly tab: DetailTab
  /** A field that waits for the focus; taken by the detail once it is drawn. */
  readonly jumpTo: DetailField | null
  readonly dialog: LineupDialog | null
  /** A file dropped on the room, for the import dialog to begin with. */
  readonly droppedFile: File | null
}

const EMPTY: LineupState = {
  loaded: false,
  sessions: [],
  current: null,
  library: [],
  preflight: [],
  reasons: {},
  selected: new Set(),
  tab: 'facts',
  jumpTo: null,
  dialog: null,
  droppedFile: null,
}

export const useLineupStore = create<LineupState>()(() => EMPTY)

const set = useLineupStore.setState
const get = useLineupStore.getState

/** Opens a dialog of the room, or closes it (null). */
export const showDialog = (dialog: LineupDialog | null): void => set({ dialog, droppedFile: null })

/** Opens the import dialog with a file that was dropped on the room. */
export const importDropped = (file: File): void => set({ dialog: 'import', droppedFile: file })

/** Which slots are chosen in the table. */
export const chooseSlots = (selected: ReadonlySet<Ulid>): void => set({ selected, jumpTo: null })

/** Shows a tab of the product detail. */
export const showTab = (tab: DetailTab): void => set({ tab, jumpTo: null })

/** The focus has gone where it was sent. */
export const jumpDone = (): void => set({ jumpTo: null })

/** The reason for going on air over a blocked item, as typed so far. */
export const giveReason = (itemId: string, reason: string): void =>
  set((state) => ({ reasons: { ...state.reasons, [itemId]: reason } }))

/** Sessions that can still be prepared. */
export const openSessions = (sessions: readonly SessionSummary[]): readonly SessionSummary[] =>
  sessions.filter(
    ({ session }) => session.state === 'draft' || session.state === 'ready' || session.state === 'live',
  )

/** Reads the sessions and the library, and opens the session that was open, or else the newest. */
export const loadLineupRoom = async (): Promise<void> => {
  const [sessions, library] = await Promise.all([
    askMain('lineup.sessions', {}),
    askMain('lineup.products', {}),
  ])
  if (sessions === null) {
    set({ loaded: true })
    return
  }
  set({ sessions, library: library ?? [] })
  const open = openSessions(sessions).toSorted((a, b) => b.session.createdAt - a.session.createdAt)
  const before = get().current?.lineup.session.id
  const next = open.find(({ session }) => session.id === before) ?? open[0]
  if (next === undefined) set({ current: null, preflight: [], selected: new Set() })
  else await openSession(next.session.id)
  set({ loaded: true })
}

const showLineup = (current: EditableLineup): void => {
  set((state) => {
    const same = state.current?.lineup.session.id === current.lineup.session.id
    const present = new Set(current.lineup.slots.map((slot) => slot.id))
    const kept = [...state.selected].filter((id) => present.has(id))
    const first = current.lineup.slots[0]
    const fallback = first === undefined ? [] : [first.id]
    return {
      current,
      selected: new Set(kept.length > 0 ? kept : fallback),
      ...(same ? {} : { reasons: {}, preflight: [] }),
    }
  })
  void checkAgain()
}

/** Opens a session in the table. */
export const openSession = async (sessionId: Ulid): Promise<void> => {
  const current = await askMain('lineup.open', { sessionId })
  if (current !== null) showLineup(current)
}

/** A new, empty session, opened. */
export const createSession = async (title: string): Promise<boolean> => {
  const current = await askMain('lineup.create', { title })
  if (current === null) return false
  showLineup(current)
  await refreshSessions()
  return true
}

/** Deletes the open session; the next one opens. */
export const deleteSession = async (): Promise<boolean> => {
  const sessionId = get().current?.lineup.session.id
  if (sessionId === undefined || (await askMain('lineup.delete', { sessionId })) === null) return false
  set({ current: null })
  await loadLineupRoom()
  return true
}

const refreshSessions = async (): Promise<void> => {
  const sessions = await askMain('lineup.sessions', {})
  if (sessions !== null) set({ sessions })
}

// Acts run one after the other, so that quick presses build on each other's answers.
let queue: Promise<unknown> = Promise.resolve()
const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
  const next = queue.then(act)
  queue = next.catch(() => {})
  return next
}

/** One edit of the open lineup, made from its state when its turn comes; null = nothing to do. True when done. */
export const editLineup = (make: (slots: readonly Slot[]) => LineupEdit | null): Promise<boolean> =>
  inTurn(async () => {
    const lineup = get().current?.lineup
    const edit = lineup === undefined ? null : make(lineup.slots)
    if (lineup === undefined || edit === null) return false
    const current = await askMain('lineup.edit', { sessionId: lineup.session.id, edit })
    if (current === null) {
      // What main refused must not stay on the screen.
      set((state) => ({ current: state.current === null ? null : { ...state.current } }))
      return false
    }
    const before = new Set(lineup.slots.map((slot) => slot.id))
    showLineup(current)
    const added = current.lineup.slots.filter((slot) => !before.has(slot.id)).map((slot) => slot.id)
    if (added.length > 0) chooseSlots(new Set(added.slice(0, 1)))
    if (edit.type === 'setSession') await refreshSessions()
    return true
  })

/** Takes the last edit back, or does it again. */
export const stepHistory = (direction: 'undo' | 'redo'): Promise<void> =>
  inTurn(async () => {
    const current = get().current
    if (current === null || !(direction === 'undo' ? current.canUndo : current.canRedo)) return
    const next = await askMain(`lineup.${direction}`, { sessionId: current.lineup.session.id })
    if (next !== null) showLineup(next)
  })

/** Some of a product's fields. */
export type ProductChange = Partial<Omit<Product, 'id'>>

/**
 * Saves changed fields of a product into the library; the lineup, the library and the checks follow. A change made from
 * what the product holds (a list that grows) is given as a function, so that quick presses do not undo each other.
 */
export const saveProduct = (
  productId: ProductId,
  change: ProductChange | ((held: Product) => ProductChange),
): Promise<boolean> =>
  inTurn(async () => {
    const held = findProduct(get(), productId)
    if (held === null) return false
    const product = await askMain('lineup.saveProduct', {
      product: { ...held, ...(typeof change === 'function' ? change(held) : change) },
    })
    if (product === null) return false
    takeProduct(product)
    return true
  })

/** A product new to the library; false when it was refused. */
export const createProduct = (product: Product): Promise<boolean> =>
  inTurn(async () => {
    const saved = await askMain('lineup.saveProduct', { product })
    if (saved === null) return false
    takeProduct(saved)
    return true
  })

const takeProduct = (product: Product): void => {
  const put = (list: readonly Product[]): Product[] =>
    list.map((entry) => (entry.id === product.id ? product : entry))
  set((state) => ({
    library: state.library.some(({ id }) => id === product.id)
      ? put(state.library)
      : [...state.library, product],
    current:
      state.current === null
        ? null
        : {
            ...state.current,
            lineup: { ...state.current.lineup, products: put(state.current.lineup.products) },
          },
  }))
  void checkAgain()
}

/** A product of the open lineup or of the library. */
export const findProduct = (
  state: Pick<LineupState, 'current' | 'library'>,
  productId: ProductId | null,
): Product | null =>
  state.current?.lineup.products.find(({ id }) => id === productId) ??
  state.library.find(({ id }) => id === productId) ??
  null

let checks = 0

/** Runs the pre-flight of the open session again; an answer that comes late is dropped. */
export const checkAgain = async (): Promise<void> => {
  const sessionId = get().current?.lineup.session.id
  if (sessionId === undefined) return
  checks += 1
  const mine = checks
  const preflight = await askMain('preflight.run', { sessionId })
  if (preflight !== null && mine === checks) set({ preflight })
}

/** Takes what the import brought in. */
export const takeImported = async (current: EditableLineup): Promise<void> => {
  const library = await askMain('lineup.products', {})
  if (library !== null) set({ library })
  showLineup(current)
  await refreshSessions()
}

/** Goes to the field where a pre-flight item is put right. */
export const jumpToItem = (item: PreflightItem): void => {
  const place = preflightPlace(item)
  if (place.at === 'settings') goToRoom('settings')
  if (place.at === 'lineup') set({ dialog: 'add-products' })
  if (place.at !== 'product') return
  const slot = get().current?.lineup.slots.find(({ productId }) => productId === item.productId)
  if (slot !== undefined) set({ selected: new Set([slot.id]), tab: place.tab, jumpTo: place.field })
}

/** 开播: with the reasons typed; the window goes to the live room. */
export const startLive = async (): Promise<void> => {
  const { current, preflight, reasons } = get()
  if (current === null) return
  const snapshot = await askMain('live.start', {
    sessionId: current.lineup.session.id,
    overrides: overridesOf(preflight, reasons),
  })
  if (snapshot === null) {
    await checkAgain()
    return
  }
  takeSnapshot(snapshot)
  goToRoom('live')
}
