/** A key as the live room reads it, free of the DOM. */
export type LiveKeyPress = {
  readonly key: string
  /** Physical key (`Digit1`), so that Ctrl+1…9 works on every layout. */
  readonly code: string
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  /** The key is being held down. */
  readonly repeat: boolean
  /** An input method is composing: the key belongs to it. */
  readonly composing: boolean
  /** Whether a text field has the focus, and whether there is anything in it. */
  readonly typing: 'no' | 'empty' | 'text'
  /** Monotonic ms. */
  readonly at: number
}

/** What a key asks for. */
export type KeyAct =
  | { readonly type: 'keySheet' }
  | { readonly type: 'previous' }
  | { readonly type: 'next' }
  | { readonly type: 'toggleStage' }
  | { readonly type: 'cycleSpotlight' }
  | { readonly type: 'correct' }
  | { readonly type: 'acknowledge' }
  | { readonly type: 'focusClaimBox' }
  | { readonly type: 'quickPhrase'; readonly index: number }
  | { readonly type: 'goToPosition'; readonly position: number }
  | { readonly type: 'undo' }
  | { readonly type: 'panic' }

/** What is remembered between keys. */
export type KeyMemory = {
  /** Digits of a link number typed so far. */
  readonly digits: string
  readonly digitsAt: number
  readonly escapeAt: number
}

export const NO_KEYS: KeyMemory = { digits: '', digitsAt: 0, escapeAt: Number.NEGATIVE_INFINITY }

/** A second Escape within this many ms clears the stage. */
export const PANIC_WINDOW_MS = 600

/** Digits that were not followed by anything for this many ms are forgotten. */
export const DIGITS_KEPT_MS = 3_000

const FUNCTION_KEYS: Readonly<Record<string, KeyAct>> = {
  F1: { type: 'keySheet' },
  F2: { type: 'previous' },
  F3: { type: 'next' },
  F4: { type: 'toggleStage' },
  F5: { type: 'cycleSpotlight' },
  F6: { type: 'correct' },
  F7: { type: 'acknowledge' },
  F8: { type: 'focusClaimBox' },
}

/** What one key does: what is remembered from now on, the act if there is one, and whether the key is used up. */
export type KeyOutcome = { readonly memory: KeyMemory; readonly act: KeyAct | null; readonly used: boolean }

const ignored = (memory: KeyMemory): KeyOutcome => ({ memory, act: null, used: false })
const done = (memory: KeyMemory, act: KeyAct): KeyOutcome => ({ memory, act, used: true })

/**
 * Reads one key. Nothing fires while an input method composes; function keys and Ctrl+digit fire also while one types;
 * plain digits and Enter only outside a text field; Ctrl+Z stays the field's own while there is text in it. A held key
 * fires once, but is used up all the same, so that the browser does not act on it.
 */
export const readLiveKey = (memory: KeyMemory, press: LiveKeyPress): KeyOutcome => {
  if (press.composing) return ignored(memory)
  const plain = !press.ctrl && !press.alt && !press.shift

  const functionAct = plain ? FUNCTION_KEYS[press.key] : undefined
  if (functionAct !== undefined) {
    if (press.repeat) return { memory, act: null, used: true }
    return done({ ...memory, digits: '' }, functionAct)
  }

  if (press.ctrl && !press.alt && !press.shift) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code)?.[1]
    if (digit !== undefined) {
      if (press.repeat) return { memory, act: null, used: true }
      return done(memory, { type: 'quickPhrase', index: Number(digit) - 1 })
    }
    if (press.key.toLowerCase() === 'z' && press.typing !== 'text' && !press.repeat) {
      return done(memory, { type: 'undo' })
    }
    return ignored(memory)
  }

  if (press.key === 'Escape') {
    if (press.repeat) return { memory, act: null, used: false }
    if (press.at - memory.escapeAt <= PANIC_WINDOW_MS) {
      return done({ ...NO_KEYS }, { type: 'panic' })
    }
    return { memory: { ...memory, digits: '', escapeAt: press.at }, act: null, used: false }
  }

  if (press.typing !== 'no' || !plain) return ignored(memory)

  if (/^\d$/.test(press.key)) {
    const kept = press.at - memory.digitsAt <= DIGITS_KEPT_MS ? memory.digits : ''
    const digits = `${kept}${press.key}`.replace(/^0+/, '').slice(-3)
    return { memory: { ...memory, digits, digitsAt: press.at }, act: null, used: true }
  }
  const fresh = memory.digits !== '' && press.at - memory.digitsAt <= DIGITS_KEPT_MS
  if (press.key === 'Backspace' && fresh) {
    return {
      memory: { ...memory, digits: memory.digits.slice(0, -1), digitsAt: press.at },
      act: null,
      used: true,
    }
  }
  if (press.key === 'Enter' && fresh && !press.repeat) {
    return done({ ...memory, digits: '' }, { type: 'goToPosition', position: Number(memory.digits) })
  }
  return ignored(memory)
}
