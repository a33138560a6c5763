import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { isComposing } from '../../shared/useKeys.ts'
import './button.css'

export type HoldButtonProps = {
  readonly tone: 'live' | 'danger' | 'primary'
  readonly size?: 'normal' | 'large'
  /** How long it must be held, in ms. */
  readonly holdMs: number
  readonly onHeld: () => void
  readonly isDisabled: boolean
  /** Why it cannot be pressed, or that it must be held; read out with the button and shown as its title. */
  readonly hint: string
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/**
 * A button for acts that must not happen by a slip: it does its work only when held, by pointer or by Enter/Space. Letting
 * go early, leaving it, or Escape does nothing.
 */
export const HoldButton = ({
  tone,
  size = 'normal',
  holdMs,
  onHeld,
  isDisabled,
  hint,
  icon,
  children,
}: HoldButtonProps) => {
  const [holding, setHolding] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const hintId = useId()

  const stop = (): void => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    setHolding(false)
  }
  const start = (): void => {
    if (isDisabled || timer.current !== null) return
    setHolding(true)
    timer.current = setTimeout(() => {
      stop()
      onHeld()
    }, holdMs)
  }
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') stop()
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    if (!event.repeat && !isComposing(event.nativeEvent)) start()
  }

  return (
    <button
      type="button"
      className={`button button-${tone} button-size-${size} hold`}
      aria-disabled={isDisabled}
      aria-describedby={hintId}
      title={hint}
      data-holding={holding ? '' : undefined}
      ref={(button) => button?.style.setProperty('--hold-ms', `${holdMs}ms`)}
      onPointerDown={(event) => {
        if (event.button === 0) start()
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onKeyDown={onKeyDown}
      onKeyUp={stop}
      onBlur={stop}
    >
      {icon === undefined ? null : <span className="button-icon">{icon}</span>}
      <span className="button-words">{children}</span>
      <span id={hintId} className="visually-hidden">
        {hint}
      </span>
    </button>
  )
}
