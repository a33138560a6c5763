import { type ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import './tip.css'

/** A word of help on hover and on keyboard focus. The child must be a button of the kit. */
export const Tip = ({ text, children }: { text: string; children: ReactElement }) => (
  <TooltipTrigger delay={500} closeDelay={80}>
    {children}
    <Tooltip className="tip" offset={6}>
      {text}
    </Tooltip>
  </TooltipTrigger>
)
