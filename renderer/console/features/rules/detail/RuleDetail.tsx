import { Copy, MousePointerClick, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { fitsForm } from '../../../../../domain/compliance/ruleForm.ts'
import type { RuleExample } from '../../../../../domain/compliance/rulePack.ts'
import type { RulesState } from '../../../../../domain/contract/rules.ts'
import { formatDate } from '../../../../shared/formatTime.ts'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../../stores/bootstrapStore.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SeverityMark } from '../../../ui/SeverityMark.tsx'
import { LawList } from '../../live/LawList.tsx'
import { type ListedRule, listRules } from '../listRules.ts'
import { beginFrom, deleteRule, editRule } from '../rulesRoomStore.ts'
import './rule-detail.css'
import { needText } from './needText.ts'
import { RuleSetting } from './RuleSetting.tsx'
import { RuleWords } from './RuleWords.tsx'
import { SentenceTest } from './SentenceTest.tsx'

/** Where Enter in the list puts the focus. */
export const SETTING_ID = 'rule-setting'

/** The right side: the chosen rule whole, what the shop sets for it, and a sentence to test. */
export const RuleDetail = ({ listed, rules }: { listed: ListedRule | null; rules: RulesState }) => {
  const t = useTranslate()
  const all = useMemo(() => listRules(rules), [rules])
  return (
    <section className="rule-detail" aria-label={t('rules.detail')}>
      {listed === null ? (
        <div className="rule-none">
          <EmptyState
            icon={<MousePointerClick aria-hidden />}
            title={t('rules.choose')}
            text={t('rules.chooseText')}
          />
        </div>
      ) : (
        <Rule key={listed.rule.id} listed={listed} rules={rules} />
      )}
      <SentenceTest rules={rules} all={all} />
    </section>
  )
}

const Rule = ({ listed, rules }: { listed: ListedRule; rules: RulesState }) => {
  const t = useTranslate()
  const local = useLocalText()
  const { rule, from, severity } = listed
  const isOwn = from.origin === 'shop'
  const times = isOwn ? rules.times[rule.id] : undefined
  return (
    <article className="rule">
      <header className="rule-head">
        {severity === null ? (
          <Badge tone="done">{t('rules.tagOff')}</Badge>
        ) : (
          <SeverityMark severity={severity} boxed />
        )}
        <span className="rule-family">{t(`family.${rule.family}`)}</span>
        {rule.kind === 'fact' || rule.kind === 'must-say' || rule.kind === 'promise' ? (
          <span className="rule-kind">{t(`rules.kind.${rule.kind}`)}</span>
        ) : null}
        <span className="rule-acts">
          {isOwn && fitsForm(rule) ? (
            <Button size="small" icon={<Pencil aria-hidden />} onPress={() => editRule(rule)}>
              {t('rules.edit')}
            </Button>
          ) : null}
          <Button size="small" tone="quiet" icon={<Copy aria-hidden />} onPress={() => beginFrom(rule)}>
            {t('rules.duplicate')}
          </Button>
          {isOwn ? (
            <Button
              size="small"
              tone="quiet"
              icon={<Trash2 aria-hidden />}
              onPress={() => void deleteRule(rule)}
            >
              {t('rules.delete')}
            </Button>
          ) : null}
        </span>
      </header>
      <h2 className="rule-message selectable">{local(rule.message)}</h2>
      <RuleFacts listed={listed} />
      <div id={SETTING_ID} className="rule-part">
        <RuleSetting key={JSON.stringify(listed.adjustment)} listed={listed} />
      </div>
      <div className="rule-part">
        <h3>{t('rules.words')}</h3>
        <RuleWords lines={rule.say} classes={from.pack.classes} />
        {rule.kind === 'conditional' ? (
          <>
            <h3 className="rule-words-near">
              {t(rule.when === 'present' ? 'rules.wordsNear' : 'rules.wordsAbsent')}
            </h3>
            <RuleWords lines={rule.with} classes={from.pack.classes} />
          </>
        ) : null}
      </div>
      <div className="rule-part rule-examples selectable" lang="zh-CN">
        <Examples title={t('rules.bad')} examples={rule.examples.bad} kind="bad" />
        <Examples title={t('rules.ok')} examples={rule.examples.ok} kind="ok" />
      </div>
      <p className="rule-id selectable">
        {rule.id} · {local(from.pack.name)} {from.pack.version}
        {times === undefined
          ? ''
          : ` · ${t('rules.own.times', {
              created: formatDate(times.createdAt),
              changed: formatDate(times.changedAt),
            })}`}
      </p>
    </article>
  )
}

/** Stays with the words before it where a line breaks. */
const SEPARATOR = '\u00a0· '

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const RuleFacts = ({ listed: { rule } }: { listed: ListedRule }) => {
  const t = useTranslate()
  const local = useLocalText()
  const definitions = useBootstrapStore((state) => state.bootstrap?.guarantees) ?? []
  const { only, except } = rule.categories
  const categories = [
    only.length === 0 ? '' : t('rules.only', { words: only.join('、') }),
    except.length === 0 ? '' : t('rules.except', { words: except.join('、') }),
  ].filter((text) => text !== '')
  const dates = [
    rule.effectiveFrom === null ? '' : t('rules.from', { date: rule.effectiveFrom }),
    rule.effectiveTo === null ? '' : t('rules.to', { date: rule.effectiveTo }),
  ].filter((text) => text !== '')
  return (
    <dl className="rule-facts selectable">
      <Fact name={t('rules.suggestion')}>{local(rule.suggestion)}</Fact>
      <Fact name={t('rules.correction')}>
        <q lang="zh-CN">{rule.correction}</q>
      </Fact>
      <Fact name={t('rules.basis')}>
        <LawList basis={rule.basis} />
      </Fact>
      {rule.penalty === '' ? null : <Fact name={t('rules.penalty')}>{rule.penalty}</Fact>}
      {categories.length === 0 ? null : <Fact name={t('rules.categories')}>{categories.join(' ')}</Fact>}
      {dates.length === 0 ? null : <Fact name={t('rules.dates')}>{dates.join(' ')}</Fact>}
      {rule.needs.length === 0 ? null : (
        <Fact name={t('rules.needs')}>
          <ul>
            {rule.needs.map((need) => (
              <li key={JSON.stringify(need)}>{needText(t, local, definitions, need)}</li>
            ))}
          </ul>
        </Fact>
      )}
      {rule.unless.length === 0 ? null : (
        <Fact name={t('rules.spares')}>
          {rule.unless.map((context) => t(`rules.spared.${context}`)).join(SEPARATOR)}
        </Fact>
      )}
    </dl>
  )
}

/** How many examples are shown of each kind; a pack may hold forty. */
const EXAMPLES_SHOWN = 6

const Examples = (props: { title: string; examples: readonly RuleExample[]; kind: 'bad' | 'ok' }) => (
  <div className={`rule-example-list rule-example-${props.kind}`}>
    <h3>{props.title}</h3>
    <ul>
      {props.examples.slice(0, EXAMPLES_SHOWN).map((example) => {
        const text = typeof example === 'string' ? example : example.text
        return <li key={text}>{text}</li>
      })}
    </ul>
  </div>
)
