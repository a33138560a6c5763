import { type ReactNode } from 'react'
import './badge.css'

export type BadgeTone = 'plain' | 'accent' | 'ok' | 'note' | 'warn' | 'block' | 'live' | 'next' | 'done'

/** A state as a word with its own mark and colour. */
export const Badge = ({
  tone,
  icon,
  children,
}: {
  tone: BadgeTone
  icon?: ReactNode
  children: ReactNode
}) => (
  <span className={`badge badge-${tone}`}>
    {icon}
    {children}
  </span>
)
