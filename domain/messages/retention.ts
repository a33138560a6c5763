import { defineMessages } from './define.ts'

/** Messages whose keys begin with `retention.`: how long records are kept, and how they go. */
export const retentionMessages = defineMessages({
  'retention.title': { zh: '保存期限', en: 'Retention' },
  'retention.what': {
    zh: '每场的记录从直播结束那天起保存。到期的排在最前面，要不要抹除由您决定，程序不会自己删。',
    en: 'Records are kept from the day a stream ended. What is due comes first; nothing is erased unless you say so.',
  },
  'retention.failed': { zh: '没读出来', en: 'It could not be read' },
  'retention.none': { zh: '还没有播完的场次', en: 'No session has ended yet' },
  'retention.noneText': {
    zh: '下播之后，这里会写明它要保存到哪一天。',
    en: 'Once one has ended, the day it is kept until stands here.',
  },

  'retention.unswept': {
    zh: '已抹除的内容还留在文件的空白处。下播后、下次启动时会再清理，也可以现在清理。',
    en: 'What was erased still lies in unused parts of the file. It is cleared after a session and at the next start, or now.',
  },
  'retention.unsweptLive': {
    zh: '已抹除的内容还留在文件的空白处。正在直播，下播后自动清理，不耽误记录。',
    en: 'What was erased still lies in unused parts of the file. A session is on air; it is cleared after it, so that logging is not held up.',
  },
  'retention.sweepNow': { zh: '现在清理', en: 'Clear now' },
  'retention.sweeping': { zh: '正在清理…', en: 'Clearing…' },
  'retention.copies': {
    zh: '有 {count} 份副本做在抹除之前（{size}），里面还有抹掉的内容。',
    en: {
      one: '{count} copy was made before the erasure ({size}) and still holds what was erased.',
      other: '{count} copies were made before the erasure ({size}) and still hold what was erased.',
    },
  },
  'retention.copiesUnseen': {
    zh: '第二处（{folder}）现在打不开，那里的备份没算进来。接上以后再到这里看一遍。',
    en: 'The second place ({folder}) cannot be opened now, and backups there are not counted. Connect it and look here again.',
  },
  'retention.removeCopies': { zh: '删除这些副本…', en: 'Delete these copies…' },
  'retention.removeCopies.title': { zh: '删除抹除之前的副本', en: 'Delete copies made before the erasure' },
  'retention.removeCopies.text': {
    zh: '删掉之后，不能再用它们恢复数据，也找不回来。',
    en: 'Once deleted, they cannot be used to restore data and cannot be brought back.',
  },
  'retention.removeCopies.confirm': { zh: '删除副本', en: 'Delete copies' },

  'retention.sessions': { zh: '场次', en: 'Sessions' },
  'retention.dueCount': {
    zh: '{count} 场已到期',
    en: { one: '{count} session is due', other: '{count} sessions are due' },
  },
  'retention.noneDue': { zh: '没有到期的场次', en: 'No session is due' },
  'retention.selectDue': { zh: '选中所有到期的', en: 'Select all that are due' },
  'retention.eraseSelected': { zh: '抹除所选 {count} 场…', en: 'Erase {count} selected…' },
  'retention.column.select': { zh: '选择', en: 'Select' },
  'retention.column.session': { zh: '场次', en: 'Session' },
  'retention.column.until': { zh: '保存到', en: 'Kept until' },
  'retention.column.why': { zh: '按什么', en: 'Because of' },
  'retention.column.state': { zh: '状态', en: 'State' },
  'retention.column.acts': { zh: '操作', en: 'Actions' },
  'retention.select': { zh: '选中「{title}」', en: 'Select “{title}”' },
  'retention.claims': { zh: '{count} 句', en: { one: '{count} line', other: '{count} lines' } },
  'retention.someErased': {
    zh: '抹除了 {count} 句',
    en: { one: '{count} line erased', other: '{count} lines erased' },
  },
  'retention.years': {
    zh: '{group}，{count} 年',
    en: { one: '{group}, {count} year', other: '{group}, {count} years' },
  },
  'retention.state.due': { zh: '已到期', en: 'Due' },
  'retention.state.held': { zh: '法律保留', en: 'On hold' },
  'retention.state.kept': { zh: '保存中', en: 'Kept' },
  'retention.state.erased': { zh: '已抹除', en: 'Erased' },
  'retention.erasedOn': { zh: '{day} 抹除', en: 'erased {day}' },
  'retention.heldBy': { zh: '{reason}（{who}，{day}）', en: '{reason} ({who}, {day})' },
  'retention.hold': { zh: '保留', en: 'Hold' },
  'retention.holdOf': { zh: '保留「{title}」不抹除', en: 'Keep “{title}” from being erased' },
  'retention.acts': { zh: '「{title}」的操作', en: 'Actions for “{title}”' },
  'retention.exportHtml': { zh: '导出网页（好读）', en: 'Export as a page to read' },
  'retention.exportJsonl': { zh: '导出 JSON Lines', en: 'Export as JSON lines' },
  'retention.eraseOne': { zh: '应个人请求抹除整场…', en: 'Erase on a person’s request…' },
  'retention.saved': { zh: '已存到 {file}', en: 'Saved as {file}' },
  'retention.erasedDone': {
    zh: '抹除了 {sessions} 场里的 {claims} 句、{entries} 条日志内容。',
    en: 'Erased {claims} lines and the content of {entries} journal entries in {sessions} session(s).',
  },
  'retention.erasedUnswept': {
    zh: '文件的空白处还没清理完。',
    en: 'Unused parts of the file are not cleared yet.',
  },
  'retention.erasedCopies': {
    zh: '删了 {count} 份旧副本。',
    en: { one: '{count} old copy was deleted.', other: '{count} old copies were deleted.' },
  },

  'retention.group.general': { zh: '一般商品', en: 'General goods' },
  'retention.group.food': { zh: '食品、保健食品', en: 'Food and supplements' },
  'retention.group.cosmetics': { zh: '化妆品', en: 'Cosmetics' },
  'retention.group.medical': { zh: '医疗器械、药品', en: 'Medical devices and medicines' },
  'retention.group.unknown': { zh: '有商品没写类目', en: 'A product without a category' },
  'retention.group.rehearsal': { zh: '彩排', en: 'Rehearsal' },
  'retention.source.law': { zh: '法定最短 {years} 年', en: '{years} years at least by law' },
  'retention.source.design': {
    zh: '至少 {years} 年（法定最短 3 年；涉及健康的违法行为五年内可罚，留到那时）',
    en: '{years} years at least (3 by law; where health is concerned offences can be punished for five)',
  },
  'retention.source.app': {
    zh: '至少 {years} 年（没有法定期限，由本程序定）',
    en: '{years} year at least (no law sets a term; the app does)',
  },
  'retention.basis': { zh: '依据：{laws}', en: 'Basis: {laws}' },
  'retention.settings': { zh: '各类商品保存几年', en: 'Years by what was sold' },
  'retention.settingsHelp': {
    zh: '可以延长，不能短于下面写的年数。一场里有几类商品，按最长的算；有订单还在履行的，请按最后一单完成的时间延长。',
    en: 'May be longer, never shorter than stated. A session with several kinds is kept by the longest. Where orders are still open, set it longer to count from the last one.',
  },
  'retention.yearsInvalid': { zh: '写 {min} 到 {max} 的整数', en: 'A whole number from {min} to {max}' },
  'retention.yearsUnit': { zh: '年', en: 'years' },

  'retention.person': { zh: '个人请求', en: 'A person’s request' },
  'retention.personHelp': {
    zh: '有人要求查阅、复制或删除说到自己的内容（个人信息保护法第四十五、四十七条）：先按姓名、艺名找，再导出或抹除。程序只记主播、助理和嘉宾说的话，不记观众的弹幕和昵称。',
    en: 'Somebody asks to see, copy or delete what was said of them (PIPL arts. 45 and 47): look for the name, then export or erase. Only what host, assistant and guests say is logged; viewers’ comments and nicknames are not.',
  },
  'retention.personName': { zh: '姓名或称呼', en: 'Name' },
  'retention.personFind': { zh: '查找', en: 'Find' },
  'retention.personFound': {
    zh: '{count} 句里说到「{name}」',
    en: { one: '{count} line names “{name}”', other: '{count} lines name “{name}”' },
  },
  'retention.personMore': { zh: '只列出最近 {count} 句', en: 'only the newest {count} are listed' },
  'retention.personHosted': {
    zh: '另有 {count} 场的主播叫这个名字，导出时一并带上主播说的话。',
    en: {
      one: '{count} session was hosted under this name; the export holds what its host said.',
      other: '{count} sessions were hosted under this name; the export holds what their host said.',
    },
  },
  'retention.personNone': { zh: '没有说到「{name}」', en: 'Nothing names “{name}”' },
  'retention.personExport': { zh: '全部导出', en: 'Export all' },
  'retention.personErase': { zh: '抹除所选 {count} 句…', en: 'Erase {count} selected…' },
  'retention.personSelect': { zh: '选中这一句：{text}', en: 'Select: {text}' },

  'retention.holdTitle': { zh: '保留「{title}」', en: 'Hold “{title}”' },
  'retention.releaseTitle': { zh: '不再保留「{title}」', en: 'Let “{title}” go' },
  'retention.holdText': {
    zh: '有纠纷、投诉或检查时，保留的场次不会被抹除，到期也不会。理由记入这一场的日志。',
    en: 'While there is a dispute, complaint or inspection the session is not erased, due or not. The reason goes into its journal.',
  },
  'retention.releaseText': {
    zh: '之后它按保存期限处理，到期就可以抹除。理由记入这一场的日志。',
    en: 'It then follows its period again and can be erased when due. The reason goes into its journal.',
  },
  'retention.holdConfirm': { zh: '保留', en: 'Hold' },
  'retention.releaseConfirm': { zh: '不再保留', en: 'Let go' },
  'retention.reason': { zh: '理由', en: 'Reason' },
  'retention.reasonHelp': { zh: '4 到 200 字', en: '4 to 200 characters' },
  'retention.who': { zh: '谁决定的', en: 'Decided by' },

  'retention.erase.title': { zh: '抹除记录', en: 'Erase records' },
  'retention.erase.sessions': { zh: '场次', en: 'Sessions' },
  'retention.erase.claims': { zh: '说过的话', en: 'Lines' },
  'retention.erase.findings': { zh: '提醒', en: 'Findings' },
  'retention.erase.promises': { zh: '承诺', en: 'Promises' },
  'retention.erase.products': { zh: '当时的商品资料', en: 'Product facts of that time' },
  'retention.erase.entries': { zh: '日志内容', en: 'Journal contents' },
  'retention.erase.stays': {
    zh: '留下的：场次的时间、日志每条的校验值，和一条写明抹了什么、何时、谁决定的记录。核验仍然通得过。',
    en: 'What stays: the times of the session, the hash of each journal entry, and an entry that says what was erased, when and by whom. The record still verifies.',
  },
  'retention.erase.early': {
    zh: '有 {count} 场还没到保存期限。直播电商监督管理办法要求保存三年；能不能提前抹除，请先问懂法的人。按个人信息保护法第四十七条第二款，法律、行政法规规定的期限未满时可以不删，只停止使用。',
    en: {
      one: '{count} session is still within its period. The live e-commerce measures ask for three years; ask a lawyer first. Under PIPL art. 47(2), where a period set by law or administrative regulation is not over, use may be stopped instead of deleting.',
      other:
        '{count} sessions are still within their period. The live e-commerce measures ask for three years; ask a lawyer first. Under PIPL art. 47(2), where a period set by law or administrative regulation is not over, use may be stopped instead of deleting.',
    },
  },
  'retention.erase.copies': {
    zh: '同时删除之前做的 {count} 份副本：它们还有这些内容',
    en: {
      one: 'Delete the {count} copy made before as well: it still holds this',
      other: 'Delete the {count} copies made before as well: they still hold this',
    },
  },
  'retention.erase.elsewhere': {
    zh: '您自己拷走的、放在别处的备份，程序够不着。',
    en: 'Backups you took elsewhere yourself are out of reach.',
  },
  'retention.erase.reasonPeriod': { zh: '保存期限已满', en: 'The period is over' },
  'retention.erase.reasonHelp': {
    zh: '会长期留着，请不要写要抹掉的内容、姓名',
    en: 'This stays: do not write what is to be erased, nor the name',
  },
  'retention.erase.final': { zh: '我明白：抹除之后无法撤销', en: 'I understand that this cannot be undone' },
  'retention.erase.confirm': { zh: '抹除', en: 'Erase' },
  'retention.erase.progress': {
    zh: '正在抹除：日志 {done} / {total} 条',
    en: 'Erasing: {done} of {total} journal entries',
  },
  'retention.erase.working': {
    zh: '正在抹除并清理文件，大的文件要等一会儿…',
    en: 'Erasing and clearing the file; a large one takes a while…',
  },

  'retention.erasedText': { zh: '（已抹除）', en: '(erased)' },
  'retention.export.title': { zh: '直播记录', en: 'Livestream record' },
  'retention.export.titleFor': {
    zh: '说到「{name}」的直播记录',
    en: 'Livestream record that names “{name}”',
  },
  'retention.export.made': {
    zh: '{time} 由 TrustCue 信播台导出，时间均为北京时间',
    en: 'Exported by TrustCue at {time}; all times are China Standard Time',
  },
  'retention.export.nothing': { zh: '没有内容', en: 'There is nothing' },
  'retention.export.time': { zh: '时间', en: 'Time' },
  'retention.export.speaker': { zh: '谁说的', en: 'Speaker' },
  'retention.export.text': { zh: '原话', en: 'Words' },
  'retention.export.product': { zh: '商品', en: 'Product' },
  'retention.export.found': { zh: '提醒与承诺', en: 'Findings and promises' },
  'retention.export.chainGood': {
    zh: '日志 {count} 条，核验完好',
    en: 'journal of {count} entries, verified as written',
  },
  'retention.export.chainBad': {
    zh: '日志核验不通过，{count} 处不对',
    en: 'the journal does not verify: {count} wrong',
  },
})
