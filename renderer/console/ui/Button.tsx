import { type ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import './button.css'

/** `primary` the one thing to do here, `normal` the rest, `quiet` without a box, `danger` and `live` in red. */
export type ButtonTone = 'primary' | 'normal' | 'quiet' | 'danger' | 'live'

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  readonly tone?: ButtonTone
  readonly size?: 'small' | 'normal' | 'large'
  readonly icon?: ReactNode
  /** The key that does the same, shown beside the words: `F6`. */
  readonly keyHint?: string
  readonly children?: ReactNode
}

/** A button with words. */
export const Button = ({
  tone = 'normal',
  size = 'normal',
  icon,
  keyHint,
  children,
  ...rest
}: ButtonProps) => (
  <AriaButton {...rest} className={`button button-${tone} button-size-${size}`}>
    {icon === undefined ? null : <span className="button-icon">{icon}</span>}
    {children === undefined ? null : <span className="button-words">{children}</span>}
    {keyHint === undefined ? null : <kbd className="key">{keyHint}</kbd>}
  </AriaButton>
)
