import { Check, X } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { fitsForm } from '../../../../../domain/compliance/ruleForm.ts'
import { PACK_LIMITS } from '../../../../../domain/compliance/rulePack.ts'
import { surroundingsOf } from '../../../../../domain/compliance/shopPack.ts'
import { classWords } from '../../../../../domain/compliance/templateReading.ts'
import type { ExampleResult } from '../../../../../domain/compliance/tryRule.ts'
import type { RulesState } from '../../../../../domain/contract/rules.ts'
import { FAMILIES } from '../../../../../domain/model/claim.ts'
import { useKeys } from '../../../../shared/useKeys.ts'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBanner } from '../../../ui/ErrorBanner.tsx'
import { ParsedField, TextField } from '../../../ui/Field.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Select } from '../../../ui/Select.tsx'
import { spareText } from '../detail/spareText.ts'
import { changeForm, closeEditor, type Draft, ruleOfDraft, saveDraft } from '../rulesRoomStore.ts'
import { BasisFields } from './BasisFields.tsx'
import { LinesField } from './LinesField.tsx'
import './rule-editor.css'
import { SpareFields } from './SpareFields.tsx'
import { TemplateHelp } from './TemplateHelp.tsx'
import { TrialView } from './TrialView.tsx'
import { useTrial } from './useTrial.ts'
import { WordLines } from './WordLines.tsx'

/** One of the shop's own rules as a form, tried at the right while it is written. */
export const RuleEditor = ({ rules, draft }: { rules: RulesState; draft: Draft }) => {
  const t = useTranslate()
  const local = useLocalText()
  const [asksDiscard, setAsksDiscard] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const state = useTrial(ruleOfDraft(draft))
  useEffect(() => form.current?.querySelector<HTMLElement>('.lines input')?.focus(), [])
  const close = (): void => {
    if (draft.isDirty) setAsksDiscard(true)
    else closeEditor()
  }
  useKeys({
    'Ctrl+S': { run: () => void saveDraft(), whileTyping: true },
    Escape: { run: close, whileTyping: true },
  })
  const isFailing = state.trial?.examples.some(({ passes }) => passes === false) === true
  const cannotSave = state.missing.length > 0 || isFailing || (state.trial?.problem ?? null) !== null
  return (
    <>
      <section
        className="editor"
        aria-label={t(draft.base === null ? 'rules.editor.new' : 'rules.editor.edit')}
      >
        <header className="editor-head">
          <h2 className="editor-title">
            {t(draft.base === null ? 'rules.editor.new' : 'rules.editor.edit')}
          </h2>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            tone="primary"
            keyHint="Ctrl S"
            isDisabled={cannotSave || draft.isSaving}
            onPress={() => void saveDraft()}
          >
            {t('rules.editor.save')}
          </Button>
        </header>
        <div className="editor-form" ref={form}>
          {draft.failure === null ? null : <ErrorBanner failure={draft.failure} onDismiss={null} />}
          {draft.from === null ? null : (
            <p className="editor-from">
              {t('rules.editor.from', { rule: local(draft.from.message) })}
              {fitsForm(draft.from) || draft.from.kind === 'phrase' ? null : (
                <WordsOnly kind={draft.from.kind} />
              )}
            </p>
          )}
          <Form rules={rules} draft={draft} examples={state.trial?.examples ?? []} />
        </div>
      </section>
      <TrialView state={state} />
      <Dialog
        isOpen={asksDiscard}
        onClose={() => setAsksDiscard(false)}
        title={t('rules.editor.discard')}
        size="small"
        canDismiss
        footer={
          <>
            <Button onPress={() => setAsksDiscard(false)}>{t('rules.editor.discardNo')}</Button>
            <Button tone="danger" onPress={closeEditor}>
              {t('rules.editor.discardYes')}
            </Button>
          </>
        }
      >
        <p>{t('rules.editor.discardText')}</p>
      </Dialog>
    </>
  )
}

const WordsOnly = ({ kind }: { kind: string }) => {
  const t = useTranslate()
  return kind === 'fact' || kind === 'must-say' || kind === 'promise' ? (
    <span> {t('rules.editor.wordsOnly', { kind: t(`rules.kind.${kind}`) })}</span>
  ) : null
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="editor-part" aria-label={title}>
    <h3 className="editor-part-title">{title}</h3>
    {children}
  </section>
)

