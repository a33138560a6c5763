import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'

/** What is said on air, of every kind the check has a way of its own for. */
const SAID = [
  '今天直播间四十八小时内发货，坏了包赔',
  '这款面霜全网最低价，只要九十九块九',
  '用它两周斑就跟橡皮擦擦过一样',
  '我们七天无理由，退货补运费',
  '家人们这个真的好用，我自己也在用',
  '更正一下，刚才说错了，不是全网最低，是本场优惠价',
  '加我薇信，私下给你们便宜',
  '这个不能治病，本品不能代替药物',
  '最后三单，拍完就没有了，库存只剩三件',
  '原价两百九十九，今天到手价只要一百二十九',
  '有没有人问能不能退，能退的，随时退',
  '国家级检测报告都有，专利号在详情页',
  '假一赔十，买到假的赔你十倍',
  '颜色有三种，尺码从S到XXL，身高一米六穿M码',
  '下周五补货，抽奖结果明天晚上公布',
  '隔壁家的都是假货，别去买',
  '产地是云南，厂家地址写在包装上',
  '欢迎新进来的朋友，点点关注',
] as const
/** Goes through them at most, and as many in a row that are quick enough to end it. */
const MOST_ROUNDS = 30
const QUICK_ROUNDS = 2
/** Quick: so long for one check on average, in ms. */
const QUICK_MS = 0.04
/** Longest without letting anything else in, in ms. */
const SLICE_MS = 4

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Checks sentences nobody said until the check runs as fast as it will: the engine that runs it compiles what is used often,
 * and the first claims of a session, with the pauses of speech between them, would each wait for some of that (7 ms now and
 * then, against 1 afterwards). In slices, so that a start does not wait for it.
 */
export const warmUpChecks = async (pack: CompiledPack): Promise<void> => {
  let quick = 0
  for (let round = 0; round < MOST_ROUNDS && quick < QUICK_ROUNDS; round += 1) {
    let worked = 0
    let sliceFrom = performance.now()
    for (const text of SAID) {
      checkClaim(text, { product: null, price: null, saidAt: 0, guarantees: [] }, pack)
      const ms = performance.now() - sliceFrom
      if (ms < SLICE_MS) continue
      worked += ms
      await breathe()
      sliceFrom = performance.now()
    }
    worked += performance.now() - sliceFrom
    quick = worked / SAID.length < QUICK_MS ? quick + 1 : 0
  }
}
