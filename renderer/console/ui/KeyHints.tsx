import { useEffect } from 'react'
import { create } from 'zustand'
import './key-hints.css'

export type KeyHint = { readonly keys: string; readonly does: string }

const useHintStore = create<{ readonly hints: readonly KeyHint[] }>()(() => ({ hints: [] }))

/** Names the keys of the moment in the bottom line while the caller is mounted. */
export const useKeyHints = (hints: readonly KeyHint[]): void => {
  const joined = hints.map((hint) => `${hint.keys}\t${hint.does}`).join('\n')
  useEffect(() => {
    useHintStore.setState({
      hints:
        joined === ''
          ? []
          : joined.split('\n').map((line) => {
              const [keys = '', does = ''] = line.split('\t')
              return { keys, does }
            }),
    })
    return () => useHintStore.setState({ hints: [] })
  }, [joined])
}

/** The bottom line: which key does what here and now. */
export const KeyHintBar = ({ label }: { label: string }) => {
  const hints = useHintStore((state) => state.hints)
  return (
    <ul className="key-hints" aria-label={label}>
      {hints.map((hint) => (
        <li key={hint.keys} className="key-hint">
          <kbd className="key">{hint.keys}</kbd>
          {hint.does}
        </li>
      ))}
    </ul>
  )
}
