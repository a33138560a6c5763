import { useState } from 'react'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { templateParts, type TemplatePart } from './templateParts.ts'

/** Lines shown before one asks for all. */
const LINES_SHOWN = 8
/** Words of a class named in its hint. */
const CLASS_WORDS_SHOWN = 12

/** What a rule looks for, line by line, in a form that can be read without knowing the rule language. */
export const RuleWords = (props: {
  lines: readonly string[]
  classes: Readonly<Record<string, readonly string[]>>
}) => {
  const t = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? props.lines : props.lines.slice(0, LINES_SHOWN)
  return (
    <div className="rule-words selectable" lang="zh-CN">
      <ul>
        {shown.map((line) => (
          <li key={line}>
            {templateParts(line).map((part, at) => (
              <Part key={`${String(at)}${part.kind}`} part={part} classes={props.classes} />
            ))}
          </li>
        ))}
      </ul>
      {shown.length === props.lines.length ? null : (
        <Button size="small" tone="quiet" onPress={() => setOpen(true)}>
          {t('rules.wordsAll', { count: props.lines.length })}
        </Button>
      )}
    </div>
  )
}

const Part = ({
  part,
  classes,
}: {
  part: TemplatePart
  classes: Readonly<Record<string, readonly string[]>>
}) => {
  const t = useTranslate()
  switch (part.kind) {
    case 'text':
      return part.text
    case 'mark':
      return part.text === '?' ? (
        <span className="rule-words-maybe">{t('rules.wordsMaybe')}</span>
      ) : (
        <span className="rule-words-mark">{part.text}</span>
      )
    case 'class': {
      const words = (classes[part.name] ?? []).slice(0, CLASS_WORDS_SHOWN).join(' ')
      return (
        <span className="rule-words-class" title={t('rules.wordsClass', { words })}>
          {part.name}
        </span>
      )
    }
    case 'number': {
      const key = { N: 'rules.wordsNumber', 钱: 'rules.wordsMoney', 比: 'rules.wordsPercent' } as const
      return <span className="rule-words-class">{t(key[part.unit], { bound: part.bound }).trim()}</span>
    }
    case 'gap': {
      const key = part.clause ? 'rules.wordsClause' : 'rules.wordsGap'
      return (
        <span className="rule-words-gap" title={t(key, { count: part.most })}>
          …
        </span>
      )
    }
    default:
      return part satisfies never
  }
}
