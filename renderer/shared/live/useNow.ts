import { useEffect, useState } from 'react'
import type { EpochMs } from '../../../domain/model/scalars.ts'

const SECOND = 1000

/** The time of day, renewed just after each full second, so that every clock on the screen turns at once. */
export const useNow = (): EpochMs => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    let timer = 0
    const turn = (): void => {
      setNow(Date.now())
      timer = window.setTimeout(turn, SECOND - (Date.now() % SECOND) + 4)
    }
    timer = window.setTimeout(turn, SECOND - (Date.now() % SECOND) + 4)
    return () => window.clearTimeout(timer)
  }, [])
  return now
}
