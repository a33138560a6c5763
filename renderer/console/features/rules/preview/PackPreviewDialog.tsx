import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Progress } from '../../../../../domain/contract/bridge.ts'
import type { PackEffect, PackPreview } from '../../../../../domain/contract/rules.ts'
import type { Failure } from '../../../../../domain/contract/result.ts'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { bridge, callMain } from '../../../bridge/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBanner } from '../../../ui/ErrorBanner.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { adoptPack, type Looking, stopLooking, useRulesRoom } from '../rulesRoomStore.ts'
import { EffectView } from './EffectView.tsx'
import './pack-preview.css'
import { RuleChanges } from './RuleChanges.tsx'

/** A pack before it holds: what it changes in the rules, and what it would have said about past claims. */
export const PackPreviewDialog = () => {
  const t = useTranslate()
  const looking = useRulesRoom((state) => state.looking)
  if (looking === null) return null
  return (
    <Dialog
      isOpen
      onClose={stopLooking}
      title={<Title looking={looking} />}
      size={looking.at === 'preview' ? 'large' : 'medium'}
      canDismiss
      footer={
        looking.at === 'preview' ? (
          <>
            <p className="dialog-foot-start">{t('rules.preview.safe')}</p>
            <Button onPress={stopLooking}>{t('common.cancel')}</Button>
            <Button tone="primary" onPress={() => void adoptPack(looking.preview)}>
              {t('rules.preview.adopt')}
            </Button>
          </>
        ) : (
          <Button onPress={stopLooking}>
            {t(looking.at === 'failed' ? 'common.close' : 'common.cancel')}
          </Button>
        )
      }
    >
      {looking.at === 'reading' ? (
        <div className="preview-wait">
          <ProgressBar label={t('rules.preview.reading', { file: looking.file })} done={0} total={0} />
        </div>
      ) : null}
      {looking.at === 'failed' ? <ErrorBanner failure={looking.failure} onDismiss={null} /> : null}
      {looking.at === 'preview' ? <Preview key={looking.preview.token} preview={looking.preview} /> : null}
    </Dialog>
  )
}

const Title = ({ looking }: { looking: Looking }) => {
  const t = useTranslate()
  const local = useLocalText()
  if (looking.at !== 'preview') return t('rules.preview.importTitle', { name: looking.file })
  const name = local(looking.preview.name)
  return t(looking.isUpdate ? 'rules.preview.updateTitle' : 'rules.preview.importTitle', { name })
}

type Effect =
  | { readonly at: 'working'; readonly progress: Progress | null }
  | { readonly at: 'done'; readonly effect: PackEffect }
  | { readonly at: 'failed'; readonly failure: Failure }

const useEffectOnClaims = (token: string): Effect => {
  const [effect, setEffect] = useState<Effect>({ at: 'working', progress: null })
  useEffect(() => {
    let isHere = true
    const stop = bridge().onProgress((progress) => {
      if (isHere && progress.task === 'rules-effect')
        setEffect((now) => (now.at === 'working' ? { at: 'working', progress } : now))
    })
    const run = async (): Promise<void> => {
      const answer = await callMain('rules.effect', { token })
      if (isHere)
        setEffect(answer.ok ? { at: 'done', effect: answer.value } : { at: 'failed', failure: answer.error })
    }
    void run()
    return () => {
      isHere = false
      stop()
    }
  }, [token])
  return effect
}

const Preview = ({ preview }: { preview: PackPreview }) => {
  const t = useTranslate()
  const effect = useEffectOnClaims(preview.token)
  return (
    <div className="preview">
      <p className="preview-version">
        {preview.from === null
          ? t('rules.preview.first', { to: preview.to, count: preview.rules })
          : t('rules.preview.version', { from: preview.from, to: preview.to })}
      </p>
      {preview.failing.length === 0 ? null : (
        <div className="preview-failing">
          <p>
            <TriangleAlert aria-hidden />
            {t('rules.preview.failing')}
          </p>
          <ul className="selectable">
            {preview.failing.map(({ rule, example }) => (
              <li key={`${rule}${example}`}>
                {rule} · <q lang="zh-CN">{example}</q>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="preview-columns">
        <RuleChanges comparison={preview.comparison} />
        <section className="preview-effect" aria-label={t('rules.preview.effect')}>
          <h3>{t('rules.preview.effect')}</h3>
          {effect.at === 'working' ? (
            <ProgressBar
              label={t('rules.preview.effectWorking')}
              done={effect.progress?.done ?? 0}
              total={effect.progress?.total ?? 0}
            />
          ) : null}
          {effect.at === 'failed' ? <ErrorBanner failure={effect.failure} onDismiss={null} /> : null}
          {effect.at === 'done' ? <EffectView effect={effect.effect} /> : null}
        </section>
      </div>
    </div>
  )
}
