export { type Translate, useLanguage, useLocalText, useTranslate } from './LanguageContext.tsx'
