import { useEffect, useRef } from 'react'

/** The parts of a key event that decide; so that the decision can be tested without a page. */
export type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
}

/** True while an input method composes: Enter and single keys belong to it, not to us. 229 is what older ones send. */
export const isComposing = (event: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229

/** A press as a name: `F3`, `Alt+ArrowUp`, `Ctrl+Z`, `Ctrl+Shift+Z`. Command on a Mac counts as Ctrl. */
export const keyName = (event: KeyPress): string => {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

/** True when the focus is where text goes in, so that no key may be taken away from it. */
export const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return (
    target instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'range', 'file', 'color'].includes(target.type)
  )
}

/** What a key does; `whileTyping` keys also work with the focus in a text field. */
export type KeyAction = { readonly run: () => void; readonly whileTyping: boolean }

/**
 * Listens for keys on the whole window while mounted. Nothing fires while an input method composes, while one types
 * (unless the action says so), while a key repeats, or behind an open dialog.
 */
export const useKeys = (actions: Readonly<Record<string, KeyAction>>): void => {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isComposing(event)) return
      const action = latest.current[keyName(event)]
      if (action === undefined || (isTyping(event.target) && !action.whileTyping)) return
      if (document.querySelector('[data-modal-open]') !== null) return
      event.preventDefault()
      if (!event.repeat) action.run()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
