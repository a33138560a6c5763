import '../../../../electron/db/checkpointWorker.ts'
