import type { PreflightItem, Slot } from '../../../../../domain/model/lineup.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { formatYuan, parseYuan } from '../../../../shared/formatMoney.ts'
import { formatMinutes, parseMinutes } from '../../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { ParsedField } from '../../../ui/Field.tsx'
import { editLineup, saveProduct } from '../lineupStore.ts'
import { openText } from './openText.ts'
import { formatOptional, type Optional, parseLine, parseOptional, parseWhole } from './texts.ts'
import { useJump } from './useJump.ts'

const same = (text: string): string => text

/** The facts a claim is checked against. Each field is saved when it is left. */
export const FactsTab = ({
  slot,
  product,
  open,
}: {
  slot: Slot
  product: Product
  open: readonly PreflightItem[]
}) => {
  const t = useTranslate()
  const language = useLanguage()
  const save = (change: Partial<Omit<Product, 'id'>>): Promise<boolean> => saveProduct(product.id, change)
  const priceInvalid = t('lineup.priceInvalid')
  return (
    <div className="detail-form">
      <section className="detail-group">
        <h3 className="detail-group-title">{t('lineup.group.sale')}</h3>
        <div className="detail-grid">
          <div ref={useJump<HTMLDivElement>('slotPrice')}>
            <ParsedField
              label={t('lineup.field.slotPrice')}
              lead="¥"
              value={slot.price ?? product.price}
              format={formatYuan}
              parse={parseYuan}
              invalid={priceInvalid}
              {...openText(language, open, 'slotPrice')}
              onCommit={(price) => editLineup(() => ({ type: 'setPrice', slotId: slot.id, price }))}
            />
          </div>
          <ParsedField
            label={t('lineup.field.minutes')}
            value={slot.plannedMs}
            format={formatMinutes}
            parse={parseMinutes}
            invalid={t('lineup.minutesInvalid')}
            onCommit={(plannedMs) =>
              editLineup(() => ({ type: 'setPlanned', slotIds: [slot.id], plannedMs }))
            }
          />
        </div>
      </section>
      <section className="detail-group">
        <h3 className="detail-group-title">{t('lineup.group.product')}</h3>
        <div ref={useJump<HTMLDivElement>('name')}>
          <ParsedField
            label={t('lineup.field.name')}
            value={product.name}
            format={same}
            parse={parseLine(120, true)}
            invalid={t('lineup.field.nameInvalid')}
            onCommit={(name) => save({ name })}
          />
        </div>
        <div className="detail-grid">
          <div ref={useJump<HTMLDivElement>('category')}>
            <ParsedField
              label={t('lineup.field.category')}
              value={product.category}
              format={same}
              parse={parseLine(60, false)}
              invalid={t('lineup.field.tooLong', { limit: 60 })}
              onCommit={(category) => save({ category })}
            />
          </div>
          <div ref={useJump<HTMLDivElement>('stock')}>
            <ParsedField<Optional>
              label={t('lineup.field.stock')}
              value={product.stock ?? 'none'}
              format={formatOptional(String)}
              parse={parseOptional(parseWhole(0, 1_000_000_000))}
              invalid={t('lineup.field.stockInvalid')}
              {...openText(language, open, 'stock')}
              onCommit={(stock) => save({ stock: stock === 'none' ? null : stock })}
            />
          </div>
          <ParsedField
            label={t('lineup.field.price')}
            lead="¥"
            value={product.price}
            format={formatYuan}
            parse={parseYuan}
            invalid={priceInvalid}
            onCommit={(price) => save({ price })}
          />
          <div ref={useJump<HTMLDivElement>('listPrice')}>
            <ParsedField<Optional>
              label={t('lineup.field.listPrice')}
              lead="¥"
              placeholder={t('lineup.field.listPriceHelp')}
              value={product.listPrice ?? 'none'}
              format={formatOptional(formatYuan)}
              parse={parseOptional(parseYuan)}
              invalid={priceInvalid}
              onCommit={(listPrice) => save({ listPrice: listPrice === 'none' ? null : listPrice })}
            />
          </div>
        </div>
        <div>
          <Checkbox
            isSelected={product.priceEvidence}
            onChange={(priceEvidence) => void save({ priceEvidence })}
          >
            {t('lineup.field.priceEvidence')}
          </Checkbox>
          <OpenNote {...openText(language, open, 'listPrice')} />
        </div>
      </section>
      <section className="detail-group">
        <h3 className="detail-group-title">{t('lineup.group.origin')}</h3>
        <div ref={useJump<HTMLDivElement>('maker')}>
          <ParsedField
            label={t('lineup.field.maker')}
            value={product.maker}
            format={same}
            parse={parseLine(120, false)}
            invalid={t('lineup.field.tooLong', { limit: 120 })}
            {...openText(language, open, 'maker')}
            onCommit={(maker) => save({ maker })}
          />
        </div>
        <div ref={useJump<HTMLDivElement>('address')}>
          <ParsedField
            label={t('lineup.field.address')}
            value={product.address}
            format={same}
            parse={parseLine(200, false)}
            invalid={t('lineup.field.tooLong', { limit: 200 })}
            {...openText(language, open, 'address')}
            onCommit={(address) => save({ address })}
          />
        </div>
        <div ref={useJump<HTMLDivElement>('certificate')}>
          <ParsedField
            label={t('lineup.field.certificate')}
            value={product.certificate}
            format={same}
            parse={parseLine(120, false)}
            invalid={t('lineup.field.tooLong', { limit: 120 })}
            {...openText(language, open, 'certificate')}
            onCommit={(certificate) => save({ certificate })}
          />
        </div>
      </section>
    </div>
  )
}

/** What the pre-flight says of a place that is no text field. */
export const OpenNote = ({ error, caution }: { error: string; caution: string }) => (
  <>
    {error === '' ? null : <p className="detail-open">{error}</p>}
    {caution === '' ? null : <p className="detail-open detail-open-caution">{caution}</p>}
  </>
)
