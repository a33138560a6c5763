import { Label, Radio, RadioGroup } from 'react-aria-components'
import './segmented.css'

/** One of a few, all in sight. Arrow keys choose. */
export const Segmented = <Value extends string>(props: {
  label: string
  /** False when a heading beside it already names it. */
  showLabel: boolean
  options: readonly { readonly value: Value; readonly title: string }[]
  value: Value
  onChange: (value: Value) => void
}) => (
  <RadioGroup
    className="segmented-field"
    orientation="horizontal"
    value={props.value}
    onChange={(next) => {
      const option = props.options.find((entry) => entry.value === next)
      if (option !== undefined) props.onChange(option.value)
    }}
    {...(props.showLabel ? {} : { 'aria-label': props.label })}
  >
    {props.showLabel ? <Label className="field-label">{props.label}</Label> : null}
    <div className="segmented">
      {props.options.map((option) => (
        <Radio key={option.value} value={option.value} className="segment">
          {option.title}
        </Radio>
      ))}
    </div>
  </RadioGroup>
)
