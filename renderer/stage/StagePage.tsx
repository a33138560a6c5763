import { useEffect, useState, type ReactElement } from 'react'
import type { StageFrame } from '../../domain/stage/frame.ts'
import { connectStage } from './connectStage.ts'
import { ProductCard } from './ProductCard.tsx'
import { Spotlight } from './Spotlight.tsx'
import type { StageParameters } from './stageParameters.ts'

/** How long the card that leaves is still there while the next one comes, in ms; the style sheet knows the same number. */
const LEAVING_MS = 180

/** The card on screen and the one that is leaving it. */
type Shown = { readonly now: StageFrame | null; readonly leaving: StageFrame | null }

const productOf = (frame: StageFrame | null): string | null =>
  frame !== null && frame.visible ? (frame.product?.id ?? null) : null

/** The next picture: another product pushes the card out; hiding (清屏 among it) is at once and leaves nothing behind. */
const show = (shown: Shown, frame: StageFrame): Shown => {
  const before = productOf(shown.now)
  const next = productOf(frame)
  return { now: frame, leaving: before !== null && next !== null && before !== next ? shown.now : null }
}

/** Everything viewers see. Without a product to show the page is empty and transparent. */
export const StagePage = ({
  address,
  parameters,
}: {
  readonly address: string
  readonly parameters: StageParameters
}): ReactElement | null => {
  const [shown, setShown] = useState<Shown>({ now: null, leaving: null })
  const [stale, setStale] = useState(false)

  useEffect(
    () =>
      connectStage(address, {
        onFrame: (frame) => setShown((before) => show(before, frame)),
        onStale: setStale,
        onReload: () => window.location.reload(),
      }),
    [address],
  )

  useEffect(() => {
    if (shown.leaving === null) return undefined
    const timer = setTimeout(() => setShown((before) => ({ ...before, leaving: null })), LEAVING_MS)
    return () => clearTimeout(timer)
  }, [shown.leaving])

  const { now } = shown
  if (stale || now === null || !now.visible || now.product === null) return null
  const theme = parameters.theme ?? now.theme
  const language = parameters.language ?? now.language
  const opened = now.product.guarantees.find(({ code }) => code === now.spotlight) ?? null
  const left = shown.leaving
  return (
    <main
      className="stage"
      data-theme={theme}
      data-language={language}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
    >
      <div className="strip">
        {opened !== null && <Spotlight key={opened.code} guarantee={opened} language={language} />}
        <div className="deck">
          {left !== null && left.product !== null && (
            <div className="leaving" key={`leaving ${left.revision}`} aria-hidden="true">
              <ProductCard
                product={left.product}
                shopName={left.shopName}
                language={language}
                spotlight={null}
              />
            </div>
          )}
          <div className="entering" key={now.product.id}>
            <ProductCard
              product={now.product}
              shopName={now.shopName}
              language={language}
              spotlight={now.spotlight}
            />
          </div>
        </div>
      </div>
    </main>
  )
}
