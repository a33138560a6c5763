import type { IpcName } from '../../../domain/contract/ipc.ts'
import { succeed } from '../../../domain/contract/result.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'
import { saveBytes } from './saveBytes.ts'

type RulesCall = Extract<IpcName, `rules.${string}`>

/** Calls of the rules room. */
export const rulesHandlers = ({ services: { rules }, shell }: HandlerDeps): HandlersFor<RulesCall> => ({
  'rules.state': () => rules.state(),
  'rules.adjust': (draft) => rules.adjust(draft),
  'rules.allow': ({ phrase, reason }) => rules.allow(phrase, reason),
  'rules.disallow': ({ phrase }) => rules.disallow(phrase),
  'rules.try': ({ rule }) => rules.tryRule(rule),
  'rules.save': ({ rule, replaces }) => rules.save(rule, replaces),
  'rules.remove': ({ rule }) => rules.remove(rule),
  'rules.restore': ({ rule }) => rules.restore(rule),
  'rules.importPreview': ({ file }) => rules.importPreview(file),
  'rules.updatePreview': ({ pack }) => rules.updatePreview(pack),
  'rules.effect': ({ token }) => rules.effect(token),
  'rules.adopt': ({ token }) => rules.adopt(token),
  'rules.discard': async ({ token }) => {
    rules.discard(token)
    return succeed({})
  },
  'rules.removePack': ({ pack }) => rules.removePack(pack),
  'rules.export': async ({ pack }) => {
    const made = await rules.exportPack(pack)
    if (!made.ok) return made
    const target = await shell.chooseSavePath(made.value.fileName, 'json')
    if (target === null) return succeed({ savedAs: null })
    const saved = await saveBytes(target, made.value.bytes)
    return saved.ok ? succeed({ savedAs: saved.value }) : saved
  },
})
