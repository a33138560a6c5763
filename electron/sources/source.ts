import type { Result } from '../../domain/contract/result.ts'
import type { ClaimDraft } from '../../domain/model/claim.ts'

/**
 * Where a source hands its utterances to: the same door as a window's. Resolves when the utterance is in the log (or is
 * refused); a source that must keep order waits for it.
 */
export type ClaimSink = (draft: ClaimDraft) => Promise<Result<unknown>>

/** A source of text that runs by itself: a subtitle file, later a microphone or captions over the local API. */
export type Source = {
  /** Starts, or goes on after a pause. */
  readonly play: (speed: number) => void
  readonly pause: () => void
  /** Ends it and goes back to its beginning. What is being recorded is finished. */
  readonly stop: () => void
}
