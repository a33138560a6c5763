import { describe, expect, test } from 'vitest'
import { chooseReminder } from '../../../renderer/shared/live/chooseReminder.ts'
import { openFindings } from '../../../renderer/shared/live/severity.ts'
import { finding } from './samples.ts'

const note = finding(1, { severity: 'note' })
const warn = finding(2)
const laterWarn = finding(3)
const block = finding(4, { severity: 'block' })

describe('which reminder is shown', () => {
  test('the gravest first, the newest first among equals, and only open ones', () => {
    const done = finding(5, { severity: 'block', state: 'corrected' })
    expect(openFindings([note, warn, laterWarn, block, done])).toEqual([block, laterWarn, warn, note])
  })

  test('what is being read stays when another of the same gravity comes', () => {
    expect(chooseReminder(warn.id, null, [warn, laterWarn, note])).toBe(warn)
  })

  test('a graver one takes the place at once', () => {
    expect(chooseReminder(warn.id, null, [warn, block])).toBe(block)
  })

  test('once it is dealt with, the gravest of the rest follows', () => {
    expect(chooseReminder(warn.id, null, [{ ...warn, state: 'corrected' }, note, laterWarn])).toBe(laterWarn)
  })

  test('one chosen by hand stays in sight, even a lesser or a settled one', () => {
    const settled = finding(6, { severity: 'note', state: 'dismissed', at: 9_999_000 })
    expect(chooseReminder(block.id, settled.id, [settled, block])).toBe(settled)
  })

  test('but a graver one that comes after it still takes the place', () => {
    expect(chooseReminder(note.id, note.id, [note, block])).toBe(block)
  })

  test('none when nothing is open', () => {
    expect(chooseReminder(null, null, [])).toBeNull()
  })
})
