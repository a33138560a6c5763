import type { VerifyNote, VerifyProblem } from '../journal/verifyReport.ts'
import type { EpochMs, Language } from '../model/scalars.ts'
import { isMessageKey, translate } from './translate.ts'

const named = (language: Language, topic: 'table' | 'field' | 'kind', name: string): string => {
  const key = `data.${topic}.${name}`
  return isMessageKey(key) ? translate(language, key, {}) : name
}

/** What is wrong, as a sentence without its place. */
export const problemText = (language: Language, { code, params }: VerifyProblem): string => {
  const { table, field } = params
  return translate(language, `data.problem.${code}`, {
    ...params,
    ...(typeof table === 'string' ? { table: named(language, 'table', table) } : {}),
    ...(typeof field === 'string' ? { field: named(language, 'field', field === '' ? 'any' : field) } : {}),
    ...(params['id'] === '' ? { id: '–' } : {}),
  })
}

/** Where it is: session, entry, time and kind, as far as they are known. */
export const problemPlace = (
  language: Language,
  { sessionId, title, seq, at, kind }: VerifyProblem,
  timeText: (at: EpochMs) => string,
): string => {
  if (sessionId === null) return translate(language, 'data.where.file', {})
  const name = title === '' ? sessionId : title
  if (seq === null) return translate(language, 'data.where.session', { title: name })
  if (at === null || kind === null) return translate(language, 'data.where.entry', { title: name, seq })
  const values = { title: name, seq, time: timeText(at), kind: named(language, 'kind', kind) }
  return translate(language, 'data.where.entryAt', values)
}

/** What should be known, as a sentence. */
export const noteText = (language: Language, { code, params }: VerifyNote): string =>
  translate(language, `data.note.${code}`, params)
