import { Coffee, MousePointerClick } from 'lucide-react'
import { useMemo } from 'react'
import type { PreflightItem, Slot } from '../../../../../domain/model/lineup.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ProductPicture } from '../../../ui/ProductPicture.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { findProduct, showTab, useLineupStore } from '../lineupStore.ts'
import { type DetailTab, preflightPlace } from '../preflightPlace.ts'
import { BreakDetail } from './BreakDetail.tsx'
import './detail.css'
import { DocumentsTab } from './DocumentsTab.tsx'
import { FactsTab } from './FactsTab.tsx'
import { ManyDetail } from './ManyDetail.tsx'
import { TalkTab } from './TalkTab.tsx'
import { TrustCardTab } from './TrustCardTab.tsx'

const NO_SLOTS: readonly Slot[] = []

/** Right side: the chosen product to complete, or what can be done with several at once. */
export const LineupDetail = () => {
  const t = useTranslate()
  const slots = useLineupStore((state) => state.current?.lineup.slots ?? NO_SLOTS)
  const selected = useLineupStore((state) => state.selected)
  const chosen = slots.filter((slot) => selected.has(slot.id))
  const only = chosen.length === 1 ? chosen[0] : undefined
  const product = useLineupStore((state) => findProduct(state, only?.productId ?? null))
  if (chosen.length > 1) return <ManyDetail slots={chosen} />
  if (slots.length === 0) return null
  if (only === undefined) {
    return (
      <EmptyState
        icon={<MousePointerClick aria-hidden />}
        title={t('lineup.detail.none')}
        text={t('lineup.detail.noneText')}
      />
    )
  }
  if (product === null) return <BreakDetail key={only.id} slot={only} icon={<Coffee aria-hidden />} />
  return <ProductDetail key={only.id} slot={only} product={product} />
}

const ProductDetail = ({ slot, product }: { slot: Slot; product: Product }) => {
  const t = useTranslate()
  const tab = useLineupStore((state) => state.tab)
  const preflight = useLineupStore((state) => state.preflight)
  const open = useMemo(
    () => preflight.filter((item) => item.productId === product.id && item.level !== 'ok'),
    [preflight, product.id],
  )
  const markOf = (id: DetailTab) => <TabMark items={open.filter((item) => isIn(item, id))} />
  return (
    <>
      <header className="product-head">
        <ProductPicture picture={product.picture} size={48} />
        <div className="detail-names">
          <h2 className="detail-name">{product.name}</h2>
          <p className="detail-code ellipsis">
            {t('lineup.detail.number', { position: slot.position })} · {product.id}
          </p>
        </div>
      </header>
      <Tabs
        label={t('lineup.detail')}
        selected={tab}
        onSelect={showTab}
        tabs={[
          {
            id: 'facts',
            title: t('lineup.tab.facts'),
            mark: markOf('facts'),
            panel: <FactsTab slot={slot} product={product} open={open} />,
          },
          {
            id: 'card',
            title: t('lineup.tab.card'),
            mark: markOf('card'),
            panel: <TrustCardTab slot={slot} product={product} open={open} />,
          },
          {
            id: 'talk',
            title: t('lineup.tab.talk'),
            mark: markOf('talk'),
            panel: <TalkTab product={product} open={open} />,
          },
          {
            id: 'documents',
            title: t('lineup.tab.documents'),
            mark: markOf('documents'),
            panel: <DocumentsTab product={product} open={open} />,
          },
        ]}
      />
    </>
  )
}

const isIn = (item: PreflightItem, tab: DetailTab): boolean => {
  const place = preflightPlace(item)
  return place.at === 'product' && place.tab === tab
}

const TabMark = ({ items }: { items: readonly PreflightItem[] }) =>
  items.length === 0 ? null : (
    <span
      className={`tab-mark ${items.some((item) => item.level === 'block') ? 'tab-mark-block' : 'tab-mark-note'}`}
    >
      {items.length}
    </span>
  )
