import type { Failure, Result } from '../../domain/contract/result.ts'
import type { OpenReport } from './open.ts'

/** What the worker is started with. */
export type WorkerData = { readonly file: string; readonly addon: string | null; readonly stamp: string }

/** Client → worker. `close` finishes what came before it, closes the file and ends the worker. */
export type ToWorker =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'close' }

/** Worker → client. `opened` comes first and once; `slow` tells of a call that took long, in ms. */
export type FromWorker =
  | { readonly type: 'opened'; readonly result: Result<OpenReport> }
  | { readonly type: 'slow'; readonly name: string; readonly ms: number }
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly error: Failure }
