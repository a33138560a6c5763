import { Info, OctagonX, TriangleAlert } from 'lucide-react'
import type { Finding } from '../../domain/model/claim.ts'
import type { Translate } from '../shared/LanguageContext.tsx'
import { useLocalText, useTranslate } from '../shared/useTranslate.ts'

const ICONS = { note: Info, warn: TriangleAlert, block: OctagonX } as const

type ReminderCardProps = {
  readonly finding: Finding
  /** How many more are open. */
  readonly others: number
}

/**
 * The gravest open reminder: a note is one line, a warning takes half the lower half, a block all of it with the words to
 * say in quotation marks. Never more than one.
 */
export const ReminderCard = ({ finding, others }: ReminderCardProps) => {
  const t = useTranslate()
  const local = useLocalText()
  const Icon = ICONS[finding.severity]
  const more =
    others === 0 ? null : <span className="reminder-more">{t('prompter.more', { count: others })}</span>
  if (finding.severity === 'note') {
    return (
      <aside className="reminder reminder-note" role="alert">
        <Icon aria-hidden />
        <strong>{t('severity.note')}</strong>
        <span className="reminder-line">
          {saidOf(t, finding)} {local(finding.words.message)}
        </span>
        {more}
      </aside>
    )
  }
  const isBlock = finding.severity === 'block'
  return (
    <aside className={`reminder reminder-${finding.severity}`} role="alert">
      <header className="reminder-head">
        <Icon aria-hidden />
        <strong>{isBlock ? t('prompter.sayNow') : t('prompter.sayInstead')}</strong>
        <span className="reminder-why">
          {t(`severity.${finding.severity}`)} · {saidOf(t, finding)}
        </span>
        {more}
      </header>
      <p className="reminder-words" lang="zh-CN" data-length={lengthOf(finding.words.correction)}>
        {t('prompter.quoted', { words: finding.words.correction })}
      </p>
      <footer className="reminder-keys">
        <span>
          <kbd>Enter</kbd>
          {t('prompter.enter')}
        </span>
        <span>
          <kbd>F6</kbd>
          {t('prompter.f6')}
        </span>
      </footer>
    </aside>
  )
}

/** What was said, or that something was not. */
const saidOf = (t: Translate, finding: Finding): string =>
  finding.claimId === null ? t('prompter.missed') : t('prompter.quoted', { words: finding.quote })

/** How large the words can stand: the fewer, the larger. */
const lengthOf = (words: string): 'short' | 'medium' | 'long' =>
  words.length <= 28 ? 'short' : words.length <= 60 ? 'medium' : 'long'
