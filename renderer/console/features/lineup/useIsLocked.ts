import { useLineupStore } from './lineupStore.ts'

/** True while the open session is on air: its order is locked, price and product facts stay open. */
export const useIsLocked = (): boolean =>
  useLineupStore((state) => state.current?.lineup.session.state === 'live')
