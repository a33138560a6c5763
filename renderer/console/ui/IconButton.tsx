import { type ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import './button.css'
import { Tip } from './Tip.tsx'

export type IconButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string
  readonly size?: 'small' | 'normal'
  readonly children: ReactNode
}

/** A button that is only an icon; its name is always there for screen readers and on hover. */
export const IconButton = ({ label, size = 'normal', children, ...rest }: IconButtonProps) => (
  <Tip text={label}>
    <AriaButton {...rest} aria-label={label} className={`icon-button icon-button-${size}`}>
      {children}
    </AriaButton>
  </Tip>
)
