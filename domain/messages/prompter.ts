import { defineMessages } from './define.ts'

/** Messages whose keys begin with `prompter.`. */
export const prompterMessages = defineMessages({
  'prompter.idle': { zh: '等开播', en: 'Waiting to go live' },
  'prompter.idleText': {
    zh: '开播后，这里是商品、三点话术和该说的话。',
    en: 'Once on air: the product, three points, and the words to say.',
  },
  'prompter.noSlot': { zh: '还没上品', en: 'No slot on air yet' },
  'prompter.connecting': { zh: '正在连接…', en: 'Connecting…' },
  'prompter.number': { zh: '{position} 号', en: 'No. {position}' },
  'prompter.left': { zh: '还剩', en: 'Left' },
  'prompter.over': { zh: '超时', en: 'Over' },
  'prompter.mustSay': { zh: '要说', en: 'Say' },
  'prompter.mustSayDue': { zh: '现在要说', en: 'Say now' },
  'prompter.missed': { zh: '漏说了', en: 'Missed' },
  'prompter.next': { zh: '下一个', en: 'Next' },
  'prompter.lastSlot': { zh: '最后一款', en: 'Last one' },
  'prompter.break': { zh: '串场', en: 'Break' },
  'prompter.sayNow': { zh: '现在就说', en: 'Say now' },
  'prompter.sayInstead': { zh: '改口说', en: 'Put it right' },
  'prompter.quoted': { zh: '「{words}」', en: '「{words}」' },
  'prompter.more': { zh: '还有 {count} 条', en: { one: '{count} more', other: '{count} more' } },
  'prompter.enter': { zh: '知道了', en: 'Got it' },
  'prompter.f6': { zh: '已更正', en: 'Corrected' },
  'prompter.rehearsal': { zh: '彩排', en: 'Rehearsal' },
  'prompter.held': { zh: '{count} 步没写入，跟助播说一声', en: '{count} not saved: tell your assistant' },
  'prompter.notSaved': { zh: '没存上，跟助播说一声', en: 'Not saved: tell your assistant' },
})
