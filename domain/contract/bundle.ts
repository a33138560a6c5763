import { z } from 'zod'
import { epochMsSchema } from '../model/scalars.ts'
import { holdsSchema } from './backup.ts'

/** Version of the bundle's own format; one that is higher is refused. */
export const BUNDLE_VERSION = 1
export const BUNDLE_DATABASE = 'trustcue.sqlite'
/** Most entries a bundle may have: beyond any shop. */
export const BUNDLE_MOST_ENTRIES = 20_000

/** Names the app gives to pictures; nothing else is brought in. Names Windows keeps for devices are none of them. */
const PICTURE = /^pictures\/(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[A-Za-z0-9_-]{1,80}\.(?:png|jpg|jpeg|webp)$/i

/** Name of a picture's part in a bundle; null = it is not a picture of ours. */
export const bundlePictureName = (fileName: string): string | null =>
  PICTURE.test(`pictures/${fileName}`) ? `pictures/${fileName}` : null

/** True for a name a part of a bundle may have. */
export const isBundlePart = (name: string): boolean => name === BUNDLE_DATABASE || PICTURE.test(name)

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
const bytesSchema = z.number().int().min(0)

/** What a bundle says of itself. It is written last, when the hashes of all parts are known. */
export const bundleManifestSchema = z.strictObject({
  format: z.literal('trustcue-bundle'),
  version: z.literal(BUNDLE_VERSION),
  madeAt: epochMsSchema,
  appVersion: z.string().max(40),
  holds: holdsSchema,
  parts: z
    .array(
      z.strictObject({
        name: z.string().max(100).refine(isBundlePart),
        bytes: bytesSchema,
        sha256: sha256Schema,
      }),
    )
    .min(1)
    .max(BUNDLE_MOST_ENTRIES),
})
export type BundleManifest = z.infer<typeof bundleManifestSchema>

/** Enough of a manifest to tell that it is one of ours, of whatever version. */
export const anyManifestSchema = z.object({
  format: z.literal('trustcue-bundle'),
  version: z.number().int().min(1),
})

/** What is kept beside a backup, so that a list need not open every one. */
export const backupNoteSchema = z.strictObject({
  format: z.literal(1),
  bytes: bytesSchema,
  sha256: sha256Schema,
  holds: holdsSchema,
})
export type BackupNote = z.infer<typeof backupNoteSchema>
