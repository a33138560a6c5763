import { CircleAlert, CornerDownLeft, Info, OctagonX, TriangleAlert } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import { ulid } from 'ulid'
import { failureText } from '../../../../domain/messages/failureText.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import {
  type ClaimDraft,
  type FindingDraft,
  MAX_CLAIM_LENGTH,
  type Speaker,
} from '../../../../domain/model/claim.ts'
import { callMain } from '../../../shared/bridge.ts'
import { byGravity } from '../../../shared/live/severity.ts'
import { useSettingsStore } from '../../../shared/settingsStore.ts'
import { isComposing } from '../../../shared/useKeys.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { MarkedText } from './MarkedText.tsx'
import { usePreview } from './preview.ts'
import './claim-box.css'

const SPEAKERS: readonly Speaker[] = ['host', 'assistant', 'guest']
const ICONS = { note: Info, warn: TriangleAlert, block: OctagonX } as const

/** How many quick phrases have a key. */
const PHRASE_KEYS = 9

/** Sends a claim to main; the failure when it was not saved, else null. */
const logClaim = async (draft: ClaimDraft): Promise<Failure | null> => {
  const answer = await callMain('live.command', { command: { type: 'logClaim', draft } })
  return answer.ok ? null : answer.error
}

/** What the box says when something was not saved: a typed line stays in the box, a phrase can be pressed again. */
type NotSaved = { readonly of: 'line' | 'phrase'; readonly failure: Failure }

/** Writing a claim down: text, speaker, quick phrases, and what would be found in it while one types. */
export type ClaimWriter = {
  readonly text: string
  readonly setText: (text: string) => void
  readonly speaker: Speaker
  readonly setSpeaker: (speaker: Speaker) => void
  readonly saving: boolean
  readonly notSaved: NotSaved | null
  readonly log: () => void
  readonly logPhrase: (index: number) => void
}

/** The state of the claim box; it lives in the room, so that the phrase keys work wherever the focus is. */
export const useClaimWriter = (): ClaimWriter => {
  const [text, setText] = useState('')
  const [speaker, setSpeaker] = useState<Speaker>('host')
  const [saving, setSaving] = useState(false)
  const [notSaved, setNotSaved] = useState<NotSaved | null>(null)
  // A line that was not saved keeps its id, so that sending it again cannot log it twice.
  const pending = useRef<{ readonly id: string; readonly text: string } | null>(null)

  const log = async (): Promise<void> => {
    const said = text.trim()
    if (said === '' || saving) return
    const id = pending.current?.text === said ? pending.current.id : ulid()
    pending.current = { id, text: said }
    setSaving(true)
    const failure = await logClaim({ id, text: said, speaker, source: 'typed', saidAt: null })
    setSaving(false)
    if (failure !== null) {
      setNotSaved({ of: 'line', failure })
      return
    }
    pending.current = null
    setNotSaved(null)
    // What was typed on while it was being saved stays.
    setText((now) => (now === text ? '' : now.startsWith(text) ? now.slice(text.length).trimStart() : now))
  }

  const logPhrase = async (index: number): Promise<void> => {
    const phrase = useSettingsStore.getState().settings.quickPhrases[index]
    if (phrase === undefined) return
    const failure = await logClaim({ id: ulid(), text: phrase.text, speaker, source: 'phrase', saidAt: null })
    setNotSaved(failure === null ? null : { of: 'phrase', failure })
  }

  return {
    text,
    setText,
    speaker,
    setSpeaker,
    saving,
    notSaved,
    log: () => void log(),
    logPhrase: (index) => void logPhrase(index),
  }
}

type ClaimBoxProps = { readonly writer: ClaimWriter; readonly box: RefObject<HTMLTextAreaElement | null> }

