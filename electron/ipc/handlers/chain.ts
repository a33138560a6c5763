import type { IpcName } from '../../../domain/contract/ipc.ts'
import { succeed, type Result } from '../../../domain/contract/result.ts'
import type { ChainExport } from '../../services/chain.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'
import { saveBytes } from './saveBytes.ts'

type ChainCall = Extract<IpcName, `chain.${string}`>

/** Calls about verifying the record. */
export const chainHandlers = ({ services, shell }: HandlerDeps): HandlersFor<ChainCall> => {
  const save = async (
    made: Result<ChainExport>,
    extension: string,
  ): Promise<Result<{ readonly savedAs: string | null }>> => {
    if (!made.ok) return made
    const target = await shell.chooseSavePath(made.value.fileName, extension)
    if (target === null) return succeed({ savedAs: null })
    const saved = await saveBytes(target, made.value.bytes)
    return saved.ok ? succeed({ savedAs: saved.value }) : saved
  }
  return {
    'chain.overview': () => services.chain.overview(),
    'chain.verify': ({ sessionId }) => services.chain.verify(sessionId),
    'chain.stop': async () => {
      services.chain.stop()
      return succeed({})
    },
    'chain.exportReport': ({ format }) =>
      save(
        services.chain.report(format, services.settings.current().language),
        format === 'json' ? 'json' : 'txt',
      ),
    'chain.exportHead': async ({ sessionId }) => save(await services.chain.head(sessionId), 'json'),
  }
}
