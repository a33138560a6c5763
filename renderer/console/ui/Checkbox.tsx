import { Check, Minus } from 'lucide-react'
import { type ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components'
import './checkbox.css'

/** A tick box with its words; inside a table row pass `slot="selection"`. */
export const Checkbox = ({
  children,
  ...rest
}: Omit<CheckboxProps, 'className' | 'style' | 'children'> & { readonly children?: ReactNode }) => (
  <AriaCheckbox {...rest} className="checkbox">
    {({ isSelected, isIndeterminate }) => (
      <>
        <span className="checkbox-box">
          {isIndeterminate ? <Minus aria-hidden /> : isSelected ? <Check aria-hidden /> : null}
        </span>
        {children}
      </>
    )}
  </AriaCheckbox>
)
