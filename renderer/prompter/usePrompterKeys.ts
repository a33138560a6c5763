import { useEffect, useRef } from 'react'
import type { Ulid } from '../../domain/model/scalars.ts'
import { callMain } from '../shared/bridge.ts'
import { isComposing } from '../shared/useKeys.ts'

/** A reminder that has just slid in cannot be dealt with yet: the key was meant for the one before it. In ms. */
const REMINDER_GUARD_MS = 300

/** Enter or Space = 知道了, F6 = 已更正, for the reminder on screen; nothing else has a key here. */
export const usePrompterKeys = (shownId: Ulid | null): void => {
  const shown = useRef<{ readonly id: Ulid | null; readonly since: number }>({ id: null, since: 0 })
  useEffect(() => {
    shown.current = { id: shownId, since: performance.now() }
  }, [shownId])

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return
      const acknowledges = event.key === 'Enter' || event.key === ' '
      if (!acknowledges && event.key !== 'F6') return
      event.preventDefault()
      const { id, since } = shown.current
      if (event.repeat || id === null || event.timeStamp - since < REMINDER_GUARD_MS) return
      void callMain('live.command', {
        command: acknowledges
          ? { type: 'acknowledge', findingId: id }
          : { type: 'correct', findingId: id, draft: null },
      })
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
