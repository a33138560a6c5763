import { expect, type Page } from '@playwright/test'
import type { Language } from '../../../domain/model/scalars.ts'
import { chooseSegment, goToRoom } from './console.ts'
import { onScreen } from './words.ts'

/** Changes the language of every window, in the settings. */
export const switchLanguage = async (page: Page, from: Language, to: Language): Promise<void> => {
  await goToRoom(page, 'settings', from)
  await chooseSegment(page, onScreen(from, 'settings.language'), onScreen(from, `settings.language.${to}`))
  await expect(page.locator('html')).toHaveAttribute('lang', to === 'zh' ? 'zh-CN' : 'en')
}

/** Chooses the dark or the light look, in the settings. */
export const chooseLook = async (page: Page, language: Language, look: 'dark' | 'light'): Promise<void> => {
  await goToRoom(page, 'settings', language)
  await chooseSegment(
    page,
    onScreen(language, 'settings.appearance'),
    onScreen(language, `settings.appearance.${look}`),
  )
  await expect(page.locator('html')).toHaveAttribute('data-theme', look)
}
