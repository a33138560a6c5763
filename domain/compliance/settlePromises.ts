import type { PromiseDraft, Promised } from '../model/claim.ts'
import type { ProductId } from '../model/product.ts'
import type { EpochMs } from '../model/scalars.ts'

/** 跟粉装一个箱子走, 随单发出: the present is owed when the goods are. */
const WITH_THE_GOODS =
  /(跟|和|随|同|与).{0,8}(一起|一块|一道|一个(盒子?|箱子?|包裹?|快递)|同箱|同包).{0,6}(走|发|寄|出|送)?|随(单|箱|货|包裹|件)/

/** 名单公布以后七天, 开奖后三天: the span is counted from the draw. */
const AFTER_THE_DRAW = /(公布|公示|开奖|揭晓|抽完)(了|完)?(以|之)?后/

/**
 * The promises of an utterance with the due times that only earlier promises tell: a present that goes along with the goods
 * is due when the goods are, and a span counted from a draw begins when the draw was promised. `earlier`: the promises of
 * the session, oldest first. Pure; a promise that stands by itself comes back as it is.
 */
export const settlePromises = (
  text: string,
  drafts: readonly PromiseDraft[],
  saidAt: EpochMs,
  productId: ProductId | null,
  earlier: readonly Promised[],
): PromiseDraft[] =>
  drafts.map((draft) => {
    if (draft.kind === 'gift' && draft.dueAt === null && WITH_THE_GOODS.test(text)) {
      const goods =
        drafts.find(({ kind, dueAt }) => kind === 'ship' && dueAt !== null) ??
        earlier.findLast((one) => one.kind === 'ship' && one.productId === productId && one.dueAt !== null)
      if (goods === undefined || goods.dueAt === null) return draft
      const spanMs = goods.dueAt - ('at' in goods ? goods.at : saidAt)
      return { ...draft, dueAt: saidAt + Math.max(0, spanMs) }
    }
    if (draft.kind === 'draw' && draft.dueAt !== null && AFTER_THE_DRAW.test(draft.quote)) {
      const drawn = earlier.findLast(
        (one) => one.kind === 'draw' && one.dueAt !== null && one.dueAt >= saidAt,
      )
      if (drawn === undefined || drawn.dueAt === null) return draft
      return { ...draft, dueAt: drawn.dueAt + (draft.dueAt - saidAt) }
    }
    return draft
  })
