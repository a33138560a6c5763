import { defineMessages } from './define.ts'

/** Messages whose keys begin with `eval.`: the command that measures the rules. */
export const evaluationMessages = defineMessages({
  'eval.help': {
    zh: `用法：npm run eval -- [文件...] [选项]

用标好的句子量规则好不好。文件一行一个 {"id","text","product","labels"}，可以有 "spans" 和 "why"。
什么都不给时，量 test/fixtures/labelled 里的全部句子。

选项：
  --products 文件    商品资料；默认用标注文件旁边的 products.json，没有就用 test/rules/products.json
  --pack 文件夹      加一个规则包，可以写几次；和自带的规则包同 id 的，替换自带的
  --session 字幕 标注  量一场直播：每句的提醒、承诺和更正；可以写几次
  --switches 文件    这场直播什么时候换商品；默认按标注里写的
  --lookalikes 文件  量容易认错的句子，一行一个 {"text","hits"}
  --format 格式      md（默认）、json、both；both 要写到文件夹里
  --out 文件夹       写到这个文件夹
  --write            写到 docs/eval
  --name 名字        写出的文件叫什么
  --list 数          误报和漏报各列多少行；默认 100，什么都不给时 0；json 里总是全的
  --no-words         列表里只写编号和规则，不写原话
  --at 时间          这些话是什么时候说的；默认 2026-11-20T19:00:00+08:00
  --date 日期        写在报告上的日期；默认今天
  --lang 语言        zh、en：出错时说的话；默认看 LANG
  --help             显示这页

退出码：0 量完了，2 用法不对或读不了。`,
    en: `Usage: npm run eval -- [FILE...] [options]

Measures the rules on labelled utterances. A FILE holds one {"id","text","product","labels"} a line, with "spans" and "why"
where it has them. Without anything it measures on all of test/fixtures/labelled.

Options:
  --products FILE      product record; by default products.json beside the labelled file, else test/rules/products.json
  --pack DIR           adds a rule pack, may be repeated; one with the id of a shipped pack replaces it
  --session SRT TRUTH  measures a session: findings by cue, promises, corrections; may be repeated
  --switches FILE      when the session changes product; by default as the labels say
  --lookalikes FILE    measures sentences that are easily taken wrongly, one {"text","hits"} a line
  --format FORMAT      md (default), json, both; both needs a folder to write to
  --out DIR            writes into this folder
  --write              writes into docs/eval
  --name NAME          what the written files are called
  --list N             rows of each list of misses and false alarms; default 100, without any input 0; JSON has them all
  --no-words           the lists name ids and rules, not what was said
  --at TIME            when the words were said; default 2026-11-20T19:00:00+08:00
  --date DATE          the date on the report; default today
  --lang LANGUAGE      zh, en: for what is said when something is wrong; by default from LANG
  --help               this page

Exit code: 0 measured, 2 bad usage or unreadable input.`,
  },
  'eval.see-help': { zh: '用 --help 看用法。', en: 'Use --help to see how it is used.' },
  'eval.both-needs-folder': {
    zh: '--format both 要和 --out 或 --write 一起用。',
    en: '--format both needs --out or --write.',
  },
  'eval.switches-without-session': {
    zh: '--switches 要和一个 --session 一起用。',
    en: '--switches needs one --session.',
  },
  'eval.bad-date': {
    zh: '--date「{value}」不是一个日期，应写成 2026-11-20。',
    en: '--date “{value}” is no date; write it as 2026-11-20.',
  },
  'eval.expected-texts': { zh: '文字的列表', en: 'a list of texts' },
  'eval.expected-list': { zh: '列表', en: 'a list' },
  'eval.expected-cue': { zh: '一句字幕的序号', en: 'the number of a cue' },
  'eval.expected-due': {
    zh: '日期（2026-11-28）或时长（+48h after order）',
    en: 'a day (2026-11-28) or a span (+48h after order)',
  },
  'eval.expected-kind': { zh: '承诺的种类', en: 'a kind of promise' },
  'eval.unknown-family': {
    zh: '{file} 第 {line} 行：字段 {field} 里没有「{family}」这一类，可以是：{allowed}。',
    en: '{file}, line {line}: field {field} names “{family}”, which is no family; the families are {allowed}.',
  },
  'eval.span-not-in-text': {
    zh: '{file} 第 {line} 行：字段 {field}「{span}」不在 text 里。',
    en: '{file}, line {line}: field {field} “{span}” is not in the text.',
  },
  'eval.session-field': {
    zh: '{file} 第 {cue} 句：字段 {field} 不对，应为{expected}。',
    en: '{file}, cue {cue}: field {field} must be {expected}.',
  },
  'eval.no-lines': { zh: '{file}：里面没有句子。', en: '{file}: there is no utterance in it.' },
  'eval.written': { zh: '已写入 {file}', en: 'written: {file}' },
  'eval.bracketed-tab': {
    zh: '{file} 第 {line} 行：应为「商品编号或 -」、一个制表符、一句话。',
    en: '{file}, line {line}: write a product id or -, one tab, the utterance.',
  },
  'eval.bracketed-brackets': {
    zh: '{file} 第 {line} 行：方括号不成对，应写成 [FAM:词]。',
    en: '{file}, line {line}: the square brackets do not pair; write [FAM:words].',
  },
  'eval.bracketed-contradiction': {
    zh: '{file} 第 {line} 行：同一个商品的同一句话，{other} 里标得不一样。',
    en: '{file}, line {line}: the same words about the same product are labelled differently in {other}.',
  },
  'eval.convert-usage': {
    zh: '用法：node scripts/eval/convert.ts 输出.jsonl 输入.tsv... [--products 文件]',
    en: 'Usage: node scripts/eval/convert.ts OUT.jsonl IN.tsv... [--products FILE]',
  },
  'eval.converted': {
    zh: '{file}：{lines} 句，其中违规 {violating} 句；重复的 {doubles} 句没有再写。',
    en: '{file}: {lines} utterances, {violating} with a violation; {doubles} doubles left out.',
  },
})
