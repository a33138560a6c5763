import { isMessageKey, translate } from '../messages/translate.ts'
import type { PreflightItem } from '../model/lineup.ts'
import type { Language } from '../model/scalars.ts'

/**
 * The sentence of a pre-flight item in a language. A param whose text differs by language comes twice, as `<name>Zh` and
 * `<name>En`; the sentence names it `{name}`.
 */
export const preflightText = (language: Language, item: PreflightItem): string => {
  const params: Record<string, string | number> = {}
  const suffix = language === 'zh' ? 'Zh' : 'En'
  for (const [name, value] of Object.entries(item.params)) {
    params[name.endsWith(suffix) ? name.slice(0, -suffix.length) : name] = value
  }
  const key = `preflight.${item.code}.${item.level}`
  return isMessageKey(key) ? translate(language, key, params) : key
}
