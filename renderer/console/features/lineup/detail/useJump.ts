import { useEffect, useRef } from 'react'
import { jumpDone, useLineupStore } from '../lineupStore.ts'
import type { DetailField } from '../preflightPlace.ts'

/**
 * Lets a place in the detail be jumped to: when the field is asked for, it scrolls into view and its first control takes
 * the focus. Gives the ref for the element around the control.
 */
export const useJump = <Element extends HTMLElement>(field: DetailField) => {
  const place = useRef<Element>(null)
  const isAsked = useLineupStore((state) => state.jumpTo === field)
  useEffect(() => {
    if (!isAsked) return
    place.current?.scrollIntoView({ block: 'center' })
    place.current?.querySelector<HTMLElement>('input, textarea, button')?.focus()
    jumpDone()
  }, [isAsked])
  return place
}
