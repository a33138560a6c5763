import type { ClaimContext } from '../compliance/checkClaim.ts'
import type { ClaimVerdict, FindingDraft } from '../model/claim.ts'
import type { GuaranteeDefinition } from '../model/guarantee.ts'
import type { Lineup, PreflightItem, PreflightLevel, Slot } from '../model/lineup.ts'
import type { Product } from '../model/product.ts'
import type { EpochMs } from '../model/scalars.ts'

/** A document that expires within this time is named before it does, in ms. */
export const EXPIRY_NOTICE_MS = 14 * 24 * 3_600_000

/** Fewer pieces than this are worth a word before going on air. */
const LOW_STOCK = 10

const MINUTE_MS = 60_000
const LONGEST_SESSION_MS = 12 * 60 * MINUTE_MS

/** What the list needs besides the lineup. */
export type PreflightDeps = {
  readonly definitions: readonly GuaranteeDefinition[]
  /** The rule engine with the packs in use. */
  readonly check: (text: string, context: ClaimContext) => ClaimVerdict
}

/** The state of the machine and the app. */
export type PreflightEnvironment = {
  readonly stageServed: boolean
  /** Stage pages connected now. */
  readonly stagePages: number
  readonly logWritable: boolean
  /** How long a trial write took, in ms. */
  readonly logWriteMs: number
}

/** A trial write above this is named, in ms. */
const SLOW_WRITE_MS = 250

/**
 * Categories whose products carry a licence, permit or filing number. Cosmetics: 化妆品监督管理条例 art. 35; food:
 * 食品安全法 art. 35; medical devices: 医疗器械监督管理条例 art. 13. Fresh produce as it is grown needs none.
 */
const LICENSED = /化妆|彩妆|护肤|防晒|洗护|美妆|食品|保健|奶粉|酒|茶|饮料|零食|医疗器械|药|农药|消毒/
const UNLICENSED = /生鲜|水果|蔬菜|初级农产品/

type Registration = {
  readonly category: RegExp
  /** Words in the name or the talking points; null = the category alone asks for it. */
  readonly words: RegExp | null
  /** What proves it, in the certificate or a document. */
  readonly proof: RegExp
  readonly zh: string
  readonly en: string
}

/** Products that may be sold only with a registration of their own. */
const REGISTRATIONS: readonly Registration[] = [
  {
    // 化妆品监督管理条例 art. 16, 17: 染发, 烫发, 祛斑美白, 防晒, 防脱发.
    category: /化妆|彩妆|护肤|防晒|洗护|美妆/,
    words: /祛斑|淡斑|去斑|美白|防晒|SPF|防脱|染发|烫发/i,
    proof: /国妆特|特殊化妆品/,
    zh: '特殊化妆品注册证（国妆特字）',
    en: 'special cosmetic registration (国妆特字)',
  },
  {
    // 食品安全法 art. 76.
    category: /保健食品/,
    words: null,
    proof: /国食健[注备]|食健备|保健食品批准/,
    zh: '保健食品注册或备案号（国食健注 / 食健备）',
    en: 'health food registration or filing number (国食健注 / 食健备)',
  },
  {
    // 医疗器械监督管理条例 art. 13.
    category: /医疗器械/,
    words: null,
    proof: /械[注备]|医疗器械注册|医疗器械备案/,
    zh: '医疗器械注册证或备案号（械注准 / 械备）',
    en: 'medical device registration or filing number (械注准 / 械备)',
  },
  {
    // 食品安全法 art. 81.
    category: /婴幼儿|婴配|奶粉/,
    words: /婴|幼儿|奶粉|[123１２３]\s*段/,
    proof: /国食注字|配方注册/,
    zh: '婴幼儿配方乳粉产品配方注册号（国食注字）',
    en: 'infant formula recipe registration (国食注字)',
  },
]

const severityRank = { note: 0, warn: 1, block: 2 } as const

type Params = PreflightItem['params']

/**
 * The list that is gone through before 开播, in a fixed order. A matter with nothing wrong is one `ok` line; otherwise each
 * product or slot concerned has a line of its own. Ids are stable over re-runs, so that a reason given for one stays with it.
 */
