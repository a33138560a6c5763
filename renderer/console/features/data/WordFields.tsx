import { useState } from 'react'
import { type HoldWord, holdWordSchema } from '../../../../domain/contract/retention.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { TextField } from '../../ui/Field.tsx'

/** A reason and a name while they are typed; `value` is null until both are there. */
export type Word = {
  readonly reason: string
  readonly who: string
  readonly setReason: (reason: string) => void
  readonly setWho: (who: string) => void
  readonly value: HoldWord | null
}

/** A word that begins with a reason. */
export const useWord = (first: string): Word => {
  const [reason, setReason] = useState(first)
  const [who, setWho] = useState('')
  const read = holdWordSchema.safeParse({ reason, who })
  return { reason, who, setReason, setWho, value: read.success ? read.data : null }
}

/** The two fields of a word that stays in the journal. */
export const WordFields = ({ word, help }: { word: Word; help: string }) => {
  const t = useTranslate()
  return (
    <>
      <TextField
        label={t('retention.reason')}
        help={help}
        maxLength={200}
        autoFocus
        value={word.reason}
        onChange={word.setReason}
      />
      <TextField label={t('retention.who')} maxLength={40} value={word.who} onChange={word.setWho} />
    </>
  )
}
