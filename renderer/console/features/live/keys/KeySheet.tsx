import type { MessageKey } from '../../../../../domain/messages/translate.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import './key-sheet.css'

type SheetLine = { readonly keys: readonly string[]; readonly does: MessageKey }

const SHEET: readonly { readonly title: MessageKey; readonly lines: readonly SheetLine[] }[] = [
  {
    title: 'live.sheet.show',
    lines: [
      { keys: ['F3'], does: 'live.keys.next' },
      { keys: ['F2'], does: 'live.keys.previous' },
      { keys: ['live.sheet.digits', 'Enter'], does: 'live.sheet.goTo' },
      { keys: ['F4'], does: 'live.sheet.stage' },
      { keys: ['F5'], does: 'live.sheet.spotlight' },
    ],
  },
  {
    title: 'live.sheet.reminders',
    lines: [
      { keys: ['F6'], does: 'live.sheet.correct' },
      { keys: ['F7'], does: 'live.sheet.acknowledge' },
    ],
  },
  {
    title: 'live.sheet.claims',
    lines: [
      { keys: ['F8'], does: 'live.sheet.claimBox' },
      { keys: ['Enter'], does: 'live.sheet.log' },
      { keys: ['Shift', 'Enter'], does: 'live.sheet.newline' },
      { keys: ['Ctrl', '1…9'], does: 'live.sheet.phrase' },
    ],
  },
  {
    title: 'live.sheet.safety',
    lines: [
      { keys: ['Esc', 'Esc'], does: 'live.sheet.panic' },
      { keys: ['Ctrl', 'Z'], does: 'live.sheet.undo' },
    ],
  },
]

/** Every key of the live room on one sheet (F1). */
export const KeySheet = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) => {
  const t = useTranslate()
  const name = (key: string): string => (key === 'live.sheet.digits' ? t('live.sheet.digits') : key)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('live.sheet.title')}
      size="medium"
      canDismiss
      footer={
        <>
          <p className="dialog-foot-start">{t('live.sheet.ime')}</p>
          <Button onPress={onClose}>{t('live.sheet.close')}</Button>
        </>
      }
    >
      <div className="key-sheet">
        {SHEET.map((group) => (
          <section key={group.title} className="key-sheet-group">
            <h3>{t(group.title)}</h3>
            <dl>
              {group.lines.map((line) => (
                <div key={line.does} className="key-sheet-line">
                  <dt>
                    {line.keys.map((key, index) => (
                      <kbd key={`${key}${String(index)}`} className="key">
                        {name(key)}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{t(line.does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
