import { CircleAlert, OctagonX } from 'lucide-react'
import type { ImportPreview } from '../../../../../domain/contract/ipc.ts'
import { failureText } from '../../../../../domain/messages/failureText.ts'
import { formatCount } from '../../../../shared/formatCount.ts'
import { formatMoney } from '../../../../shared/formatMoney.ts'
import { formatMinutes } from '../../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { CopyButton } from '../../../ui/ErrorBanner.tsx'
import { importCounts, sortedProblems } from './importCounts.ts'
import { problemPlace } from './problemPlace.ts'

/** What an import would do: the numbers, what is wrong and where, how the columns were understood, the rows. */
export const ImportPreviewView = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslate()
  const counts = importCounts(preview)
  return (
    <div className="import-preview">
      <p className="import-from">
        {t('lineup.import.readFrom', {
          file: preview.fileName,
          sheet: preview.sheetName,
          row: preview.headerRow,
        })}
      </p>
      <ul className="import-counts">
        <Figure count={counts.intoLineup} words={t('lineup.import.intoLineup')} tone="plain" />
        <Figure count={counts.replacing} words={t('lineup.import.replacing')} tone="plain" />
        <Figure count={counts.libraryOnly} words={t('lineup.import.libraryOnly')} tone="plain" />
        <Figure
          count={counts.errors}
          words={t('lineup.import.errors', { count: counts.errors })}
          tone="block"
        />
        <Figure
          count={counts.warnings}
          words={t('lineup.import.warnings', { count: counts.warnings })}
          tone="warn"
        />
      </ul>
      <Problems preview={preview} />
      <section>
        <h3 className="import-heading">{t('lineup.import.columns')}</h3>
        <ul className="import-columns">
          {preview.columns.map((column) => (
            <li
              key={column.letter}
              className="import-column"
              data-ignored={column.field === 'ignore' ? '' : undefined}
            >
              <span className="import-letter">{column.letter}</span>
              <span className="ellipsis">{column.heading}</span>
              <span className="import-arrow">→</span>
              <span className="import-field ellipsis">{t(`import.field.${column.field}`)}</span>
            </li>
          ))}
        </ul>
      </section>
      <Rows preview={preview} />
    </div>
  )
}

const Figure = ({ count, words, tone }: { count: number; words: string; tone: 'plain' | 'block' | 'warn' }) =>
  count === 0 ? null : (
    <li className={`import-figure import-figure-${tone}`}>
      <strong>{count}</strong> {words}
    </li>
  )

const Problems = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslate()
  const language = useLanguage()
  const problems = sortedProblems(preview)
  if (problems.length === 0) return null
  const line = (problem: (typeof problems)[number]): string =>
    `${t(`lineup.import.level.${problem.level}`)}\t${problemPlace(t, problem)}\t${failureText(language, problem.failure)}`
  return (
    <section>
      <div className="import-heading-line">
        <h3 className="import-heading">{t('lineup.import.problems')}</h3>
        <CopyButton text={problems.map(line).join('\n')} size="small" label={t('lineup.import.copyAll')} />
      </div>
      <ul className="import-problems">
        {problems.map((problem) => (
          <li
            key={`${problem.row}:${problem.letter}:${problem.failure.code}`}
            className="import-problem selectable"
          >
            <span className={`mark mark-${problem.level === 'error' ? 'block' : 'warn'}`}>
              {problem.level === 'error' ? <OctagonX aria-hidden /> : <CircleAlert aria-hidden />}
              {t(`lineup.import.level.${problem.level}`)}
            </span>
            <span className="import-place">{problemPlace(t, problem)}</span>
            <span className="import-reason">{failureText(language, problem.failure)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Rows = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslate()
  const language = useLanguage()
  const failed = new Set(preview.problems.flatMap(({ level, row }) => (level === 'error' ? [row] : [])))
  return (
    <section>
      <h3 className="import-heading">{t('lineup.import.rows')}</h3>
      <table className="import-table">
        <thead>
          <tr>
            <th className="import-number">{t('lineup.import.rowColumn')}</th>
            <th className="import-number">{t('lineup.column.position')}</th>
            <th>{t('lineup.column.product')}</th>
            <th className="import-number">{t('lineup.column.price')}</th>
            <th className="import-number">{t('lineup.column.stock')}</th>
            <th className="import-number">{t('lineup.column.minutes')}</th>
            <th className="import-number">{t('lineup.column.guarantees')}</th>
            <th>{t('lineup.import.result')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.row}>
              <td className="import-number import-quiet">{row.row}</td>
              <td className="import-number">{row.position ?? '—'}</td>
              <td>
                <span className="ellipsis import-name" title={row.product?.name}>
                  {row.product?.name ?? '—'}
                </span>
              </td>
              <td className="import-number import-price">
                {row.product === null ? '—' : formatMoney(row.product.price)}
              </td>
              <td className="import-number">
                {row.product === null || row.product.stock === null
                  ? '—'
                  : formatCount(language, row.product.stock)}
              </td>
              <td className="import-number">{row.product === null ? '—' : formatMinutes(row.plannedMs)}</td>
              <td className="import-number">{row.product === null ? '—' : row.product.guarantees.length}</td>
              <td>
                {row.product === null ? (
                  failed.has(row.row) ? (
                    <Badge tone="block">{t('lineup.import.result.error')}</Badge>
                  ) : (
                    <Badge tone="plain">{t('lineup.import.result.skipped')}</Badge>
                  )
                ) : (
                  <Badge tone={row.replaces ? 'note' : 'plain'}>
                    {row.replaces ? t('lineup.import.result.replace') : t('lineup.import.result.new')}
                  </Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
