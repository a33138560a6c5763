import { describe, expect, test } from 'vitest'
import {
  DIGITS_KEPT_MS,
  type KeyAct,
  type LiveKeyPress,
  NO_KEYS,
  PANIC_WINDOW_MS,
  readLiveKey,
} from '../../../renderer/console/features/live/keys/liveKeys.ts'

const press = (key: string, part: Partial<LiveKeyPress> = {}): LiveKeyPress => ({
  key,
  code: '',
  ctrl: false,
  alt: false,
  shift: false,
  repeat: false,
  composing: false,
  typing: 'no',
  at: 1000,
  ...part,
})

/** The acts a row of presses asks for, in order. */
const acts = (presses: readonly LiveKeyPress[]): KeyAct[] => {
  let memory = NO_KEYS
  const asked: KeyAct[] = []
  for (const one of presses) {
    const outcome = readLiveKey(memory, one)
    memory = outcome.memory
    if (outcome.act !== null) asked.push(outcome.act)
  }
  return asked
}

describe('keys of the live room', () => {
  test('the function keys work also while one types', () => {
    expect(acts([press('F3'), press('F6', { typing: 'text' }), press('F8', { typing: 'empty' })])).toEqual([
      { type: 'next' },
      { type: 'correct' },
      { type: 'focusClaimBox' },
    ])
  })

  test('no key fires while an input method composes, and the key stays with it', () => {
    for (const key of ['F3', 'F6', 'Enter', '1', 'Escape']) {
      const outcome = readLiveKey(NO_KEYS, press(key, { composing: true, ctrl: key === '1', code: 'Digit1' }))
      expect(outcome).toEqual({ memory: NO_KEYS, act: null, used: false })
    }
  })

  test('a held key fires once but is still taken from the browser', () => {
    expect(readLiveKey(NO_KEYS, press('F5', { repeat: true }))).toEqual({
      memory: NO_KEYS,
      act: null,
      used: true,
    })
  })

  test('digits and Enter go to a number, of one, two or three digits', () => {
    expect(acts([press('7'), press('Enter')])).toEqual([{ type: 'goToPosition', position: 7 }])
    expect(acts([press('1'), press('0'), press('4'), press('Enter')])).toEqual([
      { type: 'goToPosition', position: 104 },
    ])
  })

  test('a leading zero is nothing, and Backspace takes a digit back', () => {
    expect(acts([press('0'), press('1'), press('2'), press('Backspace'), press('Enter')])).toEqual([
      { type: 'goToPosition', position: 1 },
    ])
  })

  test('digits are text in a text field, and are forgotten after a while', () => {
    expect(acts([press('7', { typing: 'empty' }), press('Enter')])).toEqual([])
    expect(acts([press('7'), press('Enter', { at: 1001 + DIGITS_KEPT_MS })])).toEqual([])
  })

  test('Enter without digits belongs to whatever has the focus', () => {
    expect(readLiveKey(NO_KEYS, press('Enter')).used).toBe(false)
  })

  test('Escape twice at once clears the stage; slowly, or held, it does not', () => {
    expect(acts([press('Escape'), press('Escape', { at: 1000 + PANIC_WINDOW_MS })])).toEqual([
      { type: 'panic' },
    ])
    expect(acts([press('Escape'), press('Escape', { at: 1001 + PANIC_WINDOW_MS })])).toEqual([])
    expect(acts([press('Escape'), press('Escape', { at: 1100, repeat: true })])).toEqual([])
  })

  test('Ctrl and a digit log the quick phrase of that number, wherever the focus is', () => {
    expect(acts([press('1', { ctrl: true, code: 'Digit1', typing: 'text' })])).toEqual([
      { type: 'quickPhrase', index: 0 },
    ])
    expect(acts([press('ç', { ctrl: true, code: 'Digit9' })])).toEqual([{ type: 'quickPhrase', index: 8 }])
  })

  test('Ctrl+Z is the field’s own while there is text in it', () => {
    expect(acts([press('z', { ctrl: true, typing: 'text' })])).toEqual([])
    expect(acts([press('z', { ctrl: true, typing: 'empty' })])).toEqual([{ type: 'undo' }])
    expect(acts([press('z', { ctrl: true })])).toEqual([{ type: 'undo' }])
  })
})
