import { describe, expect, test } from 'vitest'
import { parseSubtitles, splitSpeaker } from '../../../domain/transcript/parseSubtitles.ts'

const read = (text: string, name = 'a.srt') => {
  const result = parseSubtitles(name, text)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const failure = (text: string) => {
  const result = parseSubtitles('场次.srt', text)
  return result.ok ? null : result.error
}

describe('subtitle files as they really are', () => {
  test('SubRip with byte-order mark, CRLF and speakers', () => {
    const cues = read(
      '\uFEFF1\r\n00:00:05,000 --> 00:00:10,600\r\n主播: 晚上好\r\n\r\n2\r\n00:00:11,5 --> 00:00:12,000\r\n助播：扣个一\r\n',
    )
    expect(cues).toEqual([
      { index: 1, startMs: 5000, endMs: 10_600, speaker: 'host', text: '晚上好' },
      { index: 2, startMs: 11_500, endMs: 12_000, speaker: 'assistant', text: '扣个一' },
    ])
  })

  test('WebVTT with header, notes, styles, settings, hours left out and voices', () => {
    const cues = read(
      'WEBVTT 直播\n\nSTYLE\n::cue { color: red }\n\nNOTE 说明\n\nid-1\n00:01.000 --> 00:02.000 line:0\n<v 嘉宾>大家<b>好</b>&amp;</v>\n',
      'a.vtt',
    )
    expect(cues).toEqual([{ index: 1, startMs: 1000, endMs: 2000, speaker: 'guest', text: '大家好&' }])
  })

  test('lines of a cue are joined: nothing between Chinese, a space between English', () => {
    expect(read('00:00:01,000 --> 00:00:02,000\n第一行\n第二行\n')[0]?.text).toBe('第一行第二行')
    expect(read('00:00:01,000 --> 00:00:02,000\nhello\nworld\n')[0]?.text).toBe('hello world')
  })

  test('missing counters, cues without text, cues that overlap or stand out of order', () => {
    const cues = read(
      '00:00:09,000 --> 00:00:10,000\n后\n\n00:00:01,000 --> 00:00:08,000\n先\n\n00:00:02,000 --> 00:00:03,000\n\n3\n00:00:02,000 --> 00:00:04,000\n中\n',
    )
    expect(cues.map((cue) => cue.text)).toEqual(['先', '中', '后'])
    expect(cues.map((cue) => cue.index)).toEqual([1, 2, 3])
  })

  test('a name that is no speaker stays in the text', () => {
    expect(splitSpeaker('价格：三十九块九')).toEqual({ speaker: 'host', text: '价格：三十九块九' })
    expect(splitSpeaker('【助理】：来了')).toEqual({ speaker: 'assistant', text: '来了' })
    expect(splitSpeaker('主播2：好')).toEqual({ speaker: 'host', text: '好' })
  })
})

describe('a broken file is refused by file and line', () => {
  test.each([
    ['1\n00:00:0x,000 --> 00:00:02,000\n字\n', 'subtitle-bad-time', 2],
    ['1\n00:00:05,000 --> 00:00:02,000\n字\n', 'subtitle-time-backwards', 2],
    ['1\n只有字\n没有时间\n', 'subtitle-no-time', 1],
    [`00:00:01,000 --> 00:00:02,000\n${'长'.repeat(3000)}\n`, 'subtitle-too-long', 1],
  ])('%s', (text, code, line) => {
    expect(failure(text)).toEqual({ code, params: { file: '场次.srt', line } })
  })

  test('an empty file', () => {
    expect(failure('')).toEqual({ code: 'subtitle-empty', params: { file: '场次.srt' } })
  })
})
