import { Plus, X } from 'lucide-react'
import type { Basis } from '../../../../../domain/model/claim.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Select } from '../../../ui/Select.tsx'

const MOST = 8
const MARKS = ['confirmed', 'secondary', 'believed'] as const

/** The laws a rule rests on: name, article, and how sure one is. */
export const BasisFields = (props: {
  basis: readonly Basis[]
  onChange: (basis: readonly Basis[]) => void
}) => {
  const { basis, onChange } = props
  const t = useTranslate()
  const change = (at: number, fields: Partial<Basis>): void =>
    onChange(basis.map((entry, index) => (index === at ? { ...entry, ...fields } : entry)))
  return (
    <div className="basis-fields" role="group" aria-label={t('rules.editor.law')}>
      {basis.map((entry, at) => (
        <div key={`${String(basis.length)}:${String(at)}`} className="basis-line">
          <TextField
            label={t('rules.editor.lawName')}
            maxLength={80}
            value={entry.law}
            onChange={(law) => change(at, { law })}
          />
          <TextField
            label={t('rules.editor.article')}
            maxLength={60}
            value={entry.article}
            onChange={(article) => change(at, { article })}
          />
          <Select
            label={t('rules.editor.mark')}
            showLabel
            options={MARKS.map((mark) => ({ value: mark, title: t(`rules.editor.mark.${mark}`) }))}
            value={entry.mark}
            onChange={(mark) => change(at, { mark })}
          />
          {basis.length < 2 ? null : (
            <IconButton
              label={t('rules.editor.lawRemove', { number: at + 1 })}
              onPress={() => onChange(basis.filter((_entry, index) => index !== at))}
            >
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {basis.length >= MOST ? null : (
        <Button
          size="small"
          tone="quiet"
          icon={<Plus aria-hidden />}
          onPress={() => onChange([...basis, { law: '', article: '', mark: 'believed' }])}
        >
          {t('rules.editor.lawAdd')}
        </Button>
      )}
    </div>
  )
}
