import { Coffee, GripVertical, SearchX } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef } from 'react'
import {
  Button as AriaButton,
  type Key,
  type Selection,
  TableLayout,
  useDragAndDrop,
  Virtualizer,
} from 'react-aria-components'
import type { GuaranteeDefinition } from '../../../../domain/model/guarantee.ts'
import type { PreflightItem, Slot } from '../../../../domain/model/lineup.ts'
import type { Product } from '../../../../domain/model/product.ts'
import { formatCount } from '../../../shared/formatCount.ts'
import { formatMinutes, parseMinutes } from '../../../shared/formatTime.ts'
import { formatYuan, parseYuan } from '../../../shared/formatMoney.ts'
import { isComposing, isTyping } from '../../../shared/useKeys.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { useSettingsStore } from '../../stores/settingsStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { InlineField } from '../../ui/Field.tsx'
import { ProductPicture } from '../../ui/ProductPicture.tsx'
import { Cell, Column, Row, Table, TableBody, TableHeader } from '../../ui/Table.tsx'
import { CheckMark } from './CheckMark.tsx'
import './lineup-table.css'
import { chooseSlots, editLineup, useLineupStore } from './lineupStore.ts'
import { moveByOne, moveToDrop } from './rowMoves.ts'
import { matchesSearch, openItems, type SlotShow } from './slotFilter.ts'
import { useIsLocked } from './useIsLocked.ts'

/** What one row shows. */
type RowItem = {
  readonly id: string
  readonly slot: Slot
  readonly product: Product | null
  readonly open: readonly PreflightItem[]
}

/** Only the rows in sight are drawn, so that 500 slots answer as fast as 20; their heights are therefore fixed, in px. */
const ROW_SIZES = {
  comfortable: { rowHeight: 56, headingHeight: 32 },
  compact: { rowHeight: 40, headingHeight: 32 },
} as const

const NO_SLOTS: readonly Slot[] = []
const NO_DEFINITIONS: readonly GuaranteeDefinition[] = []
const NO_PRODUCTS: readonly Product[] = []
const NO_ITEMS: readonly PreflightItem[] = []

/** The lineup: arrows choose, Alt+arrows move, Enter edits the price, Delete removes; rows are dragged by their grip. */
export const LineupTable = (props: { search: string; show: SlotShow; onShowAll: () => void }) => {
  const t = useTranslate()
  const slots = useLineupStore((state) => state.current?.lineup.slots ?? NO_SLOTS)
  const products = useLineupStore((state) => state.current?.lineup.products ?? NO_PRODUCTS)
  const preflight = useLineupStore((state) => state.preflight)
  const selected = useLineupStore((state) => state.selected)
  const isLocked = useIsLocked()
  const density = useSettingsStore((state) => state.settings.density)
  const frame = useRef<HTMLDivElement>(null)

  const rows = useMemo((): RowItem[] => {
    const byId = new Map(products.map((product) => [product.id, product]))
    const open = openItems(preflight)
    return slots
      .map((slot) => ({
        id: slot.id,
        slot,
        product: slot.productId === null ? null : (byId.get(slot.productId) ?? null),
        open: slot.productId === null ? NO_ITEMS : (open.get(slot.productId) ?? NO_ITEMS),
      }))
      .filter((row) => matchesSearch(row.slot, row.product, props.search, slots.length))
      .filter((row) => props.show === 'all' || row.open.length > 0)
  }, [slots, products, preflight, props.search, props.show])

  const isFiltered = rows.length < slots.length
  const canMove = !isFiltered && !isLocked
  const names = (row: RowItem): string => row.product?.name ?? row.slot.title

  const { dragAndDropHooks } = useDragAndDrop<RowItem>({
    isDisabled: !canMove,
    getItems: (keys) => rows.filter(({ id }) => keys.has(id)).map((row) => ({ 'text/plain': names(row) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === 'on') return
      const side = target.dropPosition
      const moving = toIds(keys)
      void editLineup((now) => ({
        type: 'moveSlots',
        ...moveToDrop(now, moving, { slotId: String(target.key), side }),
      }))
    },
  })

  if (rows.length === 0) {
    return (
      <EmptyState icon={<SearchX aria-hidden />} title={t('lineup.noMatch')} text={t('lineup.noMatchText')}>
        <Button onPress={props.onShowAll}>{t('lineup.showAll')}</Button>
      </EmptyState>
    )
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent) || isTyping(event.target)) return
    const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null
    if (event.altKey && direction !== null) {
      event.preventDefault()
      event.stopPropagation()
      if (!canMove) return
      void editLineup((now) => {
        const move = moveByOne(now, useLineupStore.getState().selected, direction)
        return move === null ? null : { type: 'moveSlots', ...move }
      })
    }
    if (event.key === 'Delete' && !isLocked) {
      event.stopPropagation()
      void editLineup(() => {
        const slotIds = [...useLineupStore.getState().selected]
        return slotIds.length === 0 ? null : { type: 'removeSlots', slotIds }
      })
    }
  }

  return (
    <div className="lineup-table" ref={frame} onKeyDownCapture={onKeyDown}>
      <Virtualizer layout={TableLayout} layoutOptions={ROW_SIZES[density]}>
        <Table
          aria-label={t('lineup.title')}
          selectionMode="multiple"
          selectionBehavior="replace"
          escapeKeyBehavior="none"
          selectedKeys={selected}
          onSelectionChange={(keys: Selection) =>
            chooseSlots(keys === 'all' ? new Set(rows.map(({ id }) => id)) : toIds(keys))
          }
          onRowAction={(key) => focusPrice(frame.current, key)}
          dragAndDropHooks={dragAndDropHooks}
        >
          <TableHeader>
            <Column width={28} minWidth={28} kind="edge" aria-label={t('lineup.keys.move')} />
            <Column width={36} minWidth={36} kind="numeric">
              {t('lineup.column.position')}
            </Column>
            <Column
              width={density === 'compact' ? 48 : 56}
              minWidth={48}
              aria-label={t('lineup.column.picture')}
            />
            <Column isRowHeader width="3fr" minWidth={200}>
              {t('lineup.column.product')}
            </Column>
            <Column width={104} minWidth={104} kind="numeric">
              {t('lineup.column.price')}
            </Column>
            <Column width={72} minWidth={72} kind="numeric">
              {t('lineup.column.stock')}
            </Column>
            <Column width={64} minWidth={64} kind="numeric">
              {t('lineup.column.minutes')}
            </Column>
            <Column width="1fr" minWidth={80} kind="lead">
              {t('lineup.column.guarantees')}
            </Column>
            <Column width={164} minWidth={164}>
              {t('lineup.column.check')}
            </Column>
          </TableHeader>
          <TableBody items={rows} dependencies={[isLocked]}>
            {(row) => <SlotRow row={row} />}
          </TableBody>
        </Table>
      </Virtualizer>
      {isFiltered ? <p className="lineup-filtered">{t('lineup.filteredOrder')}</p> : null}
    </div>
  )
}

