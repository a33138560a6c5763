import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { isComposing } from '../../shared/useKeys.ts'
import './field.css'

type Shared = {
  readonly label: string
  /** A word of help below the field; empty = none. */
  readonly help?: string
  /** What is wrong with it now; empty = nothing. */
  readonly error?: string
  /** What is worth a look though nothing is wrong; empty = nothing. */
  readonly caution?: string
  readonly placeholder?: string
  readonly maxLength?: number
  readonly isReadOnly?: boolean
  readonly autoFocus?: boolean
  /** Element id of the input, so that a list of things to fix can jump to it. */
  readonly id?: string
  /** A sign in front of the text: ¥. */
  readonly lead?: ReactNode
  readonly trail?: ReactNode
}

export type TextFieldProps = Shared & {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Rows of a tall field; 1 = one line. */
  readonly rows?: number
  readonly onEnter?: () => void
  readonly onBlur?: () => void
}

/** A labelled text field. Enter counts only when no input method composes. */
export const TextField = (props: TextFieldProps) => {
  const { label, help = '', error = '', rows = 1, value, onChange } = props
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent) || props.onEnter === undefined) return
    event.preventDefault()
    props.onEnter()
  }
  const input = {
    className: 'field-input',
    // On the control itself: the library's own handler would keep Escape from the dialog around it.
    onKeyDown,
    ...(props.placeholder === undefined ? {} : { placeholder: props.placeholder }),
  }
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={error !== ''}
      isReadOnly={props.isReadOnly ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
      {...(props.id === undefined ? {} : { id: props.id })}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
    >
      <Label className="field-label">{label}</Label>
      <div className="field-box">
        {props.lead === undefined ? null : <span className="field-lead">{props.lead}</span>}
        {rows > 1 ? <TextArea {...input} rows={rows} /> : <Input {...input} />}
        {props.trail === undefined ? null : <span className="field-trail">{props.trail}</span>}
      </div>
      {help === '' || error !== '' ? null : (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      {(props.caution ?? '') === '' ? null : <p className="field-caution">{props.caution}</p>}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  )
}

export type ParsedFieldProps<Value> = Shared & {
  /** Rows of a tall field, in which Enter begins a new line; 1 = one line. */
  readonly rows?: number
  readonly value: Value
  readonly format: (value: Value) => string
  /** Gives the value, or null when the text is not one. */
  readonly parse: (typed: string) => Value | null
  /** What to say when it is not one. */
  readonly invalid: string
  /** False = refused: the old value comes back. */
  readonly onCommit: (value: Value) => void | Promise<boolean>
}

/**
 * A field for a value that is written in a form of its own (price, minutes, a date). It is taken over on Enter or on
 * leaving; Escape brings the old value back; what cannot be read stays in the field with the reason below.
 */
export const ParsedField = <Value,>(props: ParsedFieldProps<Value>) => {
  const { value, format, parse, onCommit, invalid, ...shared } = props
  const draft = useDraft({ value, format, parse, onCommit })
  return (
    <div onKeyDownCapture={draft.onKeyDown}>
      <TextField
        {...shared}
        value={draft.text}
        onChange={draft.setText}
        {...((props.rows ?? 1) > 1 ? {} : { onEnter: draft.commit })}
        onBlur={draft.commit}
        error={draft.isInvalid ? invalid : (shared.error ?? '')}
      />
    </div>
  )
}

/** The same for a cell of a table: no label in sight, no box until it is touched. */
export const InlineField = <Value,>(
  props: Omit<ParsedFieldProps<Value>, 'help' | 'error' | 'caution' | 'rows'> & {
    readonly className?: string
    readonly onFocus?: () => void
    /** After Enter and after Escape: where the focus goes is the table's to say. */
    readonly onDone?: (input: HTMLInputElement) => void
  },
) => {
  const { value, format, parse, onCommit, invalid, label } = props
  const draft = useDraft({ value, format, parse, onCommit })
  return (
    <span className={`inline-field ${props.className ?? ''}`} data-invalid={draft.isInvalid ? '' : undefined}>
      {props.lead === undefined ? null : <span className="inline-lead">{props.lead}</span>}
      <input
        aria-label={label}
        aria-invalid={draft.isInvalid}
        title={draft.isInvalid ? invalid : undefined}
        inputMode="decimal"
        value={draft.text}
        onChange={(event) => draft.setText(event.target.value)}
        onBlur={draft.commit}
        onFocus={(event) => {
          event.target.select()
          props.onFocus?.()
        }}
        // A press here is for the text; a row around it that selects by press must not see any part of it.
        onPointerDown={stop}
        onPointerUp={stop}
        onMouseDown={stop}
        onClick={stop}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return
          draft.onKeyDown(event)
          if (event.key === 'Enter') draft.commit()
          if (event.key === 'Enter' || event.key === 'Escape') props.onDone?.(event.currentTarget)
          // Arrow keys and letters belong to the text here, not to the table around it.
          if (event.key !== 'Tab' && !event.altKey && !event.ctrlKey && !event.metaKey)
            event.stopPropagation()
        }}
      />
      {props.trail === undefined ? null : <span className="inline-lead">{props.trail}</span>}
    </span>
  )
}

const stop = (event: SyntheticEvent): void => event.stopPropagation()

const useDraft = <Value,>(deps: {
  value: Value
  format: (value: Value) => string
  parse: (typed: string) => Value | null
  onCommit: (value: Value) => void | Promise<boolean>
}) => {
  const shown = deps.format(deps.value)
  const [text, showText] = useState(shown)
  const [isInvalid, setInvalid] = useState(false)
  // What is in the field this very moment: leaving the field follows Escape and Enter before the next draw.
  const typed = useRef(shown)
  const last = useRef(shown)
  const setText = (next: string): void => {
    typed.current = next
    showText(next)
    setInvalid(false)
  }
  useEffect(() => {
    // A value that changed underneath (undo, another window) replaces what is shown.
    if (last.current === shown) return
    last.current = shown
    typed.current = shown
    showText(shown)
    setInvalid(false)
  }, [shown])
  const commit = (): void => {
    if (typed.current === last.current) {
      setInvalid(false)
      return
    }
    const value = deps.parse(typed.current)
    if (value === null) {
      setInvalid(true)
      return
    }
    const next = deps.format(value)
    setText(next)
    if (next === last.current) return
    // Shown as typed until the answer is here; a refusal brings the old value back.
    const before = last.current
    last.current = next
    void Promise.resolve(deps.onCommit(value)).then((taken) => {
      if (taken !== false || last.current !== next) return
      last.current = before
      setText(before)
    })
  }
  return {
    text,
    isInvalid,
    commit,
    setText,
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || typed.current === last.current) return
      event.stopPropagation()
      setText(last.current)
    },
  }
}
