/** Steps kept for undo. */
export const HISTORY_LIMIT = 100

/** What can be taken back and done again. */
export type History<State> = { readonly past: readonly State[]; readonly future: readonly State[] }

/** A history with nothing in it. */
export const emptyHistory = <State>(): History<State> => ({ past: [], future: [] })

/** The history after a change away from `before`; what had been taken back is forgotten. */
export const remember = <State>(history: History<State>, before: State): History<State> => ({
  past: [...history.past, before].slice(-HISTORY_LIMIT),
  future: [],
})

/** The state to go back to and the history after it; null when there is nothing to take back. */
export const stepBack = <State>(
  history: History<State>,
  current: State,
): { readonly state: State; readonly history: History<State> } | null => {
  const state = history.past.at(-1)
  return state === undefined
    ? null
    : { state, history: { past: history.past.slice(0, -1), future: [...history.future, current] } }
}

/** The state to do again and the history after it; null when nothing was taken back. */
export const stepForward = <State>(
  history: History<State>,
  current: State,
): { readonly state: State; readonly history: History<State> } | null => {
  const state = history.future.at(-1)
  return state === undefined
    ? null
    : { state, history: { past: [...history.past, current], future: history.future.slice(0, -1) } }
}
