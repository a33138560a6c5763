import {
  BellRing,
  Check,
  Circle,
  CornerUpLeft,
  Eraser,
  FileCheck,
  Maximize2,
  MonitorOff,
  MonitorPlay,
  Play,
  X,
} from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { Product } from '../../../../domain/model/product.ts'
import { stageGuarantees } from '../../../../domain/stage/projectStage.ts'
import type { StageGuarantee } from '../../../../domain/stage/frame.ts'
import { isMessageKey } from '../../../../domain/messages/translate.ts'
import { formatCount } from '../../../shared/formatCount.ts'
import { formatMoney } from '../../../shared/formatMoney.ts'
import { formatClock, formatMinutes, formatSpan } from '../../../shared/formatTime.ts'
import { slotCountdown } from '../../../shared/live/countdown.ts'
import { mustSayAt } from '../../../shared/live/mustSay.ts'
import { type AiredSlot, airedSlot, timedLineup } from '../../../shared/live/onAir.ts'
import { useNow } from '../../../shared/live/useNow.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ProductPicture } from '../../ui/ProductPicture.tsx'
import { SlotStateMark } from '../../ui/SlotStateMark.tsx'
import { adjustTime, goNext, panic, toggleSpotlight, toggleStage, undoLast } from './liveActions.ts'
import { PromiseList } from './PromiseList.tsx'
import './air-panel.css'

const HALF_MINUTE_MS = 30_000

/** Below this many pieces the stock is called low. */
const LOW_STOCK = 50

const NO_DEFINITIONS: readonly never[] = []

/** What is on air: the product with everything one may and may not say about it, its time, and what viewers see of it. */
export const AirPanel = () => {
  const snapshot = useLiveStore((state) => state.snapshot)
  const aired = useMemo(() => airedSlot(snapshot, snapshot.nowSlotId), [snapshot])
  return (
    <section className="air" aria-live="off">
      <StageLine aired={aired} />
      <div className="air-body">
        {aired === null ? (
          <NothingOnAir />
        ) : (
          <>
            <Heading aired={aired} />
            <CountdownLine />
            {aired.product === null ? null : <Facts product={aired.product} />}
          </>
        )}
      </div>
      <NextUp />
      <PromiseList />
    </section>
  )
}

const NothingOnAir = () => {
  const t = useTranslate()
  return (
    <EmptyState icon={<Play aria-hidden />} title={t('live.air.none')} text={t('live.air.noneText')}>
      <Button tone="primary" keyHint="F3" onPress={goNext}>
        {t('live.queue.nextButton')}
      </Button>
    </EmptyState>
  )
}

/** What is on air in words, and what viewers see of it: stage on or off, clear, take back. */
const StageLine = ({ aired }: { aired: AiredSlot | null }) => {
  const t = useTranslate()
  const stage = useLiveStore((state) => state.snapshot.stage)
  const undoable = useLiveStore((state) => state.snapshot.undoable)
  const undoKey = `live.undo.${undoable ?? ''}`
  return (
    <header className="live-head air-head">
      {aired === null ? null : (
        <>
          <SlotStateMark standing="live" />
          <span className="air-number">{t('live.air.number', { position: aired.slot.position })}</span>
          {aired.product === null || aired.product.category === '' ? null : (
            <span className="live-head-note ellipsis">{aired.product.category}</span>
          )}
        </>
      )}
      <span className="air-acts">
        {undoable === null ? null : (
          <Button
            tone="quiet"
            size="small"
            icon={<CornerUpLeft aria-hidden />}
            keyHint="Ctrl Z"
            onPress={undoLast}
          >
            {t('live.keys.undo', { act: isMessageKey(undoKey) ? t(undoKey) : '' })}
          </Button>
        )}
        <Button tone="quiet" size="small" icon={<Eraser aria-hidden />} keyHint="Esc Esc" onPress={panic}>
          {t('live.keys.panic')}
        </Button>
        <span className={stage.visible ? 'air-stage air-stage-on' : 'air-stage'}>
          <Button
            size="small"
            icon={stage.visible ? <MonitorPlay aria-hidden /> : <MonitorOff aria-hidden />}
            keyHint="F4"
            aria-pressed={stage.visible}
            onPress={toggleStage}
          >
            {stage.visible ? t('live.air.stageOn') : t('live.air.stageOff')}
          </Button>
        </span>
      </span>
    </header>
  )
}

