import { markText, type TextMark } from '../../../shared/live/markText.ts'
import './marked-text.css'

/** A text with its findings underlined in place; the line under the words differs by severity in colour and in shape. */
export const MarkedText = ({ text, marks }: { text: string; marks: readonly TextMark[] }) => (
  <>
    {markText(text, marks).map((run) =>
      run.severity === null ? (
        run.text
      ) : (
        <mark key={run.start} className={`marked marked-${run.severity}`}>
          {run.text}
        </mark>
      ),
    )}
  </>
)
