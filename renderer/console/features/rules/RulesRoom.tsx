import { CircleAlert } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { fitsForm } from '../../../../domain/compliance/ruleForm.ts'
import type { RulesState } from '../../../../domain/contract/rules.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useKeys } from '../../../shared/useKeys.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { loadRules, useRulesStore } from '../../stores/rulesStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { AllowedPhrases } from './AllowedPhrases.tsx'
import { RuleDetail, SETTING_ID } from './detail/RuleDetail.tsx'
import { RuleEditor } from './editor/RuleEditor.tsx'
import { isIn, type ListedRule, listRules, matchesSearch } from './listRules.ts'
import { PackPreviewDialog } from './preview/PackPreviewDialog.tsx'
import { focusRule, RuleList, SEARCH_ID } from './RuleList.tsx'
import './rules.css'
import { beginRule, chooseRule, editRule, undoDelete, useRulesRoom } from './rulesRoomStore.ts'
import { RulesSide } from './RulesSide.tsx'

/** The rules (规则): what is in use, what the shop sets above it, rules of its own, and packs from outside. */
export const RulesRoom = () => {
  const language = useLanguage()
  const t = useTranslate()
  const rules = useRulesStore((state) => state.rules)
  const failure = useRulesStore((state) => state.failure)
  useEffect(() => void loadRules(), [])
  if (rules !== null) return <Room rules={rules} />
  if (failure === null) return <main className="rules" aria-busy />
  return (
    <main className="rules rules-failed" role="alert">
      <EmptyState
        icon={<CircleAlert aria-hidden />}
        title={t('rules.failed')}
        text={failureText(language, failure)}
      >
        <Button onPress={() => void loadRules()}>{t('common.retry')}</Button>
      </EmptyState>
    </main>
  )
}

/** Enter on a rule: the shop's own is edited, another one's setting gets the focus. */
const openRule = ({ rule, from }: ListedRule): void => {
  if (from.origin === 'shop' && fitsForm(rule)) editRule(rule)
  else document.getElementById(SETTING_ID)?.querySelector<HTMLElement>('input:checked')?.focus()
}

const Room = ({ rules }: { rules: RulesState }) => {
  const t = useTranslate()
  const { place, search, chosen, draft, deleted } = useRulesRoom()
  const isLive = useLiveStore((state) => state.snapshot.session !== null)
  const all = useMemo(() => listRules(rules), [rules])
  const shown = useMemo(
    () => all.filter((listed) => isIn(listed, place) && matchesSearch(listed, search)),
    [all, place, search],
  )
  const at = shown.findIndex(({ rule }) => rule.id === chosen)
  const current = at < 0 ? null : (shown[at] ?? null)

  const step = (by: 1 | -1): void => {
    const next = shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    chooseRule(next.rule.id)
    focusRule(next.rule.id)
  }
  const whileListing = (run: () => void) => ({
    run: () => {
      if (draft === null) run()
    },
    whileTyping: false,
  })
  useKeys({
    '/': whileListing(() => document.getElementById(SEARCH_ID)?.focus()),
    J: whileListing(() => step(1)),
    K: whileListing(() => step(-1)),
    N: whileListing(beginRule),
    'Ctrl+Z': whileListing(() => void undoDelete()),
  })
  const hasList = place.kind !== 'allowed'
  useKeyHints(
    draft === null
      ? [
          ...(hasList
            ? [
                { keys: '/', does: t('rules.keys.search') },
                { keys: 'J', does: t('rules.keys.next') },
                { keys: 'K', does: t('rules.keys.previous') },
                { keys: 'Enter', does: t('rules.keys.open') },
              ]
            : []),
          { keys: 'N', does: t('rules.keys.new') },
          ...(deleted === null ? [] : [{ keys: 'Ctrl Z', does: t('rules.keys.undo') }]),
        ]
      : [
          { keys: 'Ctrl S', does: t('rules.keys.save') },
          { keys: 'Esc', does: t('rules.keys.close') },
        ],
  )
  return (
    <main className="rules" data-live={isLive ? '' : undefined}>
      {isLive ? <p className="rules-live-note">{t('rules.liveNote')}</p> : null}
      <RulesSide rules={rules} all={all} />
      {draft !== null ? (
        <RuleEditor rules={rules} draft={draft} />
      ) : hasList ? (
        <>
          <RuleList
            rules={shown}
            total={all.length}
            place={place}
            search={search}
            chosen={chosen}
            onOpen={openRule}
          />
          <RuleDetail listed={current} rules={rules} />
        </>
      ) : (
        <AllowedPhrases rules={rules} />
      )}
      <PackPreviewDialog />
    </main>
  )
}
