import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Session } from '../../../../../domain/model/lineup.ts'
import { stepsChannelSchema, type StepsChannel } from '../../../../../domain/model/scalars.ts'
import { formatDate, formatTimeOfDay } from '../../../../shared/formatTime.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { HoldButton } from '../../../ui/HoldButton.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Select } from '../../../ui/Select.tsx'
import { parseDayTime } from '../detail/texts.ts'
import { deleteSession, editLineup, showDialog, useLineupStore } from '../lineupStore.ts'
import './dialogs.css'

/** Title, host, broadcast or rehearsal, channel and planned start of the open session. */
export const SessionDialog = () => {
  const session = useLineupStore((state) => state.current?.lineup.session ?? null)
  return session === null ? null : <SessionForm session={session} />
}

const STEPS: readonly (StepsChannel | 'none')[] = ['none', ...stepsChannelSchema.options]

const SessionForm = ({ session }: { session: Session }) => {
  const t = useTranslate()
  const [title, setTitle] = useState(session.title)
  const [host, setHost] = useState(session.host)
  const [kind, setKind] = useState(session.kind)
  const [steps, setSteps] = useState<StepsChannel | 'none'>(session.steps ?? 'none')
  const [start, setStart] = useState(
    session.plannedStartAt === null
      ? ''
      : `${formatDate(session.plannedStartAt)} ${formatTimeOfDay(session.plannedStartAt)}`,
  )
  const [tried, setTried] = useState(false)
  const plannedStartAt = start.trim() === '' ? null : parseDayTime(start)
  const errors = {
    title: title.trim() === '' || title.trim().length > 80 ? t('lineup.session.titleInvalid') : '',
    host: host.trim().length > 40 ? t('lineup.field.tooLong', { limit: 40 }) : '',
    start: start.trim() !== '' && plannedStartAt === null ? t('lineup.session.plannedStartInvalid') : '',
  }
  const shown = (error: string): string => (tried ? error : '')
  const close = (): void => showDialog(null)
  const save = async (): Promise<void> => {
    setTried(true)
    if (Object.values(errors).some((error) => error !== '')) return
    const done = await editLineup(() => ({
      type: 'setSession',
      title: title.trim(),
      host: host.trim(),
      kind,
      steps: steps === 'none' ? null : steps,
      plannedStartAt,
    }))
    if (done) close()
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('lineup.session.settings')}
      size="small"
      canDismiss
      footer={
        <>
          <div className="dialog-foot-start">
            {session.state === 'live' ? null : (
              <HoldButton
                tone="danger"
                holdMs={1000}
                isDisabled={false}
                hint={t('lineup.session.deleteHint')}
                icon={<Trash2 aria-hidden />}
                onHeld={() => void deleteSession().then((done) => (done ? close() : undefined))}
              >
                {t('lineup.session.delete')}
              </HoldButton>
            )}
          </div>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="primary" onPress={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <TextField
          label={t('lineup.session.titleField')}
          autoFocus
          value={title}
          onChange={setTitle}
          onEnter={() => void save()}
          error={shown(errors.title)}
        />
        <Segmented
          label={t('lineup.session.kind')}
          showLabel
          value={kind}
          onChange={setKind}
          options={[
            { value: 'broadcast', title: t('sessionKind.broadcast') },
            { value: 'rehearsal', title: t('sessionKind.rehearsal') },
          ]}
        />
        <div className="dialog-pair">
          <TextField
            label={t('lineup.session.host')}
            help={t('lineup.session.hostHelp')}
            value={host}
            onChange={setHost}
            error={shown(errors.host)}
          />
          <TextField
            label={t('lineup.session.plannedStart')}
            help={t('lineup.session.plannedStartHelp')}
            value={start}
            onChange={setStart}
            error={shown(errors.start)}
          />
        </div>
        <Select
          label={t('lineup.session.steps')}
          showLabel
          value={steps}
          onChange={setSteps}
          options={STEPS.map((value) => ({
            value,
            title: value === 'none' ? t('lineup.session.stepsNone') : t(`steps.${value}`),
          }))}
        />
      </div>
    </Dialog>
  )
}
