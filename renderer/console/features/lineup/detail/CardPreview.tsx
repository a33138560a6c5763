import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { GuaranteeDefinition } from '../../../../../domain/model/guarantee.ts'
import type { Slot } from '../../../../../domain/model/lineup.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { stageGuarantees } from '../../../../../domain/stage/projectStage.ts'
import { formatMoney } from '../../../../shared/formatMoney.ts'
import { GuaranteeIcon } from '../../../../shared/icons/GuaranteeIcon.tsx'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { ProductPicture } from '../../../ui/ProductPicture.tsx'

/** The card as viewers see it: the same projection as the stage, so that nothing is here that would not be there. */
export const CardPreview = (props: {
  slot: Slot
  product: Product
  definitions: readonly GuaranteeDefinition[]
}) => {
  const { slot, product, definitions } = props
  const t = useTranslate()
  const local = useLocalText()
  const [now] = useState(Date.now)
  const rights = stageGuarantees(product.guarantees, definitions, now)
  const price = slot.price ?? product.price
  const listPrice =
    product.priceEvidence && product.listPrice !== null && product.listPrice > price
      ? product.listPrice
      : null
  return (
    <figure className="card-preview">
      <figcaption className="card-preview-caption">{t('lineup.card.preview')}</figcaption>
      <div className="card-preview-card">
        <div className="card-preview-product">
          <ProductPicture picture={product.picture} size={48} />
          <div className="card-preview-words">
            <p className="card-preview-name">{product.name}</p>
            <p className="card-preview-price">
              {formatMoney(price)}
              {listPrice === null ? null : <s className="card-preview-list">{formatMoney(listPrice)}</s>}
            </p>
          </div>
        </div>
        {rights.length === 0 ? (
          <p className="card-preview-none">{t('lineup.card.previewEmpty')}</p>
        ) : (
          <>
            <p className="card-preview-brand">
              <ShieldCheck aria-hidden />
              {t('lineup.card.brand')}
            </p>
            <ul className="card-preview-rights">
              {rights.map((right) => (
                <li key={right.code}>
                  <GuaranteeIcon icon={right.icon} />
                  {local(right.name)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </figure>
  )
}
