import { describe, expect, it } from 'vitest'
import { priceParts, priceText } from '../../../renderer/stage/priceParts.ts'
import { keyHue, readStageParameters } from '../../../renderer/stage/stageParameters.ts'

describe('a price on screen', () => {
  it.each([
    [1, '¥0.01'],
    [10, '¥0.1'],
    [990, '¥9.9'],
    [8990, '¥89.9'],
    [12_900, '¥129'],
    [129_905, '¥1,299.05'],
    [12_999_900, '¥129,999'],
  ])('%d 分 is %s', (fen, text) => expect(priceText(fen)).toBe(text))

  it('has its fen apart, so that they can be set small', () => {
    expect(priceParts(8990)).toEqual({ whole: '89', fraction: '.9' })
    expect(priceParts(12_900)).toEqual({ whole: '129', fraction: '' })
  })
})

describe("the page's address", () => {
  it('may set theme, language and key colour', () => {
    expect(readStageParameters('?theme=night&lang=en&key=00FF00')).toEqual({
      theme: 'night',
      language: 'en',
      keyColour: '#00ff00',
    })
  })

  it('is ignored where it does not fit', () => {
    const nothing = { theme: null, language: null, keyColour: null }
    expect(readStageParameters('')).toEqual(nothing)
    expect(readStageParameters('?theme=disco&lang=fr&key=green')).toEqual(nothing)
    expect(readStageParameters('?key=00ff00;background:url(x)')).toEqual(nothing)
  })

  it('tells which colours a keyer would take along', () => {
    expect(keyHue('#00ff00')).toBe('green')
    expect(keyHue('#00b140')).toBe('green')
    expect(keyHue('#0000ff')).toBe('blue')
    expect(keyHue('#ff00ff')).toBe('other')
  })
})
