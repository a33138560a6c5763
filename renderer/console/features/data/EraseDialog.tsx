import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { formatCount, formatWhole } from '../../../shared/formatCount.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import './erase-dialog.css'
import { dropErase, type Erasing, eraseNow, useRetention } from './retentionStore.ts'
import { useWord, WordFields } from './WordFields.tsx'

/** What erasing takes, what stays, and whether it is meant. It cannot be undone. */
export const EraseDialog = () => {
  const erasing = useRetention((state) => state.erasing)
  return erasing === null ? null : <Question erasing={erasing} />
}

/** How far it is: first the records, then the bytes of the file. */
const Working = () => {
  const t = useTranslate()
  const progress = useRetention((state) => state.progress)
  if (progress === null || progress.done >= progress.total)
    return (
      <p className="erase-working" role="status">
        {t('retention.erase.working')}
      </p>
    )
  const { done, total } = progress
  const label = t('retention.erase.progress', {
    done: formatWhole(done),
    total: formatWhole(total),
  })
  return (
    <div className="erase-working">
      <ProgressBar label={label} done={done} total={total} />
    </div>
  )
}

const Question = ({ erasing }: { erasing: Erasing }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { scopes, ground, preview } = erasing
  const word = useWord(ground === 'period' ? t('retention.erase.reasonPeriod') : '')
  const [withCopies, setWithCopies] = useState(false)
  const [isUnderstood, setUnderstood] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const erase = async (): Promise<void> => {
    if (word.value === null) return
    setBusy(true)
    await eraseNow(erasing, word.value, withCopies)
  }
  const { counts } = preview
  const amounts = [
    ['sessions', new Set(scopes.map(({ sessionId }) => sessionId)).size],
    ['claims', counts.claims],
    ['findings', counts.findings],
    ['promises', counts.promises],
    ['products', counts.products],
    ['entries', counts.entries],
  ] as const
  return (
    <Dialog
      isOpen
      onClose={dropErase}
      title={t('retention.erase.title')}
      size="medium"
      canDismiss={!isBusy}
      footer={
        isBusy ? (
          <Working />
        ) : (
          <>
            <Button onPress={dropErase}>{t('common.cancel')}</Button>
            <Button
              tone="danger"
              isDisabled={!isUnderstood || word.value === null}
              onPress={() => void erase()}
            >
              {t('retention.erase.confirm')}
            </Button>
          </>
        )
      }
    >
      <div className="retention-form">
        <dl className="erase-amounts">
          {amounts.map(([what, amount]) => (
            <div key={what}>
              <dt>{t(`retention.erase.${what}`)}</dt>
              <dd>{formatCount(language, amount)}</dd>
            </div>
          ))}
        </dl>
        {preview.early === 0 ? null : (
          <p className="erase-early">
            <TriangleAlert aria-hidden />
            <span>{t('retention.erase.early', { count: preview.early })}</span>
          </p>
        )}
        <p className="data-quiet">{t('retention.erase.stays')}</p>
        <WordFields word={word} help={t('retention.erase.reasonHelp')} />
        <div className="erase-ticks">
          {preview.copies === 0 ? null : (
            <Checkbox isSelected={withCopies} onChange={setWithCopies}>
              {t('retention.erase.copies', { count: preview.copies })}
            </Checkbox>
          )}
          <p className="retention-small">{t('retention.erase.elsewhere')}</p>
          <Checkbox isSelected={isUnderstood} onChange={setUnderstood}>
            <strong>{t('retention.erase.final')}</strong>
          </Checkbox>
        </div>
      </div>
    </Dialog>
  )
}
