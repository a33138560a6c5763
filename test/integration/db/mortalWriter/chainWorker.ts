import '../../../../electron/db/chainWorker.ts'
