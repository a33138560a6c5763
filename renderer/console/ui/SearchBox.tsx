import type { KeyboardEvent } from 'react'
import { Search, X } from 'lucide-react'
import { Button as AriaButton, Input, SearchField } from 'react-aria-components'
import { useTranslate } from '../../shared/useTranslate.ts'
import './field.css'
import './search-box.css'

/** A field to narrow a list. Escape empties it. */
export const SearchBox = (props: {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  id?: string
  autoFocus?: boolean
  /** Hears keys before the field does what it does with them. */
  onKeyDown?: (event: KeyboardEvent) => void
}) => {
  const t = useTranslate()
  return (
    <SearchField
      className="search-box field-box"
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      autoFocus={props.autoFocus ?? false}
      {...(props.id === undefined ? {} : { id: props.id })}
    >
      <span className="field-lead">
        <Search aria-hidden />
      </span>
      <Input
        className="field-input"
        placeholder={props.placeholder}
        {...(props.onKeyDown === undefined ? {} : { onKeyDown: props.onKeyDown })}
      />
      {props.value === '' ? null : (
        <AriaButton className="icon-button icon-button-small" aria-label={t('common.clear')}>
          <X aria-hidden />
        </AriaButton>
      )}
    </SearchField>
  )
}
