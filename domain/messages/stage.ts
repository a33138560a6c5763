import { defineMessages } from './define.ts'

/** Messages whose keys begin with `stage.`: what viewers read on the overlay, and the server's own error. */
export const stageMessages = defineMessages({
  'stage.card': { zh: '小店信任卡', en: 'Trust card' },
  'stage.title': { zh: '信播台 · 上屏', en: 'TrustCue stage' },
  'stage.listPrice': { zh: '划线价', en: 'List' },
  'stage.livePrice': { zh: '直播价', en: 'Live price' },
  'stage.more': { zh: '另有 {count} 项', en: { one: '{count} more', other: '{count} more' } },
  'error.stage-server-failed': {
    zh: '上屏服务没有启动（端口 {port}：{reason}）。换一个端口，或重启信播台',
    en: 'The stage could not be served (port {port}: {reason}). Choose another port, or restart TrustCue',
  },
})
