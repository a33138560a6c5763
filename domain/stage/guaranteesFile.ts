import { z } from 'zod'
import { guaranteeDefinitionSchema } from '../model/guarantee.ts'

/** The shipped file of trust-card definitions: a version and the rights, each code once. */
export const guaranteesFileSchema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  guarantees: z
    .array(guaranteeDefinitionSchema)
    .min(1)
    .max(60)
    .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, 'two rights share a code'),
})
