import { create } from 'zustand'
import type { Failure } from '../../../../../domain/contract/result.ts'
import {
  EMPTY_SEARCH,
  type SearchHit,
  type SearchQuery,
  type SearchState,
} from '../../../../../domain/contract/search.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { callMain } from '../../../../shared/bridge.ts'
import { openSession } from '../reviewStore.ts'

export type SearchStore = {
  readonly isOpen: boolean
  readonly query: SearchQuery
  /** Hits as far as they are here, the newest first; null = nothing is asked for, or the first page is not here yet. */
  readonly hits: readonly SearchHit[] | null
  /** Where the next page goes on; null = there is none. */
  readonly next: number | null
  readonly isLoadingMore: boolean
  /** How many hits there are; null = not known yet. */
  readonly claims: number | null
  readonly failure: Failure | null
  readonly moreFailure: Failure | null
  /** The hit the keys stand at. */
  readonly chosen: number
  /** Products to narrow by. */
  readonly products: readonly Product[]
  readonly index: SearchState | null
}

const NOTHING_FOUND = {
  hits: null,
  next: null,
  isLoadingMore: false,
  claims: null,
  failure: null,
  moreFailure: null,
  chosen: 0,
} as const

export const useSearchStore = create<SearchStore>()(() => ({
  isOpen: false,
  query: EMPTY_SEARCH,
  ...NOTHING_FOUND,
  products: [],
  index: null,
}))

/** True when a query asks for something. */
export const asksForSomething = ({ text, from, to, ...lists }: SearchQuery): boolean =>
  text !== '' || from !== null || to !== null || Object.values(lists).some(({ length }) => length > 0)

/** Searches for what the query says now; what an earlier one still brings is forgotten. */
export const search = async (): Promise<void> => {
  const { query } = useSearchStore.getState()
  const isLeft = (): boolean => useSearchStore.getState().query !== query
  if (!asksForSomething(query)) {
    useSearchStore.setState(NOTHING_FOUND)
    return
  }
  const found = await callMain('search.find', { query, before: null })
  if (isLeft()) return
  useSearchStore.setState(
    found.ok
      ? { ...NOTHING_FOUND, hits: found.value.hits, next: found.value.next }
      : { ...NOTHING_FOUND, failure: found.error },
  )
  if (!found.ok) return
  if (found.value.next === null) {
    useSearchStore.setState({ claims: found.value.hits.length })
    return
  }
  const counted = await callMain('search.count', { query })
  if (!isLeft() && counted.ok) useSearchStore.setState({ claims: counted.value.claims })
}

/** Brings the next page, once. */
export const loadMore = async (): Promise<void> => {
  const { query, next, isLoadingMore, hits } = useSearchStore.getState()
  if (next === null || isLoadingMore || hits === null) return
  useSearchStore.setState({ isLoadingMore: true, moreFailure: null })
  const more = await callMain('search.find', { query, before: next })
  const now = useSearchStore.getState()
  if (now.query !== query || now.next !== next) return
  useSearchStore.setState(
    more.ok
      ? { hits: [...hits, ...more.value.hits], next: more.value.next, isLoadingMore: false }
      : { moreFailure: more.error, isLoadingMore: false },
  )
}

/** Changes part of the query and searches. */
export const setQuery = (part: Partial<SearchQuery>): void => {
  useSearchStore.setState(({ query }) => ({ query: { ...query, ...part } }))
  void search()
}

/** Takes all filters away; the text stays. */
export const clearFilters = (): void =>
  setQuery({ ...EMPTY_SEARCH, text: useSearchStore.getState().query.text })

/** Reads how far the index is. */
export const readIndexState = async (): Promise<void> => {
  const state = await callMain('search.state', {})
  if (state.ok) useSearchStore.setState({ index: state.value })
}

/** Opens the search with what was looked for last. */
export const openSearch = async (): Promise<void> => {
  useSearchStore.setState({ isOpen: true })
  void search()
  void readIndexState()
  const products = await callMain('lineup.products', {})
  if (products.ok) useSearchStore.setState({ products: products.value })
}

export const closeSearch = (): void => useSearchStore.setState({ isOpen: false })

/** Moves the choice by so many hits. */
export const moveChosen = (by: number): void =>
  useSearchStore.setState(({ chosen, hits }) => ({
    chosen: Math.max(0, Math.min((hits?.length ?? 0) - 1, chosen + by)),
  }))

/** Opens the session of a hit at that claim. */
export const openHit = ({ sessionId, claimId, findings }: SearchHit): void => {
  closeSearch()
  void openSession(sessionId, { kind: 'claim', claimId, findingId: findings[0]?.id ?? null })
}
