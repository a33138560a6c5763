import { BookCheck, SearchX } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Rule, RuleExample } from '../../../../domain/compliance/rulePack.ts'
import { FAMILIES, type Family } from '../../../../domain/model/claim.ts'
import { useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { SeverityMark } from '../../ui/SeverityMark.tsx'
import './rules.css'
import { matchesRule, type PackSummary, readPacks } from './readPacks.ts'

/** The rules in use, to read (规则): by family, each with what it says, the law behind it and its examples. */
export const RulesRoom = () => {
  const t = useTranslate()
  const local = useLocalText()
  const [packs, setPacks] = useState<readonly PackSummary[] | null>(null)
  const [search, setSearch] = useState('')
  const [family, setFamily] = useState<Family | 'all'>('all')
  useKeyHints([{ keys: 'Tab', does: t('rules.keys.next') }])
  useEffect(() => {
    let isHere = true
    const load = async (): Promise<void> => {
      const answer = await askMain('rules.packs', {})
      if (isHere) setPacks(answer === null ? [] : readPacks(answer))
    }
    void load()
    return () => {
      isHere = false
    }
  }, [])

  const rules = useMemo(() => packs?.flatMap((pack) => pack.rules) ?? [], [packs])
  const found = useMemo(() => rules.filter((rule) => matchesRule(rule, search)), [rules, search])
  const shown = FAMILIES.filter((entry) => family === 'all' || entry === family)
    .map((entry) => ({ family: entry, rules: found.filter(({ rule }) => rule.family === entry) }))
    .filter((group) => group.rules.length > 0)
  if (packs === null) return <main className="rules" aria-busy />
  return (
    <main className="rules">
      <nav className="rules-side" aria-label={t('rules.families')}>
        <SearchBox
          label={t('rules.search')}
          placeholder={t('rules.searchExample')}
          value={search}
          onChange={setSearch}
        />
        <ul className="rules-families">
          <FamilyLine
            title={t('rules.all')}
            count={found.length}
            isChosen={family === 'all'}
            onChoose={() => setFamily('all')}
          />
          {FAMILIES.map((entry) => (
            <FamilyLine
              key={entry}
              title={t(`family.${entry}`)}
              count={found.filter(({ rule }) => rule.family === entry).length}
              isChosen={family === entry}
              onChoose={() => setFamily(entry)}
            />
          ))}
        </ul>
        <section className="rules-packs" aria-label={t('rules.packs')}>
          <h2 className="rules-packs-title">{t('rules.packs')}</h2>
          {packs.map((pack) => (
            <p key={pack.id} className="rules-pack">
              {local(pack.name)}
              <span className="rules-version">
                {t('rules.packVersion', { version: pack.version, count: pack.rules.length })}
              </span>
            </p>
          ))}
        </section>
      </nav>
      <div className="rules-list">
        {shown.length === 0 ? (
          <NothingFound
            isEmpty={rules.length === 0}
            onShowAll={() => {
              setSearch('')
              setFamily('all')
            }}
          />
        ) : (
          shown.map((group) => (
            <section key={group.family} className="rules-group">
              <h2 className="rules-family">
                {t(`family.${group.family}`)}
                <span className="rules-count">{group.rules.length}</span>
              </h2>
              {group.rules.map((listed) => (
                <RuleView key={`${listed.pack}/${listed.rule.id}`} rule={listed.rule} />
              ))}
            </section>
          ))
        )}
      </div>
    </main>
  )
}

const NothingFound = ({ isEmpty, onShowAll }: { isEmpty: boolean; onShowAll: () => void }) => {
  const t = useTranslate()
  return isEmpty ? (
    <EmptyState icon={<BookCheck aria-hidden />} title={t('rules.none')} text={t('rules.noneText')} />
  ) : (
    <EmptyState icon={<SearchX aria-hidden />} title={t('rules.noMatch')} text={t('rules.noMatchText')}>
      <Button onPress={onShowAll}>{t('rules.showAll')}</Button>
    </EmptyState>
  )
}

const FamilyLine = (props: { title: string; count: number; isChosen: boolean; onChoose: () => void }) => (
  <li>
    <button
      type="button"
      className="rules-family-line"
      aria-pressed={props.isChosen}
      data-none={props.count === 0 ? '' : undefined}
      onClick={props.onChoose}
    >
      <span className="ellipsis">{props.title}</span>
      <span className="rules-count">{props.count}</span>
    </button>
  </li>
)

const RuleView = ({ rule }: { rule: Rule }) => {
  const t = useTranslate()
  const local = useLocalText()
  return (
    <article className="rule">
      <header className="rule-head">
        <SeverityMark severity={rule.severity} boxed />
        <h3 className="rule-message selectable">{local(rule.message)}</h3>
      </header>
      <dl className="rule-facts selectable">
        <dt>{t('rules.suggestion')}</dt>
        <dd>{local(rule.suggestion)}</dd>
        <dt>{t('rules.correction')}</dt>
        <dd>{rule.correction}</dd>
        <dt>{t('rules.basis')}</dt>
        <dd>
          <ul className="rule-basis">
            {rule.basis.map((basis) => (
              <li key={`${basis.law}${basis.article}`}>
                {basis.law} {basis.article}
                {basis.mark === 'confirmed' ? null : (
                  <span className="rule-unsure">{t(`rules.mark.${basis.mark}`)}</span>
                )}
              </li>
            ))}
          </ul>
        </dd>
        {rule.penalty === '' ? null : (
          <>
            <dt>{t('rules.penalty')}</dt>
            <dd>{rule.penalty}</dd>
          </>
        )}
      </dl>
      <div className="rule-examples selectable">
        <Examples title={t('rules.bad')} examples={rule.examples.bad} kind="bad" />
        <Examples title={t('rules.ok')} examples={rule.examples.ok} kind="ok" />
      </div>
      <p className="rule-id">{rule.id}</p>
    </article>
  )
}

/** How many examples are shown of each kind; a pack may hold forty. */
const EXAMPLES_SHOWN = 4

const Examples = (props: { title: string; examples: readonly RuleExample[]; kind: 'bad' | 'ok' }) => (
  <div className={`rule-example-list rule-example-${props.kind}`}>
    <h4 className="rule-example-title">{props.title}</h4>
    <ul>
      {props.examples.slice(0, EXAMPLES_SHOWN).map((example) => {
        const text = typeof example === 'string' ? example : example.text
        return <li key={text}>{text}</li>
      })}
    </ul>
  </div>
)