const Heading = ({ aired: { slot, product } }: { aired: AiredSlot }) => {
  const t = useTranslate()
  const language = useLanguage()
  const price = slot.price ?? product?.price ?? null
  return (
    <div className="air-heading">
      {product === null ? null : <ProductPicture picture={product.picture} size="row" />}
      <div className="air-title">
        <h1 className="air-name selectable" lang="zh-CN">
          {product === null ? slot.title || t('live.air.break') : product.name}
        </h1>
        {price === null ? null : (
          <p className="air-prices">
            <span className="air-price">{formatMoney(price)}</span>
            {product === null || product.listPrice === null ? null : (
              <span className="air-list">
                <span className="air-small">{t('live.air.list')}</span>
                <s>{formatMoney(product.listPrice)}</s>
                {product.priceEvidence ? null : (
                  <span className="air-caution">
                    <X aria-hidden />
                    {t('live.air.listUnproved')}
                  </span>
                )}
              </span>
            )}
            {product === null ? null : (
              <span className="air-stock">
                <span className="air-small">{t('live.air.stock')}</span>
                <span className={product.stock !== null && product.stock < LOW_STOCK ? 'air-stock-low' : ''}>
                  {product.stock === null ? t('live.air.stockUnknown') : formatCount(language, product.stock)}
                </span>
                {product.stock === 0 ? (
                  <span className="air-caution">{t('live.air.stockEmpty')}</span>
                ) : product.stock !== null && product.stock < LOW_STOCK ? (
                  <span className="air-caution">{t('live.air.stockLow')}</span>
                ) : null}
              </span>
            )}
          </p>
        )}
      </div>
    </div>
  )
}

/** What comes next, so that the sample is at hand in time; only where the window is tall enough. */
const NextUp = () => {
  const t = useTranslate()
  const snapshot = useLiveStore((state) => state.snapshot)
  const next = useMemo(() => airedSlot(snapshot, snapshot.nextSlotId), [snapshot])
  if (next === null || snapshot.nowSlotId === null) return null
  const { slot, product } = next
  const price = slot.price ?? product?.price ?? null
  return (
    <section className="next-up">
      <SlotStateMark standing="next" />
      <div className="next-up-words">
        <p className="next-up-line">
          <span className="next-up-number">{slot.position}</span>
          <span className="ellipsis" lang="zh-CN">
            {product?.name ?? slot.title}
          </span>
          {price === null ? null : <strong>{formatMoney(price)}</strong>}
          <span className="next-up-time">
            {t('live.queue.minutes', { minutes: formatMinutes(slot.plannedMs) })}
          </span>
        </p>
        {product === null ? null : (
          <p className="next-up-say ellipsis" lang="zh-CN">
            {[...product.mustSay, ...product.sellingPoints].join('　')}
          </p>
        )}
      </div>
    </section>
  )
}

/** Time left of the slot on air, with a bar, and the two keys that change it. */
const CountdownLine = () => {
  const t = useTranslate()
  const language = useLanguage()
  const snapshot = useLiveStore((state) => state.snapshot)
  const now = useNow()
  const slot = snapshot.slots.find(({ id }) => id === snapshot.nowSlotId)
  const countdown = slotCountdown(timedLineup(snapshot), now)
  if (slot === undefined || countdown === null) return null
  const over = countdown.leftMs <= 0
  return (
    <div className="countdown" data-level={countdown.level}>
      <span className="countdown-word">{over ? t('live.air.over') : t('live.air.left')}</span>
      <span className="countdown-time" role="timer">
        {formatClock(Math.abs(over ? countdown.leftMs : Math.ceil(countdown.leftMs / 1000) * 1000))}
      </span>
      <svg className="countdown-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden>
        <rect className="countdown-track" width="1000" height="8" />
        <rect className="countdown-fill" width={over ? 1000 : Math.round(countdown.part * 1000)} height="8" />
      </svg>
      <span className="countdown-plan">
        {t('live.air.planned', { span: formatSpan(language, slot.plannedMs) })}
      </span>
      <span className="countdown-acts">
        <Button size="small" aria-label={t('live.air.lessTime')} onPress={() => adjustTime(-HALF_MINUTE_MS)}>
          −30s
        </Button>
        <Button size="small" aria-label={t('live.air.moreTime')} onPress={() => adjustTime(HALF_MINUTE_MS)}>
          +30s
        </Button>
      </span>
    </div>
  )
}

