import {
  Check,
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CornerDownLeft,
  OctagonX,
  PenLine,
  Radio,
} from 'lucide-react'
import { useMemo, useState } from 'react'
import type { PreflightItem } from '../../../../../domain/model/lineup.ts'
import { type Translate, useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { goToRoom } from '../../../stores/navigationStore.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { HoldButton } from '../../../ui/HoldButton.tsx'
import { findProduct, giveReason, jumpToItem, startLive, useLineupStore } from '../lineupStore.ts'
import { MIN_REASON, preflightCounts, preflightGroups, preflightPlace } from '../preflightPlace.ts'
import './preflight.css'
import { itemText } from '../itemText.ts'

/** 开播前检查: what has passed, what must be fixed or explained, and the button that goes on air. */
export const PreflightPanel = () => {
  const t = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const session = useLineupStore((state) => state.current?.lineup.session ?? null)
  const hasProducts = useLineupStore(
    (state) => state.current?.lineup.slots.some((slot) => slot.productId !== null) ?? false,
  )
  const items = useLineupStore((state) => state.preflight)
  const reasons = useLineupStore((state) => state.reasons)
  if (session === null) return null
  const counts = preflightCounts(items, reasons)
  const isLive = session.state === 'live'
  const isRehearsal = session.kind === 'rehearsal'
  const isChecked = items.length > 0
  const canStart = hasProducts && counts.block === 0 && isChecked
  return (
    <section
      className="preflight"
      aria-label={t('lineup.preflight.title')}
      data-open={isOpen ? '' : undefined}
    >
      {isOpen ? <PreflightList /> : null}
      <div className="preflight-bar">
        <h2 className="preflight-title">{t('lineup.preflight.title')}</h2>
        <ul className="preflight-counts" role="status">
          {(['block', 'explained', 'note', 'ok'] as const)
            .filter((kind) => counts[kind] > 0)
            .map((kind) => (
              <Count key={kind} kind={kind} count={counts[kind]} t={t} />
            ))}
        </ul>
        <p className="preflight-next">
          {nextStep(t, { isLive, isRehearsal, hasProducts, isChecked, open: counts.block })}
        </p>
        <Button
          tone={counts.block > 0 && hasProducts && !isOpen ? 'primary' : 'normal'}
          icon={isOpen ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? t('lineup.preflight.close') : t('lineup.preflight.open')}
        </Button>
        {isLive ? (
          <Button tone="live" size="large" icon={<Radio aria-hidden />} onPress={() => goToRoom('live')}>
            {t('lineup.session.goLive')}
          </Button>
        ) : (
          <HoldButton
            tone="live"
            size="large"
            holdMs={1000}
            isDisabled={!canStart}
            hint={
              hasProducts
                ? counts.block > 0
                  ? t('lineup.startBlocked', { count: counts.block })
                  : t(isChecked ? 'lineup.startHint' : 'lineup.preflight.next.checking')
                : t('lineup.startNoProducts')
            }
            icon={<Radio aria-hidden />}
            onHeld={() => void startLive()}
          >
            {isRehearsal ? t('lineup.startRehearsal') : t('lineup.start')}
          </HoldButton>
        )}
      </div>
    </section>
  )
}

const nextStep = (
  t: Translate,
  at: { isLive: boolean; isRehearsal: boolean; hasProducts: boolean; isChecked: boolean; open: number },
): string => {
  if (at.isLive) return t('lineup.session.onAir')
  if (!at.hasProducts) return t('lineup.preflight.next.noProducts')
  if (!at.isChecked) return t('lineup.preflight.next.checking')
  if (at.open > 0) return t('lineup.preflight.next.blocked')
  return at.isRehearsal ? t('lineup.preflight.next.rehearse') : t('lineup.preflight.next.ready')
}

const COUNT_ICONS = { ok: Check, block: OctagonX, explained: PenLine, note: CircleAlert } as const

const Count = ({ kind, count, t }: { kind: keyof typeof COUNT_ICONS; count: number; t: Translate }) => {
  const Icon = COUNT_ICONS[kind]
  return (
    <li className={`preflight-count preflight-count-${kind}`}>
      <Icon aria-hidden />
      <span className="preflight-figure">{count}</span>
      {t(`lineup.preflight.${kind}`)}
    </li>
  )
}

const PreflightList = () => {
  const t = useTranslate()
  const items = useLineupStore((state) => state.preflight)
  const current = useLineupStore((state) => state.current)
  const library = useLineupStore((state) => state.library)
  const groups = useMemo(
    () => preflightGroups(items, current?.lineup.slots.flatMap(({ productId }) => productId ?? []) ?? []),
    [items, current],
  )
  if (groups.length === 0) {
    return (
      <div className="preflight-list preflight-good">
        <Check aria-hidden />
        {t('lineup.preflight.allGood')}
      </div>
    )
  }
  return (
    <ul className="preflight-list">
      {groups.map((group) => {
        const slot = current?.lineup.slots.find(({ productId }) => productId === group.productId)
        const name = findProduct({ current, library }, group.productId)?.name ?? ''
        return (
          <li key={group.productId ?? ''} className="preflight-group">
            <h3 className="preflight-product ellipsis" title={name}>
              {group.productId === null ? (
                t('lineup.preflight.session')
              ) : (
                <>
                  <span className="preflight-number">{slot?.position}</span>
                  {name}
                </>
              )}
            </h3>
            <ul className="preflight-items">
              {group.items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}

const Item = ({ item }: { item: PreflightItem }) => {
  const t = useTranslate()
  const language = useLanguage()
  const reason = useLineupStore((state) => state.reasons[item.id] ?? '')
  const length = reason.trim().length
  const isBlock = item.level === 'block'
  const isExplained = isBlock && length >= MIN_REASON
  const Icon = isExplained ? PenLine : isBlock ? OctagonX : CircleAlert
  return (
    <li className={`preflight-item preflight-item-${isExplained ? 'explained' : item.level}`}>
      <Icon aria-hidden className="preflight-icon" />
      <p className="preflight-text selectable">{itemText(language, item)}</p>
      {isBlock ? (
        <div className="preflight-reason">
          <TextField
            label={t('lineup.preflight.reason')}
            placeholder={t('lineup.preflight.reasonExample')}
            maxLength={200}
            value={reason}
            onChange={(next) => giveReason(item.id, next)}
            trail={
              length > 0 && length < MIN_REASON
                ? t('lineup.preflight.reasonShort', { count: MIN_REASON - length })
                : undefined
            }
          />
        </div>
      ) : null}
      {preflightPlace(item).at === 'none' ? null : (
        <Button size="small" icon={<CornerDownLeft aria-hidden />} onPress={() => jumpToItem(item)}>
          {isBlock ? t('lineup.preflight.fix') : t('lineup.preflight.look')}
        </Button>
      )}
    </li>
  )
}
