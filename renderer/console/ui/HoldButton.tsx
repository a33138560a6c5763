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

/** A press under way: when its event was made (monotonic ms), and how to stop what waits for it. */
type Press = { readonly at: number; cancel: () => void }

/**
 * A button for acts that must not happen by a slip: it does its work only when held, by pointer or by Enter/Space. Letting
 * go early, leaving it, or Escape does nothing, also when the page stalls meanwhile and reads of it late: what counts is
 * the time between the press and the release, as their events say.
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
  const press = useRef<Press | null>(null)
  const hintId = useId()

  const stop = (): void => {
    press.current?.cancel()
    press.current = null
    setHolding(false)
  }
  const finish = (): void => {
    stop()
    onHeld()
  }
  const start = (at: number): void => {
    if (isDisabled || press.current !== null) return
    setHolding(true)
    const timer = setTimeout(() => {
      // A release may stand in line behind the timer. After one more frame and turn all that had come in has been read.
      const frame = requestAnimationFrame(() => {
        const turn = setTimeout(finish)
        held.cancel = () => clearTimeout(turn)
      })
      held.cancel = () => cancelAnimationFrame(frame)
    }, holdMs)
    const held: Press = { at, cancel: () => clearTimeout(timer) }
    press.current = held
  }
  const release = (at: number): void => {
    if (press.current !== null && at - press.current.at >= holdMs) finish()
    else stop()
  }
  useEffect(() => () => press.current?.cancel(), [])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') stop()
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    if (!event.repeat && !isComposing(event.nativeEvent)) start(event.nativeEvent.timeStamp)
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
        if (event.button === 0) start(event.nativeEvent.timeStamp)
      }}
      onPointerUp={(event) => release(event.nativeEvent.timeStamp)}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => release(event.nativeEvent.timeStamp)}
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
