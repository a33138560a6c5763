import {
  SEARCH_PAGE,
  type SearchPage,
  type SearchQuery,
  type SearchState,
} from '../../domain/contract/search.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { readSearchText } from '../../domain/search/searchText.ts'
import type { DbClient, DbOutput } from '../db/client.ts'

/** Searching all claims that were ever logged, those of the session on air included. */
export type SearchService = {
  /**
   * Hits below a place, newest first; null = the first page. Fails with `search-nothing` when the text holds nothing that can
   * be looked for. A search that another one has overtaken gives what it has.
   */
  readonly find: (query: SearchQuery, before: number | null) => Promise<Result<SearchPage>>
  /** How many hits there are; null = another search has overtaken this one. */
  readonly count: (query: SearchQuery) => Promise<Result<{ readonly claims: number | null }>>
  readonly state: () => Promise<Result<SearchState>>
}

type CountPart = Result<DbOutput<'search.count'>>

/** Searches over the database, a short call at a time. */
export const createSearchService = ({ db }: { readonly db: DbClient }): SearchService => {
  let lastFind = 0
  let lastCount = 0
  const isNothing = ({ text }: SearchQuery): boolean => text !== '' && readSearchText(text) === null
  return {
    find: async (query, before) => {
      if (isNothing(query)) return fail('search-nothing', {})
      lastFind += 1
      const own = lastFind
      const hits: SearchPage['hits'] = []
      let place = before
      do {
        const part: Result<SearchPage> = await db.call('search.find', {
          query,
          before: place,
          limit: SEARCH_PAGE - hits.length,
        })
        if (!part.ok) return part
        hits.push(...part.value.hits)
        place = part.value.next
        if (own !== lastFind) break
      } while (place !== null && hits.length < SEARCH_PAGE)
      return succeed({ hits, next: place })
    },
    count: async (query) => {
      if (isNothing(query)) return fail('search-nothing', {})
      lastCount += 1
      const own = lastCount
      let claims = 0
      let before: number | null = null
      do {
        const part: CountPart = await db.call('search.count', { query, before })
        if (!part.ok) return part
        if (own !== lastCount) return succeed({ claims: null })
        claims += part.value.claims
        before = part.value.next
      } while (before !== null)
      return succeed({ claims })
    },
    state: () => db.call('search.state', null),
  }
}
