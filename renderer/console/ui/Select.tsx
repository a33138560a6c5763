import { Check, ChevronDown } from 'lucide-react'
import {
  Button as AriaButton,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import './field.css'
import './menu.css'

/** One of several, in a list that opens. */
export const Select = <Value extends string>(props: {
  label: string
  showLabel: boolean
  options: readonly { readonly value: Value; readonly title: string }[]
  value: Value
  onChange: (value: Value) => void
}) => (
  <AriaSelect
    className="field select"
    value={props.value}
    onChange={(key) => {
      const option = props.options.find((entry) => entry.value === key)
      if (option !== undefined) props.onChange(option.value)
    }}
    {...(props.showLabel ? {} : { 'aria-label': props.label })}
  >
    {props.showLabel ? <Label className="field-label">{props.label}</Label> : null}
    <AriaButton className="field-box select-button">
      <SelectValue className="select-value" />
      <ChevronDown aria-hidden />
    </AriaButton>
    <Popover className="popover" offset={4}>
      <ListBox className="menu">
        {props.options.map((option) => (
          <ListBoxItem key={option.value} id={option.value} textValue={option.title} className="menu-item">
            {({ isSelected }) => (
              <>
                <span className="menu-tick">{isSelected ? <Check aria-hidden /> : null}</span>
                <span className="ellipsis">{option.title}</span>
              </>
            )}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  </AriaSelect>
)
