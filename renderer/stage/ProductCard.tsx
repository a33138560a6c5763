import { useState, type CSSProperties, type ReactElement } from 'react'
import { stageMessages } from '../../domain/messages/stage.ts'
import type { Language } from '../../domain/model/scalars.ts'
import type { StageFrame } from '../../domain/stage/frame.ts'
import { GuaranteeIcon } from '../shared/icons/GuaranteeIcon.tsx'
import { GuaranteeBadges } from './GuaranteeBadges.tsx'
import { priceParts, priceText } from './priceParts.ts'
import { textLength } from './textLength.ts'

type StageProduct = NonNullable<StageFrame['product']>

const Picture = ({ source }: { readonly source: string }): ReactElement | null => {
  const [broken, setBroken] = useState(false)
  if (broken) return null
  return (
    <div className="picture">
      <img src={source} alt="" decoding="async" onError={() => setBroken(true)} />
    </div>
  )
}

const Price = ({
  product,
  language,
}: {
  readonly product: StageProduct
  readonly language: Language
}): ReactElement => {
  const { whole, fraction } = priceParts(product.price)
  return (
    <p className="price" data-digits={whole.length + fraction.length > 7 ? 'many' : 'few'}>
      <span className="price-live">
        <span className="price-sign">¥</span>
        <span className="price-whole">{whole}</span>
        {fraction !== '' && <span className="price-fraction">{fraction}</span>}
      </span>
      {product.listPrice !== null && (
        <span className="price-list">
          {stageMessages['stage.listPrice'][language]} <s>{priceText(product.listPrice)}</s>
        </span>
      )}
    </p>
  )
}

/** Names up to this long, in Chinese characters, stay on one line. */
const ONE_LINE = 14

/** How many characters one line of the name has to hold: all of a short name, half of a longer one and a little more. */
const charactersPerLine = (name: string): number => {
  const length = textLength(name)
  return length <= ONE_LINE ? length * 1.03 : (length / 2) * 1.08
}

/** The strip: picture, name, price and, where the product has any rights, the trust card. */
export const ProductCard = ({
  product,
  shopName,
  language,
  spotlight,
}: {
  readonly product: StageProduct
  readonly shopName: string
  readonly language: Language
  readonly spotlight: string | null
}): ReactElement => (
  <article className="card" data-product={product.id} data-picture={product.picture !== null}>
    <div className="product">
      {product.picture !== null && <Picture key={product.picture} source={product.picture} />}
      <div className="facts">
        <h1 className="name" style={{ '--characters': charactersPerLine(product.name) } as CSSProperties}>
          {product.name}
        </h1>
        <Price product={product} language={language} />
      </div>
    </div>
    {product.guarantees.length > 0 && (
      <section className="trust">
        <p className="trust-head">
          <GuaranteeIcon icon="shield" />
          <span className="trust-title">{stageMessages['stage.card'][language]}</span>
          {shopName !== '' && <span className="shop">{shopName}</span>}
        </p>
        <GuaranteeBadges guarantees={product.guarantees} language={language} spotlight={spotlight} />
      </section>
    )}
  </article>
)
