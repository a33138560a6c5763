import { type ReactNode } from 'react'
import './empty-state.css'

/** A place with nothing in it yet: what it is for, and the one thing to do next. */
export const EmptyState = (props: { icon: ReactNode; title: string; text: string; children?: ReactNode }) => (
  <div className="empty-state">
    <div className="empty-icon">{props.icon}</div>
    <p className="empty-title">{props.title}</p>
    <p className="empty-text">{props.text}</p>
    {props.children === undefined ? null : <div className="empty-acts">{props.children}</div>}
  </div>
)
