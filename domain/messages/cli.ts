import { defineMessages } from './define.ts'

/** Messages whose keys begin with `cli.`: the commands `check` and `verify`. */
export const cliMessages = defineMessages({
  'cli.help': {
    zh: `用法：npm run -s check -- 文件... [选项]

检查一场直播的文字稿，不用打开程序。文件可以是：
  .txt    一行一句
  .srt .vtt  字幕
  .jsonl  一行一个 {"id","text","product"}
  -       从标准输入读（以 { 开头按 jsonl，以 WEBVTT 开头按 vtt，否则按 txt）

选项：
  --products 文件   商品资料（JSON 列表；价格用元，权益用代码，evidence 是 [{type, says}]）
  --product 编号    没写商品的句子算在这个商品上
  --pack 文件夹     加一个规则包，可以写几次；和自带的规则包同 id 的，替换自带的
  --compare 旧 新 文件...
                    比两个规则包文件夹：哪些规则加了、改了、删了，文件里每一句多了少了哪些提醒；
                    --format 可以是 text、json；有提醒变化时以 1 退出
  --format 格式     text（默认）、json、jsonl
  --fail-on 级别    note、warn、block（默认）、never：出现这一级或更重的提醒就以 1 退出
  --at 时间         说这些话的时间（如 2026-11-20T19:00:00+08:00），承诺的期限从它算起；默认现在
  --encoding 编码   utf-8（默认）、gb18030
  --lang 语言       zh、en；默认看 LANG
  --help            显示这页

退出码：0 没有达到级别的提醒，1 有，2 用法不对或读不了。`,
    en: `Usage: npm run -s check -- FILE... [options]

Checks the text of a broadcast without the app. A FILE is
  .txt    one utterance a line
  .srt .vtt  subtitles
  .jsonl  one {"id","text","product"} a line
  -       standard input (jsonl when it begins with {, vtt when with WEBVTT, else txt)

Options:
  --products FILE   product record (a JSON list; prices in yuan, guarantees as codes, evidence [{type, says}])
  --product ID      product of utterances that name none
  --pack DIR        adds a rule pack, may be repeated; one with the id of a shipped pack replaces it
  --compare OLD NEW FILE...
                    compares two pack folders: rules added, changed, removed, and the findings each line
                    of the files gains and loses; --format text or json; exit 1 when findings differ
  --format FORMAT   text (default), json, jsonl
  --fail-on LEVEL   note, warn, block (default), never: exit 1 when a finding of this level or above is there
  --at TIME         when it was said (e.g. 2026-11-20T19:00:00+08:00); promises are due from it; default now
  --encoding NAME   utf-8 (default), gb18030
  --lang LANGUAGE   zh, en; by default from LANG
  --help            this page

Exit code: 0 no finding at the level, 1 some, 2 bad usage or unreadable input.`,
  },
  'cli.verify-help': {
    zh: `用法：npm run -s verify -- 数据文件 [选项]

核验一个数据文件（trustcue.sqlite），不用打开程序，什么都不改：日志的每一条有没有被改、删、插入，
签名的链头和链头簿对不对，声称、提醒、承诺等是不是和日志里写的一样。

选项：
  --session 编号    只核验一场；不写就核验全部和文件本身
  --book 文件       链头簿；默认用数据文件旁边的 .heads，没有就不比
  --head 文件       以前导出、另存的链头：和文件里那一条对一对
  --format 格式     text（默认）、json
  --lang 语言       zh、en；默认看 LANG
  --help            显示这页

退出码：0 都和写下时一样，1 有不一样的，2 用法不对或打不开。`,
    en: `Usage: npm run -s verify -- DATABASE [options]

Verifies a data file (trustcue.sqlite) without the app and changes nothing: whether an entry of the journal was
changed, removed or put in, whether the signed heads and the head book hold, and whether claims, findings and
promises say what the journal says.

Options:
  --session ID      only one session; without it everything, the file itself included
  --book FILE       the head book; by default the .heads beside the file, none if there is none
  --head FILE       a head exported earlier and kept elsewhere: compared with that very entry
  --format FORMAT   text (default), json
  --lang LANGUAGE   zh, en; by default from LANG
  --help            this page

Exit code: 0 everything is as it was written, 1 something is not, 2 bad usage or it cannot be opened.`,
  },
  'cli.verify-head-unreadable': {
    zh: '{file} 不是导出的链头，或打不开。',
    en: '{file} is no exported head, or cannot be opened.',
  },
  'cli.verify-one-file': { zh: '要写一个数据文件。', en: 'One data file is needed.' },
  'cli.compare-usage': {
    zh: '--compare 后面要写：旧规则包文件夹 新规则包文件夹 文件...',
    en: '--compare takes: OLD_PACK_DIR NEW_PACK_DIR FILE...',
  },
  'cli.compare-rules': {
    zh: '规则：新增 {added}，修改 {changed}，删除 {removed}',
    en: 'Rules: {added} added, {changed} changed, {removed} removed',
  },
  'cli.compare-added': { zh: '  + {rule}  {message}', en: '  + {rule}  {message}' },
  'cli.compare-removed': { zh: '  - {rule}  {message}', en: '  - {rule}  {message}' },
  'cli.compare-changed': { zh: '  ~ {rule}  改了：{fields}', en: '  ~ {rule}  changed: {fields}' },
  'cli.compare-gained': { zh: '  + [{severity}] {rule}「{quote}」', en: '  + [{severity}] {rule} “{quote}”' },
  'cli.compare-lost': { zh: '  - [{severity}] {rule}「{quote}」', en: '  - [{severity}] {rule} “{quote}”' },
  'cli.compare-regraded': {
    zh: '  ~ [{from} → {severity}] {rule}「{quote}」',
    en: '  ~ [{from} → {severity}] {rule} “{quote}”',
  },
  'cli.compare-summary': {
    zh: '{utterances} 句里 {changed} 句不一样：多 {gained}，少 {lost}，改级别 {regraded}。',
    en: '{changed} of {utterances} utterances differ: {gained} gained, {lost} lost, {regraded} regraded.',
  },
  'cli.see-help': { zh: '用 --help 看用法。', en: 'Use --help to see how it is used.' },
  'cli.no-file': { zh: '没有给文件。', en: 'No file is given.' },
  'cli.unknown-option': { zh: '不认识的选项：{option}。', en: 'Unknown option: {option}.' },
  'cli.option-value': {
    zh: '{option} 的值「{value}」不对，可以是：{allowed}。',
    en: '{option} cannot be “{value}”; it is one of: {allowed}.',
  },
  'cli.option-missing': { zh: '{option} 后面缺一个值。', en: '{option} needs a value.' },
  'cli.bad-time': {
    zh: '--at「{value}」不是一个时间，应写成 2026-11-20T19:00:00+08:00。',
    en: '--at “{value}” is no time; write it as 2026-11-20T19:00:00+08:00.',
  },
  'cli.file-missing': { zh: '{file}：没有这个文件。', en: '{file}: there is no such file.' },
  'cli.file-unreadable': { zh: '{file}：读不了（{reason}）。', en: '{file}: cannot be read ({reason}).' },
  'cli.file-too-large': {
    zh: '{file}：超过 {limit} MB，请分成几个文件。',
    en: '{file}: larger than {limit} MB; please split it.',
  },
  'cli.file-kind': {
    zh: '{file}：不认识这种文件，应为 .txt、.srt、.vtt 或 .jsonl。',
    en: '{file}: unknown kind of file; it must be .txt, .srt, .vtt or .jsonl.',
  },
  'cli.not-utf8': {
    zh: '{file} 第 {line} 行：不是 {encoding} 编码。请另存为 UTF-8，国标编码的文件加 --encoding gb18030。',
    en: '{file}, line {line}: not {encoding}. Please save it as UTF-8; for a GB 18030 file add --encoding gb18030.',
  },
  'cli.line-too-long': {
    zh: '{file} 第 {line} 行：超过 {limit} 个字，请一句一行。',
    en: '{file}, line {line}: longer than {limit} characters; please put one utterance on a line.',
  },
  'cli.not-json': {
    zh: '{file} 第 {line} 行：不是正确的 JSON。',
    en: '{file}, line {line}: not valid JSON.',
  },
  'cli.record-field': {
    zh: '{file} 第 {line} 行：字段 {field} 不对，应为{expected}。',
    en: '{file}, line {line}: field {field} must be {expected}.',
  },
  'cli.expected-object': { zh: '一个对象', en: 'an object' },
  'cli.expected-text': { zh: '文字', en: 'text' },
  'cli.expected-id': { zh: '文字或数字', en: 'text or a number' },
  'cli.expected-product': { zh: '商品编号或 null', en: 'a product id or null' },
  'cli.unknown-product': {
    zh: '{file} 第 {line} 行：商品资料里没有「{product}」。',
    en: '{file}, line {line}: there is no product “{product}” in the product record.',
  },
  'cli.unknown-product-option': {
    zh: '--product：商品资料里没有「{product}」。',
    en: '--product: there is no product “{product}” in the product record.',
  },
  'cli.product-without-file': {
    zh: '用 --product 时要同时用 --products 给出商品资料。',
    en: '--product needs the product record: add --products FILE.',
  },
  'cli.products-not-list': {
    zh: '{file}：商品资料应当是一个 JSON 列表。',
    en: '{file}: the product record must be a JSON list.',
  },
  'cli.products-not-json': {
    zh: '{file}：不是正确的 JSON（{reason}）。',
    en: '{file}: not valid JSON ({reason}).',
  },
  'cli.product-field': {
    zh: '{file}：商品「{product}」的字段 {field} 不对（{reason}）。',
    en: '{file}: product “{product}”, field {field}: {reason}.',
  },
  'cli.product-twice': {
    zh: '{file}：商品编号「{product}」出现了两次。',
    en: '{file}: the product id “{product}” is there twice.',
  },
  'cli.no-facts': {
    zh: '提示：没有 --products，句子里的商品编号只原样带出，不核对事实。',
    en: 'Note: without --products the product ids are passed through and no facts are checked.',
  },
  'cli.same-id': {
    zh: '提示：{file} 里编号「{id}」出现不止一次（第 {line} 行）。',
    en: 'Note: in {file} the id “{id}” is used more than once (line {line}).',
  },
  'cli.line-finding': {
    zh: '  [{severity}] {family}「{quote}」{message}\n      依据：{basis}\n      可以说：{suggestion}\n      更正：{correction}',
    en: '  [{severity}] {family} “{quote}” {message}\n      Law: {basis}\n      Say instead: {suggestion}\n      Put it right: {correction}',
  },
  'cli.line-promise': { zh: '  [承诺] {kind}「{quote}」{due}', en: '  [Promise] {kind} “{quote}” {due}' },
  'cli.due': { zh: '到期 {time}', en: 'due {time}' },
  'cli.summary': {
    zh: '{utterances} 句：拦截 {block}，警告 {warn}，提示 {note}，承诺 {promises}，放过 {suppressed}。',
    en: '{utterances} utterances: {block} blocked, {warn} warned, {note} noted, {promises} promises, {suppressed} spared.',
  },
})