export const runPreflight = (
  deps: PreflightDeps,
  lineup: Lineup,
  environment: PreflightEnvironment,
  at: EpochMs,
): PreflightItem[] => {
  const items: PreflightItem[] = []
  const byId = new Map(lineup.products.map((product) => [product.id, product]))
  const definitions = new Map(deps.definitions.map((definition) => [definition.code, definition]))
  const sold = lineup.slots.flatMap((slot): { slot: Slot; product: Product }[] => {
    const product = slot.productId === null ? undefined : byId.get(slot.productId)
    return product === undefined ? [] : [{ slot, product }]
  })
  const products = [...new Map(sold.map(({ product }) => [product.id, product])).values()]

  const add = (
    code: PreflightItem['code'],
    level: PreflightLevel,
    about: { readonly productId: string | null; readonly mark: string },
    params: Params,
  ): void => {
    const id = about.mark === '' ? code : `${code}:${about.mark}`
    items.push({ id: id.slice(0, 160), code, level, productId: about.productId, params })
  }
  const whole = { productId: null, mark: '' }
  /** Runs the checks of one matter; nothing found = one good line. */
  const matter = (code: PreflightItem['code'], work: () => void): void => {
    const before = items.length
    work()
    if (items.length === before) add(code, 'ok', whole, {})
  }
  const ofProduct = (product: Product, detail: string): { productId: string; mark: string } => ({
    productId: product.id,
    mark: detail === '' ? product.id : `${product.id}:${detail}`,
  })

  const plannedMs = lineup.slots.reduce((sum, slot) => sum + slot.plannedMs, 0)
  const odd = plannedMs > LONGEST_SESSION_MS || lineup.slots.some((slot) => slot.plannedMs < MINUTE_MS / 2)
  add('lineup-length', sold.length === 0 ? 'block' : odd ? 'note' : 'ok', whole, {
    count: sold.length,
    minutes: Math.round(plannedMs / MINUTE_MS),
  })

  matter('lineup-priced', () => {
    for (const { slot, product } of sold) {
      const about = { productId: product.id, mark: slot.id }
      const params = { position: slot.position, name: product.name }
      if (slot.price === null || slot.price === 0) add('lineup-priced', 'block', about, params)
      else if (product.listPrice !== null && slot.price > product.listPrice) {
        add('lineup-priced', 'note', about, params)
      }
    }
  })

  matter('product-maker', () => {
    for (const product of products) {
      const level = product.maker.trim() === '' ? 'block' : product.address.trim() === '' ? 'note' : null
      if (level !== null) add('product-maker', level, ofProduct(product, ''), { name: product.name })
    }
  })

  matter('product-certificate', () => {
    for (const product of products) {
      if (product.certificate.trim() !== '' || UNLICENSED.test(product.category)) continue
      const level = LICENSED.test(product.category) ? 'block' : 'note'
      add('product-certificate', level, ofProduct(product, ''), {
        name: product.name,
        category: product.category,
      })
    }
  })

  matter('special-registration', () => {
    for (const product of products) {
      const said = [product.name, ...product.sellingPoints].join('\n')
      const proven = [
        product.certificate,
        ...product.documents.flatMap((each) => [each.type, each.says]),
      ].join('\n')
      REGISTRATIONS.forEach((registration, index) => {
        if (!registration.category.test(product.category) || registration.proof.test(proven)) return
        const word = registration.words === null ? product.category : registration.words.exec(said)?.[0]
        if (word === undefined) return
        add('special-registration', 'block', ofProduct(product, String(index + 1)), {
          name: product.name,
          word,
          registrationZh: registration.zh,
          registrationEn: registration.en,
        })
      })
    }
  })

  matter('document-expired', () => {
    for (const product of products) {
      product.documents.forEach((document, index) => {
        if (document.expiresAt === null || document.expiresAt > at + EXPIRY_NOTICE_MS) return
        add(
          'document-expired',
          document.expiresAt <= at ? 'block' : 'note',
          ofProduct(product, String(index + 1)),
          {
            name: product.name,
            document: document.type,
            days: Math.max(0, Math.ceil((document.expiresAt - at) / (24 * 3_600_000))),
          },
        )
      })
    }
  })

  matter('list-price-without-record', () => {
    for (const product of products) {
      if (product.listPrice === null || product.priceEvidence) continue
      add('list-price-without-record', 'note', ofProduct(product, ''), { name: product.name })
    }
  })

  matter('guarantee-retired', () => {
    for (const product of products) {
      for (const guarantee of product.guarantees) {
        const definition = definitions.get(guarantee.code)
        if (definition === undefined || definition.retiredFrom === null || at < definition.retiredFrom.at)
          continue
        add('guarantee-retired', guarantee.runByShop ? 'note' : 'block', ofProduct(product, guarantee.code), {
          name: product.name,
          rightZh: definition.name.zh,
          rightEn: definition.name.en,
        })
      }
    }
  })

  matter('guarantee-excluded', () => {
    for (const product of products) {
      for (const guarantee of product.guarantees) {
        const definition = definitions.get(guarantee.code)
        if (definition === undefined) continue
        if (!definition.excludedCategories.some((category) => product.category.includes(category))) continue
        add(
          'guarantee-excluded',
          guarantee.runByShop ? 'note' : 'block',
          ofProduct(product, guarantee.code),
          {
            name: product.name,
            category: product.category,
            rightZh: definition.name.zh,
            rightEn: definition.name.en,
          },
        )
      }
    }
  })

  matter('no-guarantee', () => {
    for (const product of products) {
      if (product.guarantees.length === 0)
        add('no-guarantee', 'note', ofProduct(product, ''), { name: product.name })
    }
  })

  matter('wording-finding', () => {
    for (const product of products) {
      const price = sold.find((each) => each.product.id === product.id)?.slot.price ?? product.price
      const context: ClaimContext = { product, price, saidAt: at, guarantees: deps.definitions }
      const worst = new Map<string, FindingDraft>()
      for (const text of [product.name, ...product.sellingPoints]) {
        for (const finding of deps.check(text, context).findings) {
          const known = worst.get(finding.rule)
          if (known === undefined || severityRank[finding.severity] > severityRank[known.severity]) {
            worst.set(finding.rule, finding)
          }
        }
      }
      for (const finding of worst.values()) {
        add(
          'wording-finding',
          finding.severity === 'block' ? 'block' : 'note',
          ofProduct(product, finding.rule),
          {
            name: product.name,
            quote: finding.quote,
            messageZh: finding.words.message.zh,
            messageEn: finding.words.message.en,
          },
        )
      }
    }
  })

  matter('stock-empty', () => {
    for (const product of products) {
      if (product.stock === null || product.stock >= LOW_STOCK) continue
      add('stock-empty', product.stock === 0 ? 'block' : 'note', ofProduct(product, ''), {
        name: product.name,
        stock: product.stock,
      })
    }
  })

  add(
    'stage-open',
    !environment.stageServed ? 'block' : environment.stagePages === 0 ? 'note' : 'ok',
    whole,
    {
      count: environment.stagePages,
    },
  )
  add(
    'log-writable',
    !environment.logWritable ? 'block' : environment.logWriteMs > SLOW_WRITE_MS ? 'note' : 'ok',
    whole,
    {},
  )
  return items
}
