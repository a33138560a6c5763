import type { MenuItemConstructorOptions } from 'electron'
import { Menu } from 'electron'
import type { MessageKey } from '../../domain/messages/translate.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Language } from '../../domain/model/scalars.ts'

/** What the menu needs. */
export type MenuDeps = {
  readonly openPrompter: () => void
  /** Developer tools are offered only in an app that is not packed. */
  readonly development: boolean
}

/**
 * Sets the application menu in a language. It is small: what macOS needs for copy and paste to work in text boxes, zoom, and
 * the windows. Everything else has its place in the windows themselves.
 */
export const installMenu = (deps: MenuDeps, language: Language): void => {
  const item = (
    role: NonNullable<MenuItemConstructorOptions['role']>,
    key: MessageKey,
  ): MenuItemConstructorOptions => ({
    role,
    label: translate(language, key, {}),
  })
  const group = (key: MessageKey, submenu: MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({
    label: translate(language, key, {}),
    submenu,
  })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      group('shell.menu.app', [item('quit', 'shell.menu.quit')]),
      group('shell.menu.edit', [
        item('undo', 'shell.menu.undo'),
        item('redo', 'shell.menu.redo'),
        line,
        item('cut', 'shell.menu.cut'),
        item('copy', 'shell.menu.copy'),
        item('paste', 'shell.menu.paste'),
        item('selectAll', 'shell.menu.selectAll'),
      ]),
      group('shell.menu.view', [
        item('zoomIn', 'shell.menu.zoomIn'),
        item('zoomOut', 'shell.menu.zoomOut'),
        item('resetZoom', 'shell.menu.resetZoom'),
        line,
        item('togglefullscreen', 'shell.menu.fullScreen'),
        ...(deps.development ? [line, item('toggleDevTools', 'shell.menu.devTools')] : []),
      ]),
      group('shell.menu.window', [
        { label: translate(language, 'shell.menu.prompter', {}), click: () => deps.openPrompter() },
        item('minimize', 'shell.menu.minimise'),
      ]),
    ]),
  )
}
