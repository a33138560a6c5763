import { CircleCheck, CirclePause, FileDown, Info, OctagonAlert } from 'lucide-react'
import { problemCountOf } from '../../../../domain/journal/reportText.ts'
import {
  firstProblem,
  type VerifyProblem,
  type VerifyReport,
} from '../../../../domain/journal/verifyReport.ts'
import { momentText } from '../../../../domain/messages/momentText.ts'
import { noteText, problemPlace, problemText } from '../../../../domain/messages/problemText.ts'
import { formatWhole } from '../../../shared/formatCount.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { exportReport } from './verifyStore.ts'
import './verify-result.css'

/** What verifying found: good, or the first thing that is not as it was written, and the rest below. */
export const VerifyResult = ({ report }: { report: VerifyReport }) => {
  const t = useTranslate()
  const language = useLanguage()
  const first = firstProblem(report)
  const others = [...report.problems, ...report.sessions.flatMap(({ problems }) => problems)].filter(
    (problem) => problem !== first,
  )
  const count = problemCountOf(report)
  const untold = count - others.length - (first === null ? 0 : 1)
  const tone = first !== null ? 'bad' : report.isStopped ? 'stopped' : 'good'
  return (
    <div className="verify-result" data-tone={tone} role="status">
      <div className="verify-verdict">
        {tone === 'bad' ? (
          <OctagonAlert aria-hidden />
        ) : tone === 'stopped' ? (
          <CirclePause aria-hidden />
        ) : (
          <CircleCheck aria-hidden />
        )}
        <p>
          <strong>
            {tone === 'bad'
              ? t('data.verify.bad')
              : tone === 'stopped'
                ? t('data.verify.stopped', { sessions: report.sessions.length })
                : t('data.verify.good')}
          </strong>
          <span className="verify-counts">
            {first === null
              ? t('data.verify.goodCounts', {
                  sessions: formatWhole(report.sessions.length),
                  entries: formatWhole(report.entries),
                })
              : t('data.verify.badCounts', { count })}
          </span>
        </p>
        <div className="verify-exports">
          <Button icon={<FileDown aria-hidden />} onPress={() => void exportReport('text')}>
            {t('data.verify.exportText')}
          </Button>
          <Button tone="quiet" onPress={() => void exportReport('json')}>
            {t('data.verify.exportJson')}
          </Button>
        </div>
      </div>
      {first === null ? null : (
        <div className="verify-first">
          <h3 className="verify-label">{t('data.verify.first')}</h3>
          <ProblemLine problem={first} isFirst />
          <p className="verify-advice">{t('data.verify.advice')}</p>
        </div>
      )}
      {others.length === 0 ? null : (
        <details className="verify-others">
          <summary>
            {t('data.verify.others')} · {formatWhole(others.length)}
          </summary>
          <ul>
            {others.map((problem, at) => (
              // Two can say the same.
              <li key={`${problem.code} ${String(at)}`}>
                <ProblemLine problem={problem} isFirst={false} />
              </li>
            ))}
          </ul>
          {untold > 0 ? <p className="verify-advice">{t('data.verify.more', { count: untold })}</p> : null}
        </details>
      )}
      {report.notes.length === 0 ? null : (
        <ul className="verify-notes" aria-label={t('data.verify.notes')}>
          {report.notes.map((note) => (
            <li key={note.code}>
              <Info aria-hidden />
              {noteText(language, note)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const ProblemLine = ({ problem, isFirst }: { problem: VerifyProblem; isFirst: boolean }) => {
  const language = useLanguage()
  return (
    <p className="verify-problem selectable" data-first={isFirst ? '' : undefined}>
      <span className="verify-problem-text">{problemText(language, problem)}</span>
      <span className="verify-problem-place">{problemPlace(language, problem, momentText)}</span>
    </p>
  )
}
