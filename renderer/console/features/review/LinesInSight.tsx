import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

type LinesInSightProps = {
  /** What scrolls, with a size of its own. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Of all lines, in px. */
  readonly height: number
  /** The lines that are drawn, each moved to where it stands among all. */
  readonly children: ReactNode
}

/** Moves the lines to where it is scrolled to. */
const follow = (lines: HTMLElement | null, box: HTMLElement | null): void => {
  if (lines !== null && box !== null) lines.style.transform = `translateY(${String(-box.scrollTop)}px)`
}

/**
 * The lines of a long list that are drawn. What scrolls is empty room; the lines stay in sight and are moved by the page.
 * The compositor scrolls before the page has drawn what comes next: lines that moved with it would leave a blank, these
 * show what was there until the next ones are drawn.
 */
export const LinesInSight = ({ scroller, height, children }: LinesInSightProps) => {
  const lines = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const box = scroller.current
    const onScroll = (): void => follow(lines.current, box)
    box?.addEventListener('scroll', onScroll, { passive: true })
    return () => box?.removeEventListener('scroll', onScroll)
  }, [scroller])
  // Lines that were measured may have moved what is scrolled to.
  useLayoutEffect(() => follow(lines.current, scroller.current))
  return (
    <div style={{ height }}>
      <div className="review-sight">
        <ol ref={lines}>{children}</ol>
      </div>
    </div>
  )
}
