import { FilePlus2, FileText, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { PreflightItem } from '../../../../../domain/model/lineup.ts'
import type { Product, ProductDocument } from '../../../../../domain/model/product.ts'
import { formatDate } from '../../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ParsedField } from '../../../ui/Field.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { saveProduct } from '../lineupStore.ts'
import { OpenNote } from './FactsTab.tsx'
import { openText } from './openText.ts'
import { formatOptional, type Optional, parseDay, parseLine, parseOptional } from './texts.ts'
import { useJump } from './useJump.ts'

const DAY_MS = 86_400_000
/** From how many days before its end a proof is marked. */
const SOON_DAYS = 30

/** The proofs on file, each with what it says and until when it holds. */
export const DocumentsTab = ({ product, open }: { product: Product; open: readonly PreflightItem[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const place = useJump<HTMLDivElement>('documents')
  const put = (make: (held: readonly ProductDocument[]) => ProductDocument[]): Promise<boolean> =>
    saveProduct(product.id, (held) => ({ documents: make(held.documents) }))
  const add = (): void =>
    void put((all) => [...all, { type: t('lineup.documents.newType'), says: '', expiresAt: null }])
  const change = (index: number, next: Partial<ProductDocument>): Promise<boolean> =>
    put((all) => all.map((entry, at) => (at === index ? { ...entry, ...next } : entry)))
  return (
    <div className="detail-form" ref={place}>
      <OpenNote {...openText(language, open, 'documents')} />
      {product.documents.length === 0 ? (
        <EmptyState
          icon={<FileText aria-hidden />}
          title={t('lineup.documents.none')}
          text={t('lineup.documents.noneText')}
        >
          <Button onPress={add}>{t('lineup.documents.add')}</Button>
        </EmptyState>
      ) : (
        <>
          <ul className="proofs">
            {product.documents.map((entry, index) => (
              // Proofs have no id of their own; their place and kind tell them apart well enough for drawing.
              <li key={`${index}:${entry.type}:${product.documents.length}`} className="proof">
                <div className="proof-grid">
                  <ParsedField
                    label={t('lineup.documents.type')}
                    value={entry.type}
                    format={String}
                    parse={parseLine(80, true)}
                    invalid={t('lineup.documents.typeInvalid')}
                    onCommit={(type) => change(index, { type })}
                  />
                  <ParsedField<Optional>
                    label={t('lineup.documents.expires')}
                    placeholder={t('lineup.documents.expiresExample')}
                    value={entry.expiresAt ?? 'none'}
                    format={formatOptional(formatDate)}
                    parse={parseOptional(parseDay)}
                    invalid={t('lineup.documents.expiresInvalid')}
                    onCommit={(day) => change(index, { expiresAt: day === 'none' ? null : day })}
                  />
                </div>
                <ParsedField
                  label={t('lineup.documents.says')}
                  rows={2}
                  value={entry.says}
                  format={String}
                  parse={parseLine(400, false)}
                  invalid={t('lineup.field.tooLong', { limit: 400 })}
                  onCommit={(says) => change(index, { says })}
                />
                <div className="proof-foot">
                  <Validity expiresAt={entry.expiresAt} />
                  <IconButton
                    label={t('lineup.documents.remove', { type: entry.type })}
                    size="small"
                    onPress={() => void put((all) => all.filter((_, at) => at !== index))}
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                </div>
              </li>
            ))}
          </ul>
          <div>
            <Button icon={<FilePlus2 aria-hidden />} onPress={add}>
              {t('lineup.documents.add')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

const Validity = ({ expiresAt }: { expiresAt: number | null }) => {
  const t = useTranslate()
  const [today] = useState(Date.now)
  const days = expiresAt === null ? null : Math.ceil((expiresAt - today) / DAY_MS)
  if (days !== null && days <= 0) return <Badge tone="block">{t('lineup.documents.expired')}</Badge>
  if (days !== null && days <= SOON_DAYS)
    return <Badge tone="warn">{t('lineup.documents.soon', { days, count: days })}</Badge>
  return <Badge tone="ok">{t('lineup.documents.valid')}</Badge>
}
