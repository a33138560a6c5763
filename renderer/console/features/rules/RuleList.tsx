import { BookCheck, PenLine, Plus, SearchX, Undo2 } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { SeverityMark } from '../../ui/SeverityMark.tsx'
import type { ListedRule, Place } from './listRules.ts'
import { beginRule, chooseRule, showAllRules, undoDelete, useRulesRoom } from './rulesRoomStore.ts'

export const SEARCH_ID = 'rules-search'

/** Puts the focus on a rule's line, once it is drawn. */
export const focusRule = (id: string): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-rule="${CSS.escape(id)}"]`)?.focus())
}

/** The middle: the rules of the place, narrowed by the search. */
export const RuleList = (props: {
  rules: readonly ListedRule[]
  /** Rules in use in all. */
  total: number
  place: Place
  search: string
  chosen: string | null
  /** Enter on the chosen rule. */
  onOpen: (listed: ListedRule) => void
}) => {
  const { rules, total, place, search, chosen } = props
  const t = useTranslate()
  const local = useLocalText()
  const deleted = useRulesRoom((state) => state.deleted)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (chosen === null) return
    list.current?.querySelector(`[data-rule="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <section className="rules-list" aria-label={t('rules.list')}>
      <div className="rules-tools">
        <SearchBox
          id={SEARCH_ID}
          label={t('rules.search')}
          placeholder={t('rules.searchExample')}
          value={search}
          onChange={(next) => useRulesRoom.setState({ search: next })}
        />
        <Button tone="primary" icon={<Plus aria-hidden />} onPress={beginRule}>
          {t('rules.new')}
        </Button>
      </div>
      {deleted === null ? null : (
        <p className="rules-deleted" role="status">
          <span className="ellipsis">{t('rules.deleted', { rule: local(deleted.message) })}</span>
          <Button size="small" tone="quiet" icon={<Undo2 aria-hidden />} onPress={() => void undoDelete()}>
            {t('rules.undo')}
          </Button>
        </p>
      )}
      {rules.length === 0 ? (
        <Nothing place={place} isSearching={search.trim() !== ''} isEmpty={total === 0} />
      ) : (
        <ul className="rules-lines" ref={list}>
          {rules.map((listed) => (
            <RuleLine
              key={listed.rule.id}
              listed={listed}
              isChosen={listed.rule.id === chosen}
              onOpen={props.onOpen}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

type RuleLineProps = {
  readonly listed: ListedRule
  readonly isChosen: boolean
  readonly onOpen: (listed: ListedRule) => void
}

const RuleLine = memo(({ listed, isChosen, onOpen }: RuleLineProps) => {
  const t = useTranslate()
  const local = useLocalText()
  const { rule, severity, adjustment, from } = listed
  const [basis] = rule.basis
  return (
    <li>
      <button
        type="button"
        className="rules-line"
        aria-pressed={isChosen}
        data-off={severity === null ? '' : undefined}
        data-rule={rule.id}
        onClick={() => chooseRule(rule.id)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !isChosen) return
          event.preventDefault()
          onOpen(listed)
        }}
      >
        <span className="rules-line-mark">
          {severity === null ? (
            <span className="mark mark-done">{t('rules.tagOff')}</span>
          ) : (
            <SeverityMark severity={severity} boxed={false} />
          )}
        </span>
        <span className="rules-line-words">
          <span className="rules-line-message">{local(rule.message)}</span>
          <span className="rules-line-law ellipsis">
            {t(`family.${rule.family}`)}
            {basis === undefined ? '' : ` · ${basis.law} ${basis.article}`}
          </span>
        </span>
        {from.origin === 'shop' ? <Badge tone="accent">{t('rules.tagOwn')}</Badge> : null}
        {adjustment !== null && severity !== null ? (
          <Badge tone="plain">{t('rules.tagChanged')}</Badge>
        ) : null}
      </button>
    </li>
  )
})
RuleLine.displayName = 'RuleLine'

const Nothing = (props: { place: Place; isSearching: boolean; isEmpty: boolean }) => {
  const t = useTranslate()
  if (props.isEmpty)
    return <EmptyState icon={<BookCheck aria-hidden />} title={t('rules.none')} text={t('rules.noneText')} />
  if (!props.isSearching && props.place.kind === 'own')
    return (
      <EmptyState icon={<PenLine aria-hidden />} title={t('rules.noOwn')} text={t('rules.noOwnText')}>
        <Button tone="primary" onPress={beginRule}>
          {t('rules.new')}
        </Button>
      </EmptyState>
    )
  if (!props.isSearching && (props.place.kind === 'off' || props.place.kind === 'changed'))
    return (
      <EmptyState
        icon={<BookCheck aria-hidden />}
        title={t(props.place.kind === 'off' ? 'rules.noOff' : 'rules.noChanged')}
        text={t('rules.noSetText')}
      />
    )
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t('rules.noMatch')} text={t('rules.noMatchText')}>
      <Button onPress={showAllRules}>{t('rules.showAll')}</Button>
    </EmptyState>
  )
}
