import type { ClassLookup } from '../../../../../domain/compliance/template.ts'
import { readingOf } from '../../../../../domain/compliance/templateReading.ts'
import { PACK_LIMITS } from '../../../../../domain/compliance/rulePack.ts'
import { formatCount } from '../../../../shared/formatCount.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { LinesField } from './LinesField.tsx'

/** Lines of words in the rule language, each with what it stands for, read as one types. */
export const WordLines = (props: {
  label: string
  lineName: (number: number) => string
  lines: readonly string[]
  classes: ClassLookup
  onChange: (lines: readonly string[]) => void
}) => {
  const t = useTranslate()
  return (
    <LinesField
      label={props.label}
      lines={props.lines}
      least={1}
      most={PACK_LIMITS.templatesPerRule}
      maxLength={PACK_LIMITS.templateLength}
      lineName={props.lineName}
      addName={t('rules.editor.sayAdd')}
      renderNote={(line) =>
        line.trim() === '' ? null : <Reading line={line.trim()} classes={props.classes} />
      }
      onChange={props.onChange}
    />
  )
}

const Reading = ({ line, classes }: { line: string; classes: ClassLookup }) => {
  const t = useTranslate()
  const local = useLocalText()
  const language = useLanguage()
  const { count, samples, problem } = readingOf(line, classes)
  if (problem !== null)
    return (
      <p className="field-error" role="alert">
        {local(problem)}
      </p>
    )
  const joined = samples.join(language === 'zh' ? '、' : ', ')
  return (
    <p className="field-help">
      {t('rules.editor.reading', {
        // As a number where it is small, so that one way is not called “ways”.
        count: count < 10_000 ? count : formatCount(language, count),
        samples: count > samples.length ? t('rules.editor.readingMore', { samples: joined }) : joined,
      })}
    </p>
  )
}
