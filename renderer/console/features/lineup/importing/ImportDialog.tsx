import { FileSpreadsheet } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Progress } from '../../../../../domain/contract/bridge.ts'
import type { ImportPreview } from '../../../../../domain/contract/ipc.ts'
import type { Failure } from '../../../../../domain/contract/result.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { bridge, callMain } from '../../../bridge/bridge.ts'
import { askMain } from '../../../bridge/askMain.ts'
import { Button } from '../../../ui/Button.tsx'
import { ChooseFile } from '../../../ui/ChooseFile.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBanner } from '../../../ui/ErrorBanner.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { showDialog, takeImported, useLineupStore } from '../lineupStore.ts'
import './import.css'
import { ImportPreviewView } from './ImportPreviewView.tsx'
import { importCounts } from './importCounts.ts'

type Step =
  | { readonly at: 'choose'; readonly failure: Failure | null }
  | { readonly at: 'reading'; readonly file: string }
  | { readonly at: 'preview'; readonly preview: ImportPreview; readonly failure: Failure | null }
  | { readonly at: 'writing'; readonly preview: ImportPreview; readonly progress: Progress | null }

/** What becomes of the session's present lineup; without a session the rows make a new one. */
type Mode = 'append' | 'replace'

const LINEUP_FILES = '.xlsx,.csv,.tsv,.txt'

/** A workbook in three steps: choose, look, import. Nothing changes before the last, and then all of it or none. */
export const ImportDialog = () => {
  const t = useTranslate()
  const lineup = useLineupStore((state) => state.current?.lineup ?? null)
  const dropped = useLineupStore((state) => state.droppedFile)
  const [step, setStep] = useState<Step>(
    dropped === null ? { at: 'choose', failure: null } : { at: 'reading', file: dropped.name },
  )
  const [mode, setMode] = useState<Mode>('append')

  const read = async (file: File): Promise<void> => {
    setStep({ at: 'reading', file: file.name })
    setStep(await readStep(file))
  }
  useEffect(() => {
    let isOpen = true
    const begin = async (file: File): Promise<void> => {
      const next = await readStep(file)
      if (isOpen) setStep(next)
    }
    if (dropped !== null) void begin(dropped)
    return () => {
      isOpen = false
    }
  }, [dropped])

  const commit = async (preview: ImportPreview): Promise<void> => {
    setStep({ at: 'writing', preview, progress: null })
    const stop = bridge().onProgress((progress) => {
      if (progress.task === 'import') setStep({ at: 'writing', preview, progress })
    })
    const answer = await callMain('lineup.importCommit', {
      token: preview.token,
      sessionId: lineup?.session.id ?? null,
      title: lineup?.session.title ?? titleFrom(preview.fileName),
      mode,
    })
    stop()
    if (!answer.ok) {
      setStep({ at: 'preview', preview, failure: answer.error })
      return
    }
    await takeImported(answer.value)
    showDialog(null)
  }

  const close = (): void => showDialog(null)
  const counts = step.at === 'preview' || step.at === 'writing' ? importCounts(step.preview) : null
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('lineup.import.title')}
      size={counts === null ? 'medium' : 'large'}
      canDismiss={step.at !== 'writing'}
      footer={
        step.at === 'preview' && counts !== null ? (
          <>
            <div className="dialog-foot-start">
              {counts.errors > 0 ? (
                <p className="import-blocked">{t('lineup.import.blocked', { count: counts.errors })}</p>
              ) : lineup === null || lineup.slots.length === 0 ? null : (
                <div className="import-mode">
                  <Segmented
                    label={t('lineup.import.mode')}
                    showLabel={false}
                    value={mode}
                    onChange={setMode}
                    options={[
                      { value: 'append', title: t('lineup.import.append') },
                      { value: 'replace', title: t('lineup.import.replace') },
                    ]}
                  />
                  {mode === 'replace' ? (
                    <p className="import-mode-text">
                      {t('lineup.import.replaceWarning', { count: lineup.slots.length })}
                    </p>
                  ) : null}
                </div>
              )}
            </div>
            <ChooseFile
              tone={counts.errors > 0 ? 'primary' : 'normal'}
              accept={LINEUP_FILES}
              name={t('lineup.import.file')}
              title={t('lineup.import.another')}
              onFile={(file) => void read(file)}
            />
            <Button
              tone={counts.errors > 0 ? 'normal' : 'primary'}
              isDisabled={counts.errors > 0 || counts.products === 0}
              onPress={() => void commit(step.preview)}
            >
              {t('lineup.import.commit', { count: counts.products })}
            </Button>
          </>
        ) : (
          <>
            <div className="dialog-foot-start">
              <Button tone="quiet" onPress={() => void askMain('lineup.saveSampleWorkbook', {})}>
                {t('lineup.sampleWorkbook')}
              </Button>
            </div>
            <Button isDisabled={step.at === 'writing'} onPress={close}>
              {t('common.cancel')}
            </Button>
          </>
        )
      }
    >
      {step.at === 'choose' ? (
        <>
          <Failed failure={step.failure} />
          <div className="import-drop">
            <FileSpreadsheet aria-hidden />
            <p className="import-drop-title">{t('lineup.import.drop')}</p>
            <p className="import-drop-text">{t('lineup.import.dropText')}</p>
            <ChooseFile
              tone="primary"
              accept={LINEUP_FILES}
              name={t('lineup.import.file')}
              title={t('lineup.import.choose')}
              onFile={(file) => void read(file)}
            />
          </div>
        </>
      ) : null}
      {step.at === 'reading' ? (
        <div className="import-wait">
          <ProgressBar label={t('lineup.import.reading', { file: step.file })} done={0} total={0} />
        </div>
      ) : null}
      {step.at === 'preview' ? (
        <>
          <Failed failure={step.failure} />
          <ImportPreviewView preview={step.preview} />
        </>
      ) : null}
      {step.at === 'writing' ? (
        <div className="import-wait">
          <ProgressBar
            label={t('lineup.import.writing')}
            done={step.progress?.done ?? 0}
            total={step.progress?.total ?? 0}
          />
        </div>
      ) : null}
    </Dialog>
  )
}

const readStep = async (file: File): Promise<Step> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const answer = await callMain('lineup.importPreview', { file: { name: file.name, bytes } })
  return answer.ok
    ? { at: 'preview', preview: answer.value, failure: null }
    : { at: 'choose', failure: answer.error }
}

const titleFrom = (fileName: string): string =>
  fileName.replace(/\.[^.]+$/, '').slice(0, 80) || fileName.slice(0, 80)

const Failed = ({ failure }: { failure: Failure | null }) =>
  failure === null ? null : (
    <div className="import-failed">
      <ErrorBanner failure={failure} onDismiss={null} />
    </div>
  )
