import { defineMessages } from './define.ts'

/** Messages whose keys begin with `search.`: looking for what was said in any session. */
export const searchMessages = defineMessages({
  'search.open': { zh: '搜全部场次', en: 'Search all sessions' },
  'search.title': { zh: '搜全部场次', en: 'Search all sessions' },
  'search.field': { zh: '搜说过的话', en: 'Search what was said' },
  'search.placeholder': {
    zh: '一个字、几个字，或拼音首字母',
    en: 'A character, a few, or pinyin initials',
  },
  'search.back': { zh: '回到场次', en: 'Back to the session' },
  'search.count': { zh: '{shown} 条', en: { one: '{shown} line', other: '{shown} lines' } },
  'search.counting': { zh: '在数…', en: 'Counting…' },
  'search.filters': { zh: '筛选', en: 'Filters' },
  'search.session': { zh: '场次', en: 'Session' },
  'search.host': { zh: '主播', en: 'Host' },
  'search.noHost': { zh: '没写主播', en: 'No host given' },
  'search.from': { zh: '从', en: 'From' },
  'search.to': { zh: '到', en: 'To' },
  'search.results': { zh: '搜索结果', en: 'Search results' },
  'search.idle': { zh: '所有场次说过的每一句，都能搜', en: 'Every line of every session can be found' },
  'search.idleText': {
    zh: '搜“面膜”，也会找到“面 膜”和“麵膜”；搜首字母 zhbt，会找到“只换不退”。不写字，只用筛选也行。',
    en: '面膜 also finds 面 膜 and 麵膜; the initials zhbt find 只换不退. Filters work without a word, too.',
  },
  'search.none': { zh: '没有找到', en: 'Nothing found' },
  'search.noneText': {
    zh: '换个说法，或放宽筛选。',
    en: 'Try other words, or widen the filters.',
  },
  'search.failed': { zh: '没搜成', en: 'The search failed' },
  'search.more': { zh: '正在读下一页…', en: 'Reading the next page…' },
  'search.moreFailed': { zh: '下一页没读出来：{reason}', en: 'The next page could not be read: {reason}' },
  'search.indexing': {
    zh: '搜索照样完整，只是慢些：索引正在补做',
    en: 'Searches are complete, only slower: the index is being made',
  },
  'search.noProduct': { zh: '串场', en: 'Between products' },
  'search.keys.move': { zh: '上下选', en: 'choose' },
  'search.keys.open': { zh: '打开这一句', en: 'open the line' },
  'search.keys.close': { zh: '回到场次', en: 'back to the session' },
})