const Form = (props: { rules: RulesState; draft: Draft; examples: readonly ExampleResult[] }) => {
  const { rules, draft, examples } = props
  const { form } = draft
  const t = useTranslate()
  const classes = useMemo(() => {
    const others = rules.packs.filter(({ origin }) => origin !== 'shop').map(({ pack }) => pack)
    return surroundingsOf(others).classes
  }, [rules])
  const lookUp = useMemo(() => classWords(classes), [classes])
  return (
    <>
      <Part title={t('rules.editor.what')}>
        <div className="editor-row">
          <Select
            label={t('rules.editor.family')}
            showLabel
            options={FAMILIES.map((value) => ({ value, title: t(`family.${value}`) }))}
            value={form.family}
            onChange={(family) => changeForm({ family })}
          />
          <Segmented
            label={t('rules.editor.severity')}
            showLabel
            options={(['note', 'warn', 'block'] as const).map((value) => ({
              value,
              title: t(`severity.${value}`),
            }))}
            value={form.severity}
            onChange={(severity) => changeForm({ severity })}
          />
        </div>
        <WordLines
          label={t('rules.editor.say')}
          lineName={(number) => t('rules.editor.sayLine', { number })}
          lines={form.say}
          classes={lookUp}
          onChange={(say) => changeForm({ say })}
        />
        <TemplateHelp classes={Object.keys(classes)} />
        <div className="editor-row">
          <Segmented
            label={t('rules.editor.sound')}
            showLabel
            options={(['off', 'letters', 'near'] as const).map((value) => ({
              value,
              title: t(`rules.editor.sound.${value}`),
            }))}
            value={form.sound}
            onChange={(sound) => changeForm({ sound })}
          />
          <Segmented
            label={t('rules.editor.near')}
            showLabel
            options={(['none', 'present', 'absent'] as const).map((value) => ({
              value,
              title: t(`rules.editor.near.${value}`),
            }))}
            value={form.near}
            onChange={(near) =>
              changeForm({ near, nearWords: form.nearWords.length === 0 ? [''] : form.nearWords })
            }
          />
        </div>
        {form.near === 'none' ? null : (
          <>
            <WordLines
              label={t('rules.editor.nearWords')}
              lineName={(number) => t('rules.editor.nearLine', { number })}
              lines={form.nearWords}
              classes={lookUp}
              onChange={(nearWords) => changeForm({ nearWords })}
            />
            <ParsedField
              label={t('rules.editor.within')}
              value={form.within}
              format={String}
              parse={(typed) =>
                /^\d{1,3}$/.test(typed.trim()) && Number(typed) <= 200 ? Number(typed) : null
              }
              invalid={t('rules.editor.withinBad')}
              onCommit={(within) => changeForm({ within })}
            />
          </>
        )}
      </Part>
      <Part title={t('rules.editor.examples')}>
        <p className="field-help">{t('rules.editor.examplesHelp')}</p>
        <div className="editor-pair">
          <ExampleLines
            kind="bad"
            lines={form.bad}
            examples={examples}
            onChange={(bad) => changeForm({ bad })}
          />
          <ExampleLines kind="ok" lines={form.ok} examples={examples} onChange={(ok) => changeForm({ ok })} />
        </div>
      </Part>
      <Part title={t('rules.editor.tell')}>
        <TextField
          label={t('rules.editor.message')}
          help={t('rules.editor.messageHelp')}
          maxLength={200}
          value={form.messageZh}
          onChange={(messageZh) => changeForm({ messageZh })}
        />
        <TextField
          label={t('rules.editor.messageEn')}
          maxLength={300}
          value={form.messageEn}
          onChange={(messageEn) => changeForm({ messageEn })}
        />
        <TextField
          label={t('rules.editor.suggestion')}
          maxLength={300}
          value={form.suggestion}
          onChange={(suggestion) => changeForm({ suggestion })}
        />
        <TextField
          label={t('rules.editor.correction')}
          help={t('rules.editor.correctionHelp')}
          maxLength={300}
          value={form.correction}
          onChange={(correction) => changeForm({ correction })}
        />
      </Part>
      <Part title={t('rules.editor.law')}>
        <BasisFields basis={form.basis} onChange={(basis) => changeForm({ basis })} />
        <TextField
          label={t('rules.editor.penalty')}
          maxLength={300}
          value={form.penalty}
          onChange={(penalty) => changeForm({ penalty })}
        />
      </Part>
      <Part title={t('rules.editor.when')}>
        <SpareFields form={form} onChange={changeForm} />
      </Part>
    </>
  )
}

const ExampleLines = (props: {
  kind: 'bad' | 'ok'
  lines: readonly string[]
  examples: readonly ExampleResult[]
  onChange: (lines: readonly string[]) => void
}) => {
  const { kind, lines, examples } = props
  const t = useTranslate()
  // Empty lines are no examples, so the places differ; the text tells which is which.
  const resultOf = (line: string): ExampleResult | undefined =>
    examples.find((example) => example.kind === kind && example.text === line.trim())
  return (
    <LinesField
      label={t(`rules.editor.${kind}`)}
      lines={lines}
      least={2}
      most={PACK_LIMITS.examples}
      maxLength={PACK_LIMITS.exampleLength}
      lineName={(number) => t(`rules.editor.${kind}Line`, { number })}
      addName={t('rules.editor.exampleAdd')}
      renderNote={(line) => <ExampleNote result={line.trim() === '' ? undefined : resultOf(line)} />}
      onChange={props.onChange}
    />
  )
}

const ExampleNote = ({ result }: { result: ExampleResult | undefined }) => {
  const t = useTranslate()
  if (result === undefined) return null
  const { kind, passes, spared } = result
  if (passes === null) return <p className="field-help">{t('rules.trial.notRun')}</p>
  if (passes)
    return (
      <p className="example-right">
        <Check aria-hidden />
        {spared === null
          ? t('rules.trial.right')
          : t('rules.trial.rightSpared', { reason: spareText(t, spared) })}
      </p>
    )
  return (
    <p className="example-wrong" role="alert">
      <X aria-hidden />
      {kind === 'ok'
        ? t('rules.trial.hit')
        : spared === null
          ? t('rules.trial.missed')
          : t('rules.trial.missedSpared', { reason: spareText(t, spared) })}
    </p>
  )
}
