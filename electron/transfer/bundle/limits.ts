/** Name of the entry that lists the others. */
export const MANIFEST_NAME = 'manifest.json'
/** File name endings of a bundle, and of one behind a passphrase. */
export const BUNDLE_EXTENSION = 'tcbundle'
export const LOCKED_EXTENSION = 'tcbundle.age'

/** Largest part of each kind, in bytes: beyond any shop, and below what would fill a disk. */
export const LARGEST_DATABASE = 64 * 1024 ** 3
export const LARGEST_PICTURE = 64 * 1024 ** 2
export const LARGEST_MANIFEST = 8 * 1024 ** 2
