import { defineMessages } from './define.ts'

/** Messages whose keys begin with `shell.`: the menu and the few dialogs of the system. */
export const shellMessages = defineMessages({
  'shell.menu.app': { zh: '信播台', en: 'TrustCue' },
  'shell.menu.quit': { zh: '退出', en: 'Quit' },
  'shell.menu.edit': { zh: '编辑', en: 'Edit' },
  'shell.menu.undo': { zh: '撤销', en: 'Undo' },
  'shell.menu.redo': { zh: '重做', en: 'Redo' },
  'shell.menu.cut': { zh: '剪切', en: 'Cut' },
  'shell.menu.copy': { zh: '复制', en: 'Copy' },
  'shell.menu.paste': { zh: '粘贴', en: 'Paste' },
  'shell.menu.selectAll': { zh: '全选', en: 'Select all' },
  'shell.menu.view': { zh: '显示', en: 'View' },
  'shell.menu.zoomIn': { zh: '放大', en: 'Zoom in' },
  'shell.menu.zoomOut': { zh: '缩小', en: 'Zoom out' },
  'shell.menu.resetZoom': { zh: '实际大小', en: 'Actual size' },
  'shell.menu.fullScreen': { zh: '全屏', en: 'Full screen' },
  'shell.menu.window': { zh: '窗口', en: 'Window' },
  'shell.menu.minimise': { zh: '最小化', en: 'Minimise' },
  'shell.menu.prompter': { zh: '打开提词窗口', en: 'Open the prompter' },
  'shell.menu.devTools': { zh: '开发者工具', en: 'Developer tools' },

  'shell.quit.message': {
    zh: '「{title}」还在播，要退出吗？',
    en: '“{title}” is still on air. Quit anyway?',
  },
  'shell.quit.detail': {
    zh: '退出后上屏会消失，新说的话不再记录。已经记录的都在，下次打开可以从同一个商品接着播。',
    en: 'The stage disappears and nothing said from now on is logged. Everything logged is kept, and the next start can resume at the same product.',
  },
  'shell.quit.stay': { zh: '继续播', en: 'Stay on air' },
  'shell.quit.leave': { zh: '退出', en: 'Quit' },
  'shell.quit.held': {
    zh: '还有 {count} 步没写进数据文件，要退出吗？',
    en: 'Not in the data file yet: {count}. Quit anyway?',
  },
  'shell.quit.wait': { zh: '等它写完', en: 'Wait' },
  'shell.quit.lose': { zh: '退出并丢掉', en: 'Quit and lose them' },
  'shell.start.failed': { zh: '信播台没有启动', en: 'TrustCue did not start' },
  'shell.start.notice': { zh: '数据文件已移开', en: 'The data file was set aside' },
})
