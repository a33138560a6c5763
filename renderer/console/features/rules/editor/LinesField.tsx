import { Plus, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef } from 'react'
import { isComposing } from '../../../../shared/useKeys.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'

/**
 * A list written line by line: Enter begins the next line, Backspace in an empty one goes back, and several lines pasted
 * at once become several lines.
 */
export const LinesField = (props: {
  label: string
  lines: readonly string[]
  /** Lines that are always there, empty or not. */
  least: number
  most: number
  maxLength: number
  lineName: (number: number) => string
  addName: string
  /** What is said about a line, below it. */
  renderNote: (line: string, at: number) => ReactNode
  onChange: (lines: readonly string[]) => void
}) => {
  const { lines, least, most, onChange } = props
  const t = useTranslate()
  const list = useRef<HTMLUListElement>(null)
  const focusLine = (at: number): void => {
    // The line is drawn first.
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[at]?.focus())
  }
  const insert = (at: number, added: readonly string[]): void => {
    onChange([...lines.slice(0, at), ...added, ...lines.slice(at)].slice(0, most))
    focusLine(Math.min(most - 1, at + added.length - 1))
  }
  const remove = (at: number): void => {
    const left = lines.filter((_line, index) => index !== at)
    onChange(left.length < least ? [...left, ''] : left)
    focusLine(Math.max(0, at - 1))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, at: number): void => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      const next = lines[at + 1]
      if (next === '') focusLine(at + 1)
      else if (lines[at] !== '') insert(at + 1, [''])
    }
    if (event.key === 'Backspace' && lines[at] === '' && lines.length > least) {
      event.preventDefault()
      remove(at)
    }
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, at: number): void => {
    const pasted = event.clipboardData
      .getData('text')
      .split(/\r\n|\n|\r/)
      .map((line) => line.trim().slice(0, props.maxLength))
      .filter((line) => line !== '')
    if (pasted.length < 2) return
    event.preventDefault()
    const before = lines.slice(0, at)
    const after = lines.slice(at + 1)
    const kept = (lines[at] ?? '').trim() === '' ? [] : [lines[at] ?? '']
    onChange([...before, ...kept, ...pasted, ...after].slice(0, most))
  }
  return (
    <div className="lines" role="group" aria-label={props.label}>
      <p className="field-label">{props.label}</p>
      <ul ref={list}>
        {lines.map((line, at) => (
          <li key={`${String(lines.length)}:${String(at)}`} className="lines-line">
            <div className="field-box">
              <input
                className="field-input"
                lang="zh-CN"
                aria-label={props.lineName(at + 1)}
                value={line}
                maxLength={props.maxLength}
                onChange={(event) =>
                  onChange(lines.map((other, index) => (index === at ? event.target.value : other)))
                }
                onKeyDown={(event) => onKeyDown(event, at)}
                onPaste={(event) => onPaste(event, at)}
              />
              {lines.length > least || line !== '' ? (
                <IconButton
                  size="small"
                  label={t('rules.editor.lineRemove', { line: line === '' ? props.lineName(at + 1) : line })}
                  onPress={() => remove(at)}
                >
                  <X aria-hidden />
                </IconButton>
              ) : null}
            </div>
            {props.renderNote(line, at)}
          </li>
        ))}
      </ul>
      {lines.length >= most ? null : (
        <Button
          size="small"
          tone="quiet"
          icon={<Plus aria-hidden />}
          onPress={() => insert(lines.length, [''])}
        >
          {props.addName}
        </Button>
      )}
    </div>
  )
}
