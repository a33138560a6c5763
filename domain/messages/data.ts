import { defineMessages } from './define.ts'

/** Messages whose keys begin with `data.`: the data room and the report of verifying. */
export const dataMessages = defineMessages({
  'data.sections': { zh: '数据', en: 'Data' },
  'data.keys.next': { zh: '下一处', en: 'Next' },
  'data.section.verify': { zh: '核验', en: 'Verify' },
  'data.section.backup': { zh: '备份', en: 'Backup' },
  'data.section.storage': { zh: '存储', en: 'Storage' },

  'data.storage.title': { zh: '数据存在哪里', en: 'Where the data lies' },
  'data.storage.what': {
    zh: '每一步都先写进这个文件、落到磁盘上，屏幕才算数。写不进去的时候，这里和顶栏会一直说。',
    en: 'Every act is written to this file and on the disk before a screen counts it. While that does not work, this page and the top bar keep saying so.',
  },
  'data.storage.check': { zh: '再看一次', en: 'Look again' },
  'data.storage.good': { zh: '能写，没有积压', en: 'Writing works; nothing is waiting' },
  'data.storage.goodSince': {
    zh: '能写，没有积压；最近一步写于 {time}',
    en: 'Writing works; nothing is waiting. The newest act was written on {time}',
  },
  'data.storage.tight': {
    zh: '这个磁盘的空间不多了。请腾出一些，或把备份放到别的磁盘。',
    en: 'There is little room left on this disk. Please free some, or keep backups on another one.',
  },
  'data.storage.file': { zh: '数据文件', en: 'Data file' },
  'data.storage.size': { zh: '大小', en: 'Size' },
  'data.storage.wal': { zh: '还没并入的日志', en: 'Log not merged yet' },
  'data.storage.free': { zh: '磁盘剩余', en: 'Free on the disk' },
  'data.storage.freeUnknown': { zh: '磁盘没有说', en: 'The disk does not say' },
  'data.storage.promise': {
    zh: '断电、程序被杀、磁盘满了，确认过的每一步都还在：这是逐项测过的，见说明文档 docs/data.md。磁盘丢了或坏了，只有备份能救。',
    en: 'After a power cut, a killed program or a full disk, every act that was confirmed is there: each is tested, see docs/data.md. Against a lost or broken disk only a backup helps.',
  },
  'data.section.retention': { zh: '保存期限', en: 'Retention' },

  'data.verify.title': { zh: '核验记录', en: 'Verify the record' },
  'data.verify.what': {
    zh: '逐条核对：日志有没有被改、被删、被插入，签名对不对，声称、提醒和承诺是不是和日志里写的一样。只读，不改动任何东西。',
    en: 'Goes through every entry: whether one was changed, removed or put in, whether the signatures hold, and whether claims, findings and promises say what the journal says. It only reads.',
  },
  'data.verify.all': { zh: '全部核验', en: 'Verify everything' },
  'data.verify.one': { zh: '核验', en: 'Verify' },
  'data.verify.oneOf': { zh: '核验「{title}」', en: 'Verify “{title}”' },
  'data.verify.stop': { zh: '停下', en: 'Stop' },
  'data.verify.running': { zh: '正在核验', en: 'Verifying' },
  'data.verify.good': { zh: '都和写下时一样', en: 'Everything is as it was written' },
  'data.verify.goodCounts': {
    zh: '{sessions} 场，{entries} 条日志',
    en: '{sessions} sessions, {entries} journal entries',
  },
  'data.verify.bad': { zh: '有记录和写下时不一样', en: 'Something is not as it was written' },
  'data.verify.badCounts': { zh: '{count} 处', en: { one: '{count} place', other: '{count} places' } },
  'data.verify.stopped': {
    zh: '停下了：只核验了 {sessions} 场',
    en: 'Stopped: only {sessions} sessions were verified',
  },
  'data.verify.first': { zh: '最先不对的地方', en: 'The first that is wrong' },
  'data.verify.others': { zh: '其余', en: 'The others' },
  'data.verify.more': { zh: '还有 {count} 处，见导出的报告', en: '{count} more are counted and not listed' },
  'data.verify.advice': {
    zh: '先别改动这台电脑上的数据。导出报告，和备份或以前导出的链头对一对。',
    en: 'Leave the data on this machine as it is. Export the report and compare with a backup or a head you exported before.',
  },
  'data.verify.notes': { zh: '要知道的', en: 'Good to know' },
  'data.verify.exportText': { zh: '导出报告', en: 'Export report' },
  'data.verify.exportJson': { zh: '导出 JSON', en: 'Export JSON' },
  'data.verify.exportHead': { zh: '导出链头', en: 'Export head' },
  'data.verify.exportHeadOf': { zh: '导出「{title}」的链头', en: 'Export the head of “{title}”' },
  'data.verify.saved': { zh: '已存到 {file}', en: 'Saved as {file}' },
  'data.verify.sessions': { zh: '场次', en: 'Sessions' },
  'data.verify.none': { zh: '还没有播过的场次', en: 'No session has been on air yet' },
  'data.verify.noneText': {
    zh: '播完一场，它的日志就可以在这里核验。',
    en: 'Once a session was on air its journal can be verified here.',
  },
  'data.verify.column.session': { zh: '场次', en: 'Session' },
  'data.verify.column.entries': { zh: '日志', en: 'Entries' },
  'data.verify.column.last': { zh: '上次核验', en: 'Last verified' },
  'data.verify.column.acts': { zh: '操作', en: 'Actions' },
  'data.verify.onAir': { zh: '在播', en: 'On air' },
  'data.verify.never': { zh: '没核验过', en: 'Never' },
  'data.verify.lastGood': { zh: '完好', en: 'Good' },
  'data.verify.lastBad': { zh: '{count} 处不对', en: { one: '{count} wrong', other: '{count} wrong' } },
  'data.verify.grown': { zh: '之后又写了 {count} 条', en: '{count} entries since' },
  'data.verify.failed': { zh: '没读出来', en: 'It could not be read' },

  'data.key.title': { zh: '这能证明什么', en: 'What this proves' },
  'data.key.system': {
    zh: '签名用的密钥由系统的密钥库（{store}）保管。只拿到数据文件的人签不了名。',
    en: 'The signing key is kept by the key store of the system ({store}). Who has the data file alone cannot sign.',
  },
  'data.key.file': {
    zh: '这台电脑没有可用的系统密钥库，密钥存在数据文件夹里，只有这个账号能读。能读这个账号文件的人，也能签名。',
    en: 'This machine has no key store to use. The key lies in the data folder, readable by this account only; who can read the files of this account can sign.',
  },
  'data.key.none': {
    zh: '没有密钥：链头没有签名，连摘要一起重算的改动查不出来。',
    en: 'There is no key: heads are not signed, and a change whose hashes were computed anew is not found.',
  },
  'data.key.id': { zh: '密钥编号', en: 'Key' },
  'data.key.book': { zh: '链头簿', en: 'Head book' },
  'data.key.limits': {
    zh: '查不出来的：同时掌握这台电脑、密钥和链头簿的人改的；开播中最近一分钟（最多 64 条）的末尾被截掉；电脑的时钟本来就不准。播完导出链头，放到别处，之后谁改了这一场都对得出来。',
    en: 'Not found: what is done by somebody who has this machine, the key and the head book; a tail cut off within the last minute on air (64 entries at most); a clock that was wrong to begin with. A head exported after the show and kept elsewhere tells what was done to that session afterwards, whoever did it.',
  },

  'data.note.noBook': {
    zh: '没有链头簿可比：一整场被拿掉，或末尾连同链头一起被截掉，查不出来。',
    en: 'There is no head book to compare with: a session taken out whole, or a tail cut off with its heads, is not found.',
  },
  'data.note.bookRestarted': {
    zh: '链头簿从第 {line} 行重新开始：更早的没有了。',
    en: 'The head book begins anew at line {line}: what came before is lost.',
  },
  'data.note.bookTorn': {
    zh: '链头簿最后一行没写完，不算数。',
    en: 'The last line of the head book was not written to its end and does not count.',
  },
  'data.note.keyReplaced': {
    zh: '密钥换过 {count} 次。换之前签的链头照样有效。',
    en: { one: 'The key was replaced once.', other: 'The key was replaced {count} times.' },
  },
  'data.note.unsigned': {
    zh: '开播中的场次末尾 {count} 条还没有签名的链头。',
    en: {
      one: 'On air: the last entry has no signed head yet.',
      other: 'On air: the last {count} entries have no signed head yet.',
    },
  },
  'data.note.notCovered': {
    zh: '{count} 场是在有链头以前播的：只能核对日志本身。',
    en: {
      one: '{count} session is from before heads were signed: only its journal itself is checked.',
      other:
        '{count} sessions are from before heads were signed: only their journals themselves are checked.',
    },
  },

  'data.note.keptAgrees': {
    zh: '和另存的链头一致：第 {seq} 条的摘要就是当时签名的那个。',
    en: 'It agrees with the exported head: entry {seq} has the hash that was signed then.',
  },
  'data.note.keptKey': {
    zh: '另存的链头用的密钥（{key}）只有它自己带着，数据文件和链头簿都不认识。',
    en: 'The key of the exported head ({key}) is given in it alone; the data file and the head book do not know it.',
  },

  'data.where.entry': { zh: '「{title}」第 {seq} 条', en: '“{title}”, entry {seq}' },
  'data.where.entryAt': {
    zh: '「{title}」第 {seq} 条，{time}，{kind}',
    en: '“{title}”, entry {seq}, {time}, {kind}',
  },
  'data.where.session': { zh: '「{title}」', en: '“{title}”' },
  'data.where.file': { zh: '整个文件', en: 'The file as a whole' },

  'data.problem.order': {
    zh: '序号不连续：这里应当是第 {expected} 条',
    en: 'The numbering breaks: entry {expected} should stand here',
  },
  'data.problem.link': {
    zh: '和上一条接不上：之前有记录被改、被删或被插入',
    en: 'It does not follow from the entry before: one was changed, removed or put in',
  },
  'data.problem.payload': {
    zh: '内容被改过：和写下时的摘要不符',
    en: 'Its content was changed: it does not fit the hash made when it was written',
  },
  'data.problem.hash': {
    zh: '时间、种类或摘要被改过',
    en: 'Its time, its kind or one of its hashes was changed',
  },
  'data.problem.unreadable': { zh: '内容读不出来', en: 'Its content cannot be read' },
  'data.problem.erased': {
    zh: '内容没有了，却没有删除的记录',
    en: 'Its content is gone, and nothing records that it was erased',
  },
  'data.problem.headHash': {
    zh: '和签过名的链头不符：第 {after} 条之后有记录被改写，连摘要也重算了',
    en: 'It is not what the signed head says: something after entry {after} was rewritten, hashes included',
  },
  'data.problem.headCut': {
    zh: '日志到第 {found} 条就断了，签过名的链头到第 {last} 条',
    en: 'The journal ends at entry {found}; a signed head covers entry {last}',
  },
  'data.problem.headLink': {
    zh: '链头前后接不上：有链头被改或被拿掉',
    en: 'Its head does not follow from the head before: one was changed or removed',
  },
  'data.problem.headSignature': { zh: '链头的签名不对', en: 'The signature of its head is wrong' },
  'data.problem.headKey': {
    zh: '链头是用不认识的密钥签的（{key}）',
    en: 'Its head is signed with an unknown key ({key})',
  },
  'data.problem.headMissing': {
    zh: '第 {last} 条之后没有签名的链头，应当有',
    en: 'There is no signed head after entry {last}, and there should be one',
  },
  'data.problem.bookHash': {
    zh: '和链头簿不符：第 {after} 条之后有记录被改写',
    en: 'It is not what the head book says: something after entry {after} was rewritten',
  },
  'data.problem.bookCut': {
    zh: '日志到第 {found} 条就断了，链头簿记到第 {last} 条',
    en: 'The journal ends at entry {found}; the head book knows entry {last}',
  },
  'data.problem.bookHead': {
    zh: '链头簿里有这一条的链头，数据文件里没有',
    en: 'The head book has a head of this entry, the data file has none',
  },
  'data.problem.bookSession': {
    zh: '链头簿里有这一场（{session}，到第 {last} 条），数据文件里没有',
    en: 'The head book knows this session ({session}, up to entry {last}), the data file does not',
  },
  'data.problem.bookCount': {
    zh: '链头簿记着播过 {expected} 场，数据文件里只有 {found} 场',
    en: 'The head book counts {expected} sessions, the data file has {found}',
  },
  'data.problem.bookLine': {
    zh: '链头簿第 {line} 行被改过',
    en: 'Line {line} of the head book was changed',
  },
  'data.problem.listLine': {
    zh: '抹除清单（数据文件旁边的 .erased 文件）第 {line} 行不是本机写下的样子，不照它抹除',
    en: 'Line {line} of the list of what was erased (the .erased file beside the data file) is not as it was written here; nothing is erased because of it',
  },
  'data.problem.bookShort': {
    zh: '链头簿至少该有 {expected} 行，只有 {found} 行',
    en: 'The head book must have at least {expected} lines and has {found}',
  },
  'data.problem.bookKey': {
    zh: '密钥 {key} 在数据文件和链头簿里对不上',
    en: 'Key {key} is not the same in the data file and in the head book',
  },
  'data.problem.keptSession': {
    zh: '另存的链头是这一场的（{session}），数据文件里没有这一场',
    en: 'The exported head is of this session ({session}), which the data file does not have',
  },
  'data.problem.keptCut': {
    zh: '日志到第 {found} 条就断了，另存的链头到第 {last} 条',
    en: 'The journal ends at entry {found}; the exported head covers entry {last}',
  },
  'data.problem.keptHash': {
    zh: '和另存的链头不符：这一条或它之前的记录被改写过',
    en: 'It is not what the exported head says: this entry or one before it was rewritten',
  },
  'data.problem.keptSignature': {
    zh: '另存的链头自己的签名不对，不能当凭据（密钥 {key}）',
    en: 'The signature of the exported head itself is wrong; it is no evidence (key {key})',
  },
  'data.problem.rowGone': {
    zh: '{table}少了一条：日志里有（{id}）',
    en: 'A {table} is missing that the journal tells of ({id})',
  },
  'data.problem.rowExtra': {
    zh: '{table}多了一条：日志里没有（{id}）',
    en: 'A {table} is there that the journal does not tell of ({id})',
  },
  'data.problem.rowDiffers': {
    zh: '{table}和日志里写的不一样（{field}，{id}）',
    en: 'A {table} is not what the journal says ({field}, {id})',
  },
  'data.problem.damaged': { zh: '文件有损坏：{reason}', en: 'The file is damaged: {reason}' },
  'data.problem.schema': {
    zh: '数据文件的结构被改过：{reason}',
    en: 'The structure of the data file was changed: {reason}',
  },

  'data.table.session': { zh: '场次', en: 'session' },
  'data.table.slot': { zh: '讲解位', en: 'slot' },
  'data.table.airing': { zh: '在播时段', en: 'time on air' },
  'data.table.stage': { zh: '上屏状态', en: 'stage state' },
  'data.table.override': { zh: '开播前说明', en: 'written reason' },
  'data.table.product': { zh: '场内商品', en: 'product of the session' },
  'data.table.claim': { zh: '声称', en: 'claim' },
  'data.table.finding': { zh: '提醒', en: 'finding' },
  'data.table.spared': { zh: '放过的命中', en: 'spared hit' },
  'data.table.promise': { zh: '承诺', en: 'promise' },

  'data.field.text': { zh: '原话', en: 'words' },
  'data.field.slot': { zh: '讲解位', en: 'slot' },
  'data.field.product': { zh: '商品', en: 'product' },
  'data.field.speaker': { zh: '谁说的', en: 'speaker' },
  'data.field.source': { zh: '来源', en: 'source' },
  'data.field.time': { zh: '时间', en: 'time' },
  'data.field.corrects': { zh: '更正了哪些', en: 'what it puts right' },
  'data.field.claim': { zh: '哪句话', en: 'claim' },
  'data.field.rule': { zh: '规则', en: 'rule' },
  'data.field.pack': { zh: '规则包', en: 'pack' },
  'data.field.family': { zh: '类别', en: 'family' },
  'data.field.severity': { zh: '轻重', en: 'severity' },
  'data.field.place': { zh: '位置', en: 'place' },
  'data.field.quote': { zh: '引文', en: 'quote' },
  'data.field.words': { zh: '规则的话', en: 'words of the rule' },
  'data.field.reason': { zh: '理由', en: 'reason' },
  'data.field.state': { zh: '状态', en: 'state' },
  'data.field.correctedBy': { zh: '更正的话', en: 'what put it right' },
  'data.field.kind': { zh: '种类', en: 'kind' },
  'data.field.terms': { zh: '内容', en: 'terms' },
  'data.field.due': { zh: '期限', en: 'due time' },
  'data.field.title': { zh: '标题', en: 'title' },
  'data.field.host': { zh: '主播', en: 'host' },
  'data.field.order': { zh: '先后', en: 'order' },
  'data.field.any': { zh: '有一处', en: 'something' },

  'data.kind.start': { zh: '开播', en: 'start' },
  'data.kind.claim': { zh: '声称', en: 'claim' },
  'data.kind.slot': { zh: '过款', en: 'product change' },
  'data.kind.stage': { zh: '上屏', en: 'stage' },
  'data.kind.finding': { zh: '处理提醒', en: 'finding' },
  'data.kind.missed': { zh: '漏说', en: 'missed words' },
  'data.kind.price': { zh: '改价', en: 'price' },
  'data.kind.time': { zh: '改时长', en: 'planned time' },
  'data.kind.lineup': { zh: '改排品', en: 'lineup' },
  'data.kind.product': { zh: '改商品', en: 'product' },
  'data.kind.override': { zh: '开播前说明', en: 'written reason' },
  'data.kind.undo': { zh: '撤回', en: 'undo' },
  'data.kind.resume': { zh: '接着播', en: 'resume' },
  'data.kind.end': { zh: '下播', en: 'end' },
  'data.kind.erase': { zh: '抹除', en: 'erasure' },
  'data.kind.hold': { zh: '法律保留', en: 'legal hold' },
  'data.kind.release': { zh: '不再保留', en: 'hold lifted' },

  'data.report.title': { zh: '信播台 核验报告', en: 'TrustCue: report of verifying' },
  'data.report.at': { zh: '核验时间：{time}', en: 'Verified: {time}' },
  'data.report.good': {
    zh: '结果：完好。{sessions} 场，{entries} 条日志。',
    en: 'Result: good. {sessions} sessions, {entries} journal entries.',
  },
  'data.report.bad': {
    zh: '结果：有 {count} 处和写下时不一样。{sessions} 场，{entries} 条日志。',
    en: 'Result: {count} things are not as they were written. {sessions} sessions, {entries} journal entries.',
  },
  'data.report.stopped': {
    zh: '没有核验完：中途停下了。',
    en: 'Not everything was verified: it was stopped.',
  },
  'data.report.first': { zh: '最先不对的地方：', en: 'The first that is wrong:' },
  'data.report.session': {
    zh: '{title}：{entries} 条，签名到第 {signedTo} 条，{result}',
    en: '{title}: {entries} entries, signed up to entry {signedTo}, {result}',
  },
  'data.report.key': { zh: '密钥 {key}：签了 {heads} 个链头', en: 'Key {key}: signed {heads} heads' },
  'data.report.book': { zh: '链头簿：{lines} 行', en: 'Head book: {lines} lines' },
})
