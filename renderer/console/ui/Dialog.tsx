import { X } from 'lucide-react'
import { type ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslate } from '../../shared/useTranslate.ts'
import './dialog.css'
import { IconButton } from './IconButton.tsx'

export type DialogProps = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  /** `small` a question, `medium` a form, `large` a table. */
  readonly size: 'small' | 'medium' | 'large'
  /** False for a question that must be answered: neither Escape nor a press beside it closes it. */
  readonly canDismiss: boolean
  readonly footer: ReactNode
  readonly children: ReactNode
}

/** A window over the room. Focus stays inside and returns where it was; keys of the room rest meanwhile. */
export const Dialog = ({ isOpen, onClose, title, size, canDismiss, footer, children }: DialogProps) => {
  const t = useTranslate()
  return (
    <ModalOverlay
      className="dialog-scrim"
      data-modal-open=""
      isOpen={isOpen}
      isDismissable={canDismiss}
      isKeyboardDismissDisabled={!canDismiss}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={`dialog dialog-${size}`}>
        <AriaDialog className="dialog-frame" role={canDismiss ? 'dialog' : 'alertdialog'}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {canDismiss ? (
              <IconButton label={t('common.close')} onPress={onClose}>
                <X />
              </IconButton>
            ) : null}
          </header>
          <div className="dialog-body">{children}</div>
          <footer className="dialog-foot">{footer}</footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
