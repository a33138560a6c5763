import type { PreflightItem, Slot } from '../../../../../domain/model/lineup.ts'
import {
  type Guarantee,
  type GuaranteeDefinition,
  plainGuarantee,
} from '../../../../../domain/model/guarantee.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { JOURNEY_LINKS, type LocalText } from '../../../../../domain/model/scalars.ts'
import { ownNumbers } from '../../../../../domain/stage/guaranteeNumbers.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../../stores/bootstrapStore.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { InlineField } from '../../../ui/Field.tsx'
import { saveProduct } from '../lineupStore.ts'
import { CardPreview } from './CardPreview.tsx'
import { OpenNote } from './FactsTab.tsx'
import { openText } from './openText.ts'
import { parseWhole } from './texts.ts'
import { useJump } from './useJump.ts'

const NO_DEFINITIONS: readonly GuaranteeDefinition[] = []

/** The rights this product really has, by the five links of the journey (逛买售用服), and the card viewers will see. */
export const TrustCardTab = (props: { slot: Slot; product: Product; open: readonly PreflightItem[] }) => {
  const { slot, product, open } = props
  const t = useTranslate()
  const language = useLanguage()
  const definitions = useBootstrapStore((state) => state.bootstrap?.guarantees ?? NO_DEFINITIONS)
  const place = useJump<HTMLDivElement>('guarantees')
  const put = (make: (held: readonly Guarantee[]) => Guarantee[]): void =>
    void saveProduct(product.id, (held) => ({ guarantees: make(held.guarantees) }))
  const unknown = product.guarantees.filter(({ code }) =>
    definitions.every((definition) => definition.code !== code),
  )
  return (
    <div className="card-tab" ref={place}>
      <CardPreview slot={slot} product={product} definitions={definitions} />
      <OpenNote {...openText(language, open, 'guarantees')} />
      {JOURNEY_LINKS.map((link) => (
        <section key={link} className="card-link">
          <header className="card-link-head">
            <h3 className="card-link-name">{t(`journeyLink.${link}`)}</h3>
            <p className="card-link-help">{t(`lineup.card.linkHelp.${link}`)}</p>
          </header>
          <ul className="card-rights">
            {definitions
              .filter((definition) => definition.link === link)
              .map((definition) => (
                <Right
                  key={definition.code}
                  definition={definition}
                  held={product.guarantees.find(({ code }) => code === definition.code) ?? null}
                  category={product.category}
                  onGive={() => put((all) => [...all, plainGuarantee(definition.code)])}
                  onTake={() => put((all) => all.filter(({ code }) => code !== definition.code))}
                  onChange={(next) =>
                    put((all) => all.map((entry) => (entry.code === next.code ? next : entry)))
                  }
                />
              ))}
          </ul>
        </section>
      ))}
      {unknown.map(({ code }) => (
        <p key={code} className="card-unknown">
          <code>{code}</code> {t('lineup.card.unknown')}
        </p>
      ))}
    </div>
  )
}

const fill = (text: string, numbers: Readonly<Record<string, number | null>>): string =>
  text.replace(/\{(days|hours|multiple)\}/g, (whole, name: string) => String(numbers[name] ?? whole))

const LIMITS = { days: 3650, hours: 720, multiple: 100 } as const
const UNITS = ['days', 'hours', 'multiple'] as const

/** One right: given or not, with this product's own numbers. */
const Right = (props: {
  definition: GuaranteeDefinition
  held: Guarantee | null
  category: string
  onGive: () => void
  onTake: () => void
  onChange: (next: Guarantee) => void
}) => {
  const { definition, held, category } = props
  const t = useTranslate()
  const local = useLocalText()
  const name = local(definition.name)
  const numbers = ownNumbers(held ?? plainGuarantee(definition.code), definition)
  const terms: LocalText = { zh: fill(definition.terms.zh, numbers), en: fill(definition.terms.en, numbers) }
  const isRetired = definition.retiredFrom !== null
  const isExcluded = definition.excludedCategories.some((word) => category.includes(word))
  const asked = UNITS.filter(
    (unit) => definition.defaults[unit] !== null && definition.terms.zh.includes(`{${unit}}`),
  )
  return (
    <li className="card-right" data-held={held === null ? undefined : ''}>
      <div className="card-right-line">
        <Checkbox isSelected={held !== null} onChange={(give) => (give ? props.onGive() : props.onTake())}>
          <span className="card-right-name">{name}</span>
        </Checkbox>
        {isRetired ? <Badge tone="warn">{t('lineup.card.retired')}</Badge> : null}
        {isExcluded ? <Badge tone="warn">{t('lineup.card.excluded')}</Badge> : null}
        {held === null
          ? null
          : asked.map((unit) => (
              <span key={unit} className="card-right-number">
                <InlineField
                  label={t('lineup.card.numberOf', { name, unit: t(`lineup.card.${unit}`) })}
                  value={numbers[unit] ?? 1}
                  format={String}
                  parse={parseWhole(1, LIMITS[unit])}
                  invalid={t('lineup.card.numberInvalid', { limit: LIMITS[unit] })}
                  trail={t(`lineup.card.${unit}`)}
                  onCommit={(value) => props.onChange({ ...held, [unit]: value })}
                />
              </span>
            ))}
      </div>
      <p className="card-right-terms">{local(terms)}</p>
      {held !== null && isRetired ? (
        <Checkbox
          isSelected={held.runByShop}
          onChange={(runByShop) => props.onChange({ ...held, runByShop })}
        >
          {t('lineup.card.runByShop')}
        </Checkbox>
      ) : null}
    </li>
  )
}
