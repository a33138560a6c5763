/** A worker that trains scorers: it is sent jobs, and answers each with its model. */
import { parentPort } from 'node:worker_threads'
import type { TrainingJob } from './trainInThreads.ts'
import { trainModel } from './trainModel.ts'

const port = parentPort
if (port === null) throw new Error('trainThread runs only as a worker')
port.on('message', ({ lines, options }: TrainingJob) => port.postMessage(trainModel(lines, options)))
