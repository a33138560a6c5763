import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components'
import './progress-bar.css'

/** How far long work is; `total` 0 = not known. */
export const ProgressBar = ({ label, done, total }: { label: string; done: number; total: number }) => (
  <AriaProgressBar
    className="progress"
    value={done}
    maxValue={Math.max(total, 1)}
    isIndeterminate={total === 0}
  >
    {({ percentage, valueText }) => (
      <>
        <div className="progress-words">
          <Label>{label}</Label>
          <span>{total === 0 ? '' : valueText}</span>
        </div>
        <div className="progress-track">
          <div className="progress-fill" style={{ width: `${total === 0 ? 30 : (percentage ?? 0)}%` }} />
        </div>
      </>
    )}
  </AriaProgressBar>
)
