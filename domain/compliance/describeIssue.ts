import type { z } from 'zod'
import type { LocalText } from '../model/scalars.ts'

const say = (zh: string, en: string): LocalText => ({ zh, en })

const UNIT: Readonly<Record<string, LocalText>> = {
  string: say('个字', 'characters'),
  array: say('项', 'entries'),
  number: say('', ''),
}

const limit = (origin: string, value: number | bigint): { zh: string; en: string } => {
  const unit = UNIT[origin] ?? say('', '')
  return { zh: `${value}${unit.zh.trim() === '' ? '' : ` ${unit.zh}`}`, en: `${value} ${unit.en}`.trim() }
}

/** What is wrong with a field, for the person who wrote it, in both languages. */
export const describeIssue = (issue: z.core.$ZodIssue): LocalText => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? say('没有填', 'it is missing')
        : say(`应为 ${issue.expected}`, `it must be ${issue.expected}`)
    case 'too_small': {
      const { zh, en } = limit(issue.origin, issue.minimum)
      return issue.minimum === 1 && issue.origin !== 'number'
        ? say('不能空着', 'it must not be empty')
        : say(`至少 ${zh}`, `at least ${en}`)
    }
    case 'too_big': {
      const { zh, en } = limit(issue.origin, issue.maximum)
      return say(`最多 ${zh}`, `at most ${en}`)
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ').slice(0, 80)
      return say(`不认识的字段 ${keys}`, `unknown field ${keys}`)
    }
    case 'invalid_format':
      return issue.format === 'date'
        ? say('不是日期，应写成 2026-01-31', 'no date; write it as 2026-01-31')
        : say('写法不对', 'it is not written as it must be')
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ').slice(0, 120)
      return say(`只能是 ${values}`, `it must be one of ${values}`)
    }
    case 'invalid_union':
      return say('不是能用的取值', 'it is none of the kinds there are')
    case 'invalid_key':
      return say('名字写法不对', 'the name is not written as it must be')
    default:
      return say('内容不对', issue.message.slice(0, 120))
  }
}
