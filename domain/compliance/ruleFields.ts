import type { LocalText } from '../model/scalars.ts'

const NAMES: Readonly<Record<string, LocalText>> = {
  family: { zh: '类别', en: 'Family' },
  severity: { zh: '级别', en: 'Severity' },
  say: { zh: '不能说的话', en: 'Words that must not be said' },
  with: { zh: '附近的词', en: 'Words near it' },
  within: { zh: '相隔字数', en: 'Distance' },
  when: { zh: '附近有没有', en: 'Near or missing' },
  message: { zh: '提醒', en: 'Message' },
  'message.zh': { zh: '提醒', en: 'Message' },
  'message.en': { zh: '英文提醒', en: 'Message in English' },
  suggestion: { zh: '可以说', en: 'Say instead' },
  'suggestion.zh': { zh: '可以说', en: 'Say instead' },
  correction: { zh: '更正的话', en: 'Correction' },
  basis: { zh: '依据', en: 'Law' },
  penalty: { zh: '后果', en: 'Penalty' },
  categories: { zh: '品类', en: 'Categories' },
  effectiveFrom: { zh: '生效日', en: 'In force from' },
  effectiveTo: { zh: '失效日', en: 'In force until' },
  unless: { zh: '放过的情形', en: 'When it is spared' },
  needs: { zh: '有了就合法的资料', en: 'What makes it lawful' },
  sound: { zh: '听音', en: 'Sound' },
  'examples.bad': { zh: '该提醒的例句', en: 'Examples that must be found' },
  'examples.ok': { zh: '不该提醒的例句', en: 'Examples that must be spared' },
  kind: { zh: '规则的种类', en: 'Kind' },
  check: { zh: '核对', en: 'Check' },
  promise: { zh: '承诺', en: 'Promise' },
  dueHours: { zh: '期限', en: 'Due' },
  remindAfterMs: { zh: '提醒时间', en: 'Reminded after' },
  covers: { zh: '条目', en: 'Rows covered' },
  certainty: { zh: '把握', en: 'Certainty' },
  id: { zh: '编号', en: 'Id' },
}

/** A rule's field as people call it: `say.2` is the third line of the words. The field itself when it has no name. */
export const ruleFieldName = (field: string): LocalText => {
  const parts = field.split('.')
  const place = parts.findIndex((part) => /^\d+$/.test(part))
  const path = place < 0 ? parts : parts.slice(0, place)
  const name = NAMES[path.join('.')] ?? NAMES[path[0] ?? '']
  if (name === undefined) return { zh: field, en: field }
  if (place < 0) return name
  const number = Number(parts[place]) + 1
  return { zh: `${name.zh}第 ${number} 行`, en: `${name.en}, line ${number}` }
}
