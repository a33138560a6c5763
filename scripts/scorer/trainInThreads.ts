import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ScorerModel } from '../../domain/compliance/scorer/scorerModel.ts'
import type { LineOnAir } from '../eval/readLines.ts'
import type { TrainOptions } from './trainModel.ts'

/** One scorer to be trained. */
export type TrainingJob = { readonly lines: readonly LineOnAir[]; readonly options: TrainOptions }

/**
 * Trains scorers, as many at a time as the machine has cores, and gives their models in the order of the jobs. `onBegin` hears
 * the number of each job when it is begun.
 */
export const trainInThreads = async (
  jobs: readonly TrainingJob[],
  onBegin: (job: number) => void,
): Promise<ScorerModel[]> => {
  const models: ScorerModel[] = []
  const waiting = [...jobs.entries()]
  const work = async (): Promise<void> => {
    const thread = new Worker(path.join(import.meta.dirname, 'trainThread.ts'))
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [number, job] = next
        onBegin(number)
        thread.postMessage(job, [])
        // A failure in the thread is an event of its own, which `once` throws.
        const [model] = (await once(thread, 'message')) as [ScorerModel]
        models[number] = model
      }
    } finally {
      await thread.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work))
  return models
}