const SlotRow = ({ row }: { row: RowItem }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { slot, product } = row
  const name = product?.name ?? slot.title
  const worst = row.open.some((item) => item.level === 'block') ? 'lineup-row-block' : ''
  return (
    <Row id={row.id} textValue={name} tone={worst}>
      <Cell kind="edge">
        <AriaButton slot="drag" className="lineup-grip" aria-label={t('lineup.drag', { name })}>
          <GripVertical aria-hidden />
        </AriaButton>
      </Cell>
      <Cell kind="numeric">
        <span className="lineup-number">{slot.position}</span>
      </Cell>
      <Cell>
        {product === null ? (
          <span className="lineup-break-mark">
            <Coffee aria-hidden />
          </span>
        ) : (
          <ProductPicture picture={product.picture} size="row" />
        )}
      </Cell>
      <Cell>
        <div className="lineup-words">
          <div className="lineup-name ellipsis" title={name}>
            {name}
          </div>
          <div className="lineup-code ellipsis">
            {product === null
              ? t('lineup.break')
              : [product.category, product.id].filter((part) => part !== '').join(' · ')}
          </div>
        </div>
      </Cell>
      <Cell kind="numeric">
        {slot.price === null ? null : (
          <InlineField
            className="lineup-price"
            label={t('lineup.priceOf', { name })}
            lead="¥"
            value={slot.price}
            format={formatYuan}
            parse={parseYuan}
            invalid={t('lineup.priceInvalid')}
            onFocus={() => chooseSlots(new Set([slot.id]))}
            onDone={backToRow}
            onCommit={(price) => editLineup(() => ({ type: 'setPrice', slotId: slot.id, price }))}
          />
        )}
      </Cell>
      <Cell kind="numeric">
        {product === null ? null : product.stock === null ? (
          <span className="lineup-quiet">—</span>
        ) : (
          <span title={String(product.stock)} className={product.stock === 0 ? 'lineup-bad' : ''}>
            {formatCount(language, product.stock)}
          </span>
        )}
      </Cell>
      <Cell kind="numeric">
        <InlineField
          label={t('lineup.minutesOf', { name })}
          value={slot.plannedMs}
          format={formatMinutes}
          parse={parseMinutes}
          invalid={t('lineup.minutesInvalid')}
          onFocus={() => chooseSlots(new Set([slot.id]))}
          onDone={backToRow}
          onCommit={(plannedMs) => editLineup(() => ({ type: 'setPlanned', slotIds: [slot.id], plannedMs }))}
        />
      </Cell>
      <Cell kind="lead">{product === null ? null : <Rights product={product} />}</Cell>
      <Cell>{product === null ? null : <CheckMark items={row.open} />}</Cell>
    </Row>
  )
}

/** How many rights a product has; where the column has room, which. */
const Rights = ({ product }: { product: Product }) => {
  const t = useTranslate()
  const local = useLocalText()
  const definitions = useBootstrapStore((state) => state.bootstrap?.guarantees ?? NO_DEFINITIONS)
  if (product.guarantees.length === 0)
    return <span className="lineup-quiet">{t('lineup.guaranteeNone')}</span>
  const names = product.guarantees.map(({ code }) => {
    const definition = definitions.find((entry) => entry.code === code)
    return definition === undefined ? code : local(definition.name)
  })
  return (
    <div className="lineup-rights" title={names.join('\n')}>
      <span className="lineup-rights-count">{t('lineup.guaranteeCount', { count: names.length })}</span>
      <span className="lineup-rights-names ellipsis" aria-hidden>
        {names.join(' · ')}
      </span>
    </div>
  )
}

const toIds = (keys: Iterable<Key>): Set<string> => new Set([...keys].map(String))

const backToRow = (input: HTMLInputElement): void => input.closest<HTMLElement>('[role="row"]')?.focus()

const focusPrice = (frame: HTMLElement | null, key: Key): void => {
  const row = frame?.querySelector(`[data-key="${CSS.escape(String(key))}"]`)
  row?.querySelector<HTMLInputElement>('.lineup-price input')?.focus()
}
