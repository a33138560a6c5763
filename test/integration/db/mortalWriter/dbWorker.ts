import { existsSync, writeFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import '../../../../electron/db/dbWorker.ts'

/** The real writer, which a test can end as a crash would: when a file `.die` appears beside the data file; it leaves `.dead`. */
const { file } = workerData as { readonly file: string }
setInterval(() => {
  if (!existsSync(`${file}.die`)) return
  writeFileSync(`${file}.dead`, '')
  process.exit(1)
}, 5).unref()
