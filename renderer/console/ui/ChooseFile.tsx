import { type ChangeEvent, useId } from 'react'
import './button.css'
import './choose-file.css'

/** A real file field in the clothes of a button: it takes a keyboard, a pointer and a test alike. */
export const ChooseFile = (props: {
  /** Name of the field, for screen readers. */
  name: string
  /** Words on the button. */
  title: string
  /** File kinds offered first: `.xlsx,.csv`. */
  accept: string
  tone: 'primary' | 'normal'
  onFile: (file: File) => void
}) => {
  const id = useId()
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file !== undefined) props.onFile(file)
  }
  return (
    <span className="choose-file">
      <input
        id={id}
        className="choose-file-input"
        type="file"
        accept={props.accept}
        aria-label={props.name}
        onChange={onChange}
      />
      <label htmlFor={id} className={`button button-${props.tone}`}>
        {props.title}
      </label>
    </span>
  )
}
