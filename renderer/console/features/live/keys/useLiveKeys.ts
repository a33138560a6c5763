import { useEffect, useRef, useState } from 'react'
import { isComposing, isTyping } from '../../../../shared/useKeys.ts'
import { type KeyAct, type KeyMemory, type LiveKeyPress, NO_KEYS, readLiveKey } from './liveKeys.ts'

/** How long the typed digits stay in sight, in ms; the same as they are remembered. */
const DIGITS_SHOWN_MS = 3_000

const typingState = (target: EventTarget | null): LiveKeyPress['typing'] => {
  if (!isTyping(target)) return 'no'
  const holdsText = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
  return holdsText && target.value === '' ? 'empty' : 'text'
}

/**
 * Listens for the keys of the live room while it is open, and gives the digits of a link number typed so far. Keys rest
 * behind an open dialog, and while an input method composes anywhere in the window.
 */
export const useLiveKeys = (act: (act: KeyAct, pressedAt: number) => void): string => {
  const [digits, setDigits] = useState('')
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })

  useEffect(() => {
    let memory: KeyMemory = NO_KEYS
    let composing = false
    let forget = 0
    const compose = (): void => {
      composing = true
    }
    const composed = (): void => {
      composing = false
    }
    const listen = (event: KeyboardEvent): void => {
      if (document.querySelector('[data-modal-open]') !== null) return
      // An Escape somebody else has used (a list that closes, a field that takes back its text) is no call for panic.
      if (event.key === 'Escape' && event.defaultPrevented) return
      const outcome = readLiveKey(memory, {
        key: event.key,
        code: event.code,
        ctrl: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        repeat: event.repeat,
        composing: composing || isComposing(event),
        typing: typingState(event.target),
        at: event.timeStamp,
      })
      memory = outcome.memory
      setDigits(memory.digits)
      window.clearTimeout(forget)
      if (memory.digits !== '') forget = window.setTimeout(() => setDigits(''), DIGITS_SHOWN_MS)
      if (!outcome.used) return
      event.preventDefault()
      event.stopPropagation()
      if (outcome.act !== null) latest.current(outcome.act, event.timeStamp)
    }
    // Escape is read last, so that whoever is in front may use it; the others first, so that no control swallows them.
    const early = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') listen(event)
    }
    const late = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') listen(event)
    }
    window.addEventListener('compositionstart', compose, true)
    window.addEventListener('compositionend', composed, true)
    window.addEventListener('keydown', early, true)
    window.addEventListener('keydown', late)
    return () => {
      window.clearTimeout(forget)
      window.removeEventListener('compositionstart', compose, true)
      window.removeEventListener('compositionend', composed, true)
      window.removeEventListener('keydown', early, true)
      window.removeEventListener('keydown', late)
    }
  }, [])
  return digits
}
