import type { ReviewFilter, SessionRecord } from '../../domain/contract/ipc.ts'
import type { Language } from '../../domain/model/scalars.ts'

/** A session's review as CSV. */
export const reviewCsv = (_record: SessionRecord, _filter: ReviewFilter, _language: Language): Uint8Array =>
  new Uint8Array()
