import { type MessageKey, type MessageParams, translate } from '../../../domain/messages/translate.ts'
import type { Language } from '../../../domain/model/scalars.ts'

/** A sentence of the app as it stands on the screen, so that tests find things by what a person reads. */
export const onScreen = (language: Language, key: MessageKey, params: MessageParams = {}): string =>
  translate(language, key, params)

/** The same in Chinese, the language the app starts in. */
export const zh = (key: MessageKey, params: MessageParams = {}): string => onScreen('zh', key, params)
