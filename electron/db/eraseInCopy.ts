import { type SessionHead, signHead } from '../../domain/journal/head.ts'
import type { JournalEntry } from '../../domain/journal/entry.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { openForReading } from './connect.ts'
import { flushToDisk } from './dataFileFacts.ts'
import type { ListTrouble } from '../../domain/retention/erasureLines.ts'
import { eraseAgain, type ErasedAgain, unknownErasures } from './eraseAgain.ts'
import { erasureListOf, readErasureList } from './erasureList.ts'
import { migrations } from './migrations/index.ts'
import { openMigrated } from './open.ts'
import { createHeadRepository } from './repositories/heads.ts'
import { createJournalRepository } from './repositories/journal.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createSeals, createSigner, type SigningKey } from './seals.ts'

/** What was erased again in a copy. `trouble` = a line of the list is not as it was written, and was not followed. */
export type ErasedInCopy = ErasedAgain & { readonly trouble: ListTrouble | null }

/**
 * Erases in a copy, which nobody has open, what was erased since it was made: in a working copy of a backup or a bundle,
 * before that takes the place of the data file. The copy is brought up to date first (else it would be copied once more,
 * with everything, before its migration), and nothing of the erased stays in its bytes. A copy that has nothing of it is
 * not touched.
 */
export const eraseInCopy = (
  job: {
    readonly file: string
    readonly over: string
    readonly at: EpochMs
    readonly key: SigningKey | null
  },
  addon: string | null,
): ErasedInCopy => {
  const { file, at, key } = job
  const listed = readErasureList(erasureListOf(job.over), key === null ? [] : [key.publicKey])
  const { trouble } = listed
  const looking = openForReading({ file, addon })
  let due
  try {
    due = unknownErasures(looking, listed.erasures)
  } finally {
    looking.close()
  }
  if (due.length === 0) return { claims: 0, sessions: 0, trouble }
  const db = openMigrated({ file, addon }, migrations)
  try {
    const heads = createHeadRepository(db)
    const signer = key === null ? null : createSigner(key)
    const sign = ({ sessionId, seq, hash, at: made }: JournalEntry): void => {
      if (key === null || signer === null) return
      heads.putKey({ id: signer.keyId, publicKey: key.publicKey, since: made })
      const last = heads.last(sessionId)
      const draft: Pick<SessionHead, 'sessionId' | 'seq' | 'hash' | 'at' | 'made' | 'bookLines'> = {
        sessionId,
        seq,
        hash,
        at: made,
        made: last?.made ?? 'end',
        bookLines: last?.bookLines ?? 0,
      }
      heads.insert(signHead(signer, draft, last))
    }
    const erased = eraseAgain(db, due, at, createJournalRepository(db, createSeals(), sign))
    const retention = createRetentionRepository(db)
    const upTo = retention.unsweptUpTo()
    if (upTo !== null) {
      retention.rebuildIndex()
      db.exec('VACUUM')
      retention.markSwept(upTo, at)
    }
    // One file without a log beside it, as a backup is.
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
    return { ...erased, trouble }
  } finally {
    db.close()
    flushToDisk(file)
  }
}