/** The box a claim is typed into, with the quick phrases under it. */
export const ClaimBox = ({ writer, box }: ClaimBoxProps) => {
  const t = useTranslate()
  const [composing, setComposing] = useState(false)
  const findings = usePreview(writer.text, composing)
  const backdrop = useRef<HTMLDivElement>(null)
  return (
    <section className="claim-box" aria-label={t('live.box.label')}>
      <div className="claim-text" data-invalid={writer.notSaved?.of === 'line' ? '' : undefined}>
        {/* The same text lies behind the field with the underlines; the field itself is see-through. */}
        <div ref={backdrop} className="claim-text-marks" lang="zh-CN" aria-hidden>
          <MarkedText text={writer.text} marks={findings} />{' '}
        </div>
        <textarea
          ref={box}
          className="claim-text-field"
          rows={2}
          spellCheck={false}
          lang="zh-CN"
          maxLength={MAX_CLAIM_LENGTH}
          aria-label={t('live.box.label')}
          aria-invalid={writer.notSaved?.of === 'line'}
          placeholder={t('live.box.placeholder')}
          value={writer.text}
          onChange={(event) => writer.setText(event.target.value)}
          onScroll={(event) => {
            if (backdrop.current !== null) backdrop.current.scrollTop = event.currentTarget.scrollTop
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || composing || isComposing(event.nativeEvent)) return
            event.preventDefault()
            if (!event.repeat) writer.log()
          }}
        />
      </div>
      {writer.notSaved === null ? null : <NotSavedNote notSaved={writer.notSaved} />}
      <div className="claim-box-line">
        <Segmented
          label={t('live.box.speaker')}
          showLabel={false}
          options={SPEAKERS.map((value) => ({ value, title: t(`speaker.${value}`) }))}
          value={writer.speaker}
          onChange={writer.setSpeaker}
        />
        <PreviewNote text={writer.text} findings={findings} />
        <Button
          tone="primary"
          size="small"
          icon={<CornerDownLeft aria-hidden />}
          isDisabled={writer.text.trim() === '' || writer.saving}
          onPress={writer.log}
        >
          {writer.saving ? t('live.box.saving') : t('live.box.log')}
        </Button>
      </div>
      <Phrases onLog={writer.logPhrase} />
    </section>
  )
}

/** That something was not saved, why, and what to do; the text is still there. */
const NotSavedNote = ({ notSaved }: { notSaved: NotSaved }) => {
  const t = useTranslate()
  const language = useLanguage()
  return (
    <p className="claim-failed selectable" role="alert">
      <CircleAlert aria-hidden />
      <span>
        <strong>{t(notSaved.of === 'line' ? 'live.box.notSaved' : 'live.box.phraseNotSaved')}</strong>{' '}
        {failureText(language, notSaved.failure)}
      </span>
    </p>
  )
}

/** What would be found in the text, the gravest first, on one line; nothing when it is clean. */
const PreviewNote = ({ text, findings }: { text: string; findings: readonly FindingDraft[] }) => {
  const t = useTranslate()
  const local = useLocalText()
  const [first, ...rest] = [...findings].sort(byGravity)
  if (text.length >= MAX_CLAIM_LENGTH) {
    return <p className="claim-note claim-note-block">{t('live.box.tooLong', { max: MAX_CLAIM_LENGTH })}</p>
  }
  if (first === undefined) return <p className="claim-note" />
  const Icon = ICONS[first.severity]
  return (
    <p className={`claim-note claim-note-${first.severity}`} title={local(first.words.message)}>
      <Icon aria-hidden />
      <span className="ellipsis">
        {t(`severity.${first.severity}`)} · {t(`family.${first.family}`)} · {local(first.words.message)}
      </span>
      {rest.length === 0 ? null : (
        <span className="claim-note-more">{t('live.box.previewMore', { count: rest.length })}</span>
      )}
    </p>
  )
}

const Phrases = ({ onLog }: { onLog: (index: number) => void }) => {
  const t = useTranslate()
  const phrases = useSettingsStore((state) => state.settings.quickPhrases)
  if (phrases.length === 0) return null
  return (
    <ul className="phrases" aria-label={t('live.box.phrases')}>
      {phrases.map((phrase, index) => (
        <li key={phrase.text}>
          <button type="button" className="phrase" title={phrase.text} onClick={() => onLog(index)}>
            {index < PHRASE_KEYS ? <kbd className="key">^{index + 1}</kbd> : null}
            <span className="ellipsis" lang="zh-CN">
              {phrase.text}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
