import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { type MessageKey, type MessageParams, translate } from '../../domain/messages/translate.ts'
import type { Language, LocalText } from '../../domain/model/scalars.ts'

const LanguageContext = createContext<Language>('zh')

/** Tells every component below which language the screen speaks (from the settings). */
export const LanguageProvider = ({ language, children }: { language: Language; children: ReactNode }) => (
  <LanguageContext value={language}>{children}</LanguageContext>
)

/** The language of the screen now. */
export const useLanguage = (): Language => useContext(LanguageContext)

/** Makes a sentence of the catalogue; values may be left out where the sentence names none. */
export type Translate = (key: MessageKey, params?: MessageParams) => string

const NO_PARAMS: MessageParams = {}

/** The catalogue in the language of the screen. */
export const useTranslate = (): Translate => {
  const language = useLanguage()
  return useMemo(
    () =>
      (key, params = NO_PARAMS) =>
        translate(language, key, params),
    [language],
  )
}

/** Picks the screen's language out of a text a pack carries in both. */
export const useLocalText = (): ((text: LocalText) => string) => {
  const language = useLanguage()
  return useMemo(() => (text) => text[language], [language])
}
