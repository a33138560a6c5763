import type { Language } from '../model/scalars.ts'
import { backupMessages } from './backup.ts'
import { cliMessages } from './cli.ts'
import { dataMessages } from './data.ts'
import type { Message } from './define.ts'
import { errorMessages } from './error.ts'
import { evaluationMessages } from './evaluation.ts'
import { heldMessages } from './held.ts'
import { importingMessages } from './importing.ts'
import { lineupMessages } from './lineup.ts'
import { liveMessages } from './live.ts'
import { preflightMessages } from './preflight.ts'
import { prompterMessages } from './prompter.ts'
import { retentionMessages } from './retention.ts'
import { reviewMessages } from './review.ts'
import { rulesMessages } from './rules.ts'
import { searchMessages } from './search.ts'
import { settingsMessages } from './settings.ts'
import { sharedMessages } from './shared.ts'
import { shellMessages } from './shell.ts'
import { stageMessages } from './stage.ts'

/** The one catalogue: every sentence of the app, topic by topic. */
export const catalogue = {
  ...sharedMessages,
  ...shellMessages,
  ...lineupMessages,
  ...importingMessages,
  ...preflightMessages,
  ...liveMessages,
  ...heldMessages,
  ...prompterMessages,
  ...retentionMessages,
  ...reviewMessages,
  ...rulesMessages,
  ...backupMessages,
  ...dataMessages,
  ...searchMessages,
  ...settingsMessages,
  ...stageMessages,
  ...errorMessages,
  ...cliMessages,
  ...evaluationMessages,
}

/** Every key of the catalogue; a key that is not in it does not compile. */
export type MessageKey = keyof typeof catalogue

/** Values a message names with `{name}`. */
export type MessageParams = Readonly<Record<string, string | number>>

/**
 * The sentence for a key in a language with its values filled in. A plural message chooses by the value `count`.
 * A value that is missing stays visible as `{name}`, so that a test or an eye finds it.
 */
export const translate = (language: Language, key: MessageKey, params: MessageParams): string => {
  const message: Message = catalogue[key]
  const text = message[language]
  const template = typeof text === 'string' ? text : params['count'] === 1 ? text.one : text.other
  return template.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : String(value)
  })
}

/** True when a text is a key of the catalogue: for codes that come from outside (errors, pre-flight items). */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(catalogue, key)
