import { z } from 'zod'
import { guaranteeCodeSchema } from '../model/guarantee.ts'
import { fenSchema, languageSchema, localTextSchema } from '../model/scalars.ts'
import { stageThemeSchema } from '../model/settings.ts'

/** One right as the stage draws it: name, one line of terms with this product's numbers filled in, icon. */
export const stageGuaranteeSchema = z.strictObject({
  code: guaranteeCodeSchema,
  name: localTextSchema,
  terms: localTextSchema,
  icon: z.string().max(30),
})
export type StageGuarantee = z.infer<typeof stageGuaranteeSchema>

/**
 * Everything viewers may see, and nothing else. The schema is strict: a finding, a script or a document cannot travel in
 * it. Whoever sends to the stage parses with it first.
 */
export const stageFrameSchema = z.strictObject({
  revision: z.number().int().min(0),
  /** False = the stage is empty and fully transparent (清屏, before 开播, after the end). */
  visible: z.boolean(),
  theme: stageThemeSchema,
  language: languageSchema,
  shopName: z.string().max(40),
  product: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      /** 分 */
      price: fenSchema,
      /** 分; present only when a price record is on file. */
      listPrice: fenSchema.nullable(),
      /** Path on the stage server, e.g. `/pictures/abc.png`; null = none. */
      picture: z
        .string()
        .regex(/^\/pictures\/[A-Za-z0-9_-]{1,80}\.(png|jpg|jpeg|webp)$/)
        .nullable(),
      guarantees: z.array(stageGuaranteeSchema).max(24),
    })
    .nullable(),
  /** The right opened large (权益大字); null = none. */
  spotlight: guaranteeCodeSchema.nullable(),
})
export type StageFrame = z.infer<typeof stageFrameSchema>

/** What the server sends to a stage page: the whole frame at every change and on connect; small enough not to need patches. */
export const stageMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('frame'), frame: stageFrameSchema }),
  /** Sent every 5 s, so that a page can tell a quiet server from a dead one. */
  z.strictObject({ type: z.literal('alive') }),
  /** Sent when a new build is served: the page reloads itself. */
  z.strictObject({ type: z.literal('reload') }),
])
export type StageMessage = z.infer<typeof stageMessageSchema>