const Facts = ({ product }: { product: Product }) => {
  const t = useTranslate()
  const definitions = useBootstrapStore((state) => state.bootstrap?.guarantees ?? NO_DEFINITIONS)
  const since = useLiveStore((state) => state.snapshot.nowSince)
  const guarantees = useMemo(
    () => stageGuarantees(product.guarantees, definitions, since ?? 0),
    [product.guarantees, definitions, since],
  )
  const isLarge = useLiveStore((state) => state.snapshot.stage.spotlight !== null)
  return (
    <dl className="facts">
      <Fact name={t('live.air.points')}>
        {product.sellingPoints.length === 0 ? (
          <p className="facts-none">{t('live.air.pointsNone')}</p>
        ) : (
          <ol className="points" lang="zh-CN">
            {product.sellingPoints.slice(0, 3).map((point, index) => (
              <li key={point}>
                <span className="points-number">{index + 1}</span>
                {point}
              </li>
            ))}
          </ol>
        )}
      </Fact>
      <Fact name={t('live.air.mustSay')}>
        <MustSayList />
      </Fact>
      <Fact name={t('live.air.forbidden')}>
        {product.forbiddenWords.length === 0 ? (
          <p className="facts-none">{t('live.air.forbiddenNone')}</p>
        ) : (
          <ul className="chips">
            {product.forbiddenWords.map((word) => (
              <li key={word} className="forbidden">
                <X aria-hidden />
                {word}
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact name={t('live.air.guarantees')} note={isLarge ? t('live.air.onStage') : ''}>
        {guarantees.length === 0 ? (
          <p className="facts-none">{t('live.air.noGuarantees')}</p>
        ) : (
          <ul className="chips">
            {guarantees.map((guarantee) => (
              <GuaranteeChip key={guarantee.code} guarantee={guarantee} />
            ))}
          </ul>
        )}
      </Fact>
      <Fact name={t('live.air.documents')}>
        {product.documents.length === 0 ? (
          <p className="facts-none">{t('live.air.documentsNone')}</p>
        ) : (
          <ul className="documents" lang="zh-CN">
            {product.documents.map((document) => (
              <li key={`${document.type}${document.says}`}>
                <FileCheck aria-hidden />
                <span>{document.type}</span>
                <span className="documents-says">{document.says}</span>
              </li>
            ))}
          </ul>
        )}
      </Fact>
    </dl>
  )
}

const Fact = ({ name, note = '', children }: { name: string; note?: string; children: ReactNode }) => (
  <div className="fact">
    <dt>
      {name}
      {note === '' ? null : <span className="fact-note">{note}</span>}
    </dt>
    <dd>{children}</dd>
  </div>
)

/** What must be said while this product is on air; what is due stands first and says so. */
const MustSayList = () => {
  const t = useTranslate()
  const snapshot = useLiveStore((state) => state.snapshot)
  const list = mustSayAt(snapshot, useNow())
  if (list.length === 0) return <p className="facts-none">{t('live.air.mustSayNone')}</p>
  return (
    <ul className="must-say">
      {list.map(({ item, standing }) => (
        <li key={item.key} data-standing={standing}>
          {standing === 'said' ? (
            <Check aria-hidden />
          ) : standing === 'due' ? (
            <BellRing aria-hidden />
          ) : (
            <Circle aria-hidden />
          )}
          <span lang="zh-CN">{item.text}</span>
          <span className="must-say-state" role={standing === 'due' ? 'status' : undefined}>
            {standing === 'said'
              ? t('live.air.said')
              : standing === 'due'
                ? t('live.mustSay.due')
                : t('live.air.unsaid')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A right of the product; a press opens it large on the stage, a second press closes it. */
const GuaranteeChip = ({ guarantee }: { guarantee: StageGuarantee }) => {
  const t = useTranslate()
  const local = useLocalText()
  const isLarge = useLiveStore((state) => state.snapshot.stage.spotlight === guarantee.code)
  const name = local(guarantee.name)
  return (
    <li>
      <button
        type="button"
        className="guarantee"
        aria-pressed={isLarge}
        aria-label={t(isLarge ? 'live.air.spotlightOff' : 'live.air.spotlightOn', { name })}
        title={local(guarantee.terms)}
        onClick={() => toggleSpotlight(guarantee.code)}
      >
        <Maximize2 aria-hidden />
        {name}
      </button>
    </li>
  )
}
