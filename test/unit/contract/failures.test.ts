import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../domain/messages/define.ts'
import { errorMessages } from '../../../domain/messages/error.ts'
import { failureText } from '../../../domain/messages/failureText.ts'
import { preflightMessages } from '../../../domain/messages/preflight.ts'
import { shellMessages } from '../../../domain/messages/shell.ts'
import { isMessageKey } from '../../../domain/messages/translate.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')

const sources = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && entry.name.endsWith('.ts') ? [path.join(entry.parentPath, entry.name)] : [],
  )

/** Every failure code written in the code, with the files it stands in. */
const codesInCode = (): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  for (const file of [...sources('electron'), ...sources('domain')]) {
    const text = readFileSync(file, 'utf8')
    for (const [, code] of text.matchAll(/(?:\bfail\(\s*|\bcode: )'([a-z][a-z-]*)'/g)) {
      if (code === undefined || !text.includes('result.ts')) continue
      found.set(code, [...(found.get(code) ?? []), path.relative(root, file)])
    }
  }
  return found
}

describe('what went wrong, in words', () => {
  test('every failure code of the code has its sentence in the catalogue', () => {
    const codes = codesInCode()
    expect(codes.size).toBeGreaterThan(40)
    const missing = [...codes].filter(([code]) => !isMessageKey(`error.${code}`))
    expect(missing.map(([code, files]) => `${code} (${files.join(', ')})`)).toEqual([])
  })

  test('every sentence says more than that something failed', () => {
    const sentences: Readonly<Record<string, Message>> = errorMessages
    for (const [key, message] of Object.entries(sentences)) {
      const english = typeof message.en === 'string' ? message.en : message.en.other
      expect(message.zh.length, key).toBeGreaterThan(5)
      expect(english.length, key).toBeGreaterThan(12)
    }
  })

  test('both languages name the same values', () => {
    const own: Readonly<Record<string, Message>> = {
      ...errorMessages,
      ...preflightMessages,
      ...shellMessages,
    }
    // `{reasonZh}` and `{reasonEn}` are one value in two languages.
    const names = (text: string): string[] =>
      [...new Set(text.match(/\{[A-Za-z]+\}/g) ?? [])].map((name) => name.replace(/(?:Zh|En)\}$/, '}')).sort()
    for (const [key, message] of Object.entries(own)) {
      const texts = typeof message.en === 'string' ? [message.en] : [message.en.one, message.en.other]
      for (const text of texts) expect(names(text), key).toEqual(names(message.zh))
    }
  })

  test('a code nobody knows still gives a sentence', () => {
    expect(failureText('zh', { code: 'never-heard-of', params: {} })).toContain('never-heard-of')
  })
})
