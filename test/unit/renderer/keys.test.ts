import { describe, expect, test } from 'vitest'
import { isComposing, keyName, type KeyPress } from '../../../renderer/shared/useKeys.ts'

const press = (key: string, more: Partial<KeyPress>): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
})

describe('keys have one name each', () => {
  test.each([
    [press('F3', {}), 'F3'],
    [press('ArrowUp', { altKey: true }), 'Alt+ArrowUp'],
    [press('z', { ctrlKey: true }), 'Ctrl+Z'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
    [press('z', { metaKey: true }), 'Ctrl+Z'],
    [press('?', { shiftKey: true }), '?'],
    [press('Escape', { shiftKey: true }), 'Shift+Escape'],
  ])('%o', (event, name) => expect(keyName(event)).toBe(name))
})

test('a press belongs to the input method while it composes, also as older ones report it', () => {
  expect(isComposing(press('Enter', { isComposing: true }))).toBe(true)
  expect(isComposing(press('Enter', { keyCode: 229 }))).toBe(true)
  expect(isComposing(press('Enter', { keyCode: 13 }))).toBe(false)
})
