import { defineMessages } from './define.ts'

/**
 * Messages whose keys begin with `error.`: each says what happened, what is safe, and what to do. The key is `error.` and
 * the failure's code.
 */
export const errorMessages = defineMessages({
  'error.unexpected': {
    zh: '程序出了意外（编号 {id}）。已经保存的内容都在。请再试一次；还不行，就把编号和日志文件发给维护的人。',
    en: 'Something unexpected went wrong (number {id}). Everything already saved is still there. Please try again; if it stays, send this number and the log file to whoever looks after the app.',
  },
  'error.bad-request': {
    zh: '这一步没有执行：{field} 填得不对。什么都没有改动。请改好后再试。',
    en: 'This was not done: {field} is not filled in correctly. Nothing was changed. Please correct it and try again.',
  },
  'error.not-allowed': {
    zh: '这个窗口不能做这件事。什么都没有改动。',
    en: 'This window may not do that. Nothing was changed.',
  },

  'error.search-nothing': {
    zh: '搜索词里没有字：只有空格、标点或表情。请打一个字、几个字，或拼音首字母。',
    en: 'The search holds no character: only blanks, punctuation or emoji. Please type a character, a few of them, or pinyin initials.',
  },

  'error.storage-newer-version': {
    zh: '数据文件 {file} 是更新版本的信播台写的（格式 {found}，本程序认识到 {known}）。文件没有动过。请安装新版本后再打开。',
    en: 'The data file {file} was written by a newer TrustCue (format {found}; this one knows up to {known}). The file was not touched. Please install the newer version and open it again.',
  },
  'error.storage-in-use': {
    zh: '数据文件 {file} 正被「{host}」上的另一个信播台使用。两处同时写会弄坏记录，请先关掉那一个。',
    en: 'The data file {file} is in use by another TrustCue on “{host}”. Two writers would damage the log; please close that one first.',
  },
  'error.storage-cannot-open': {
    zh: '打不开数据文件 {file}：{reason}。文件没有动过。请检查文件夹是否存在、可写，然后重新启动。',
    en: 'The data file {file} cannot be opened: {reason}. The file was not touched. Please check that its folder exists and can be written, then start again.',
  },
  'error.storage-set-aside': {
    zh: '数据文件损坏，已原样移到 {file}。能读出来的记录和最近的备份已经合在一起，程序接着用。救回了什么、可能缺了什么，看“数据 → 备份”。',
    en: 'The data file is damaged. It was moved unchanged to {file}. What could still be read and the newest backup were put together, and the app goes on with that. What was saved and what may be missing stands in Data → Backup.',
  },
  'error.storage-migration-failed': {
    zh: '升级数据文件 {file} 没有成功：{reason}。原来的内容没有变，升级前的备份在 {backup}。请把日志发给维护的人。',
    en: 'The data file {file} could not be brought up to date: {reason}. Its contents are unchanged, and the backup from before is {backup}. Please send the log to whoever looks after the app.',
  },
  'error.storage-disk-full': {
    zh: '没有保存：磁盘满了。之前保存的都在。请腾出空间后再试。',
    en: 'Not saved: the disk is full. Everything saved before is safe. Please free some space and try again.',
  },
  'error.storage-read-only': {
    zh: '没有保存：数据文件现在不能写。之前保存的都在。请检查文件夹权限后再试。',
    en: 'Not saved: the data file cannot be written now. Everything saved before is safe. Please check the folder’s permissions and try again.',
  },
  'error.storage-busy': {
    zh: '没有保存：别的程序正占用数据文件。之前保存的都在。请关掉正在同步或备份这个文件的程序后再试。',
    en: 'Not saved: another program holds the data file. Everything saved before is safe. Please close whatever is syncing or copying it and try again.',
  },
  'error.storage-io': {
    zh: '没有保存：读写磁盘出错（{code}）。之前保存的都在。请检查硬盘是不是还连着，再试一次。',
    en: 'Not saved: the disk gives errors ({code}). Everything saved before is safe. Please check that it is still connected and try again.',
  },
  'error.storage-holding': {
    zh: '上一场还有 {count} 步没写进数据文件。请等它们写完，再开始这一场。',
    en: '{count} acts of the session before are not in the data file yet. Please wait until they are written, then begin this one.',
  },
  'error.storage-damaged': {
    zh: '没有保存：数据文件读写出错，可能已经损坏。请先把 {file} 所在的文件夹整个复制一份，再重新启动程序。',
    en: 'Not saved: the data file gives errors and may be damaged. Please copy the whole folder of {file} first, then start the app again.',
  },
  'error.storage-write-failed': {
    zh: '没有保存：{reason}。之前保存的都在。请再试一次。',
    en: 'Not saved: {reason}. Everything saved before is safe. Please try again.',
  },
  'error.storage-closed': {
    zh: '没有保存：记录已经停了。之前保存的都在。请重新启动程序，它会问您要不要接着播。',
    en: 'Not saved: the log has stopped. Everything saved before is safe. Please start the app again; it will offer to resume.',
  },

  'error.backup-busy': {
    zh: '还有一件事在做（备份、恢复或打包），这一步没有开始。请等它做完，或先停下它。',
    en: 'A backup, restore or packing is still running, so this was not begun. Please wait for it or stop it first.',
  },
  'error.backup-stopped': {
    zh: '已停下，没有留下半份文件。',
    en: 'Stopped. No half-finished file was left.',
  },
  'error.backup-bad-copy': {
    zh: '{file} 写完检查没有通过（{reason}），已经删掉；之前的备份都在。请检查硬盘，再试一次。',
    en: '{file} did not pass the check after it was written ({reason}) and was removed; earlier backups are untouched. Please check the disk and try again.',
  },
  'error.backup-disk-full': {
    zh: '磁盘满了，{file} 没有写成，没有留下半份；现在的数据和之前的备份都在。请腾出空间，或换一个文件夹。',
    en: 'The disk is full and {file} was not written; nothing half-done was left, and data and earlier backups are safe. Please free some space or choose another folder.',
  },
  'error.backup-failed': {
    zh: '没有做成：{file}（{reason}）。现在的数据没有变。请检查文件夹是否还在、可写，再试一次。',
    en: 'Not done: {file} ({reason}). The data is as it was. Please check that the folder is there and can be written, then try again.',
  },
  'error.backup-second-missing': {
    zh: '第二处 {folder} 现在用不了（{reason}）。本机的备份照常在做。请接上那块硬盘，或改选一个文件夹。',
    en: 'The second place {folder} cannot be used now ({reason}). Backups on this machine go on. Please connect the disk or choose another folder.',
  },
  'error.backup-unknown': {
    zh: '这份备份不在了，可能刚按规则清理掉。请看最新的列表。',
    en: 'This backup is no longer there; it may just have been let go. Please look at the list again.',
  },
  'error.restore-newer': {
    zh: '{file} 是更新版本的信播台写的（格式 {found}，本程序认识到 {known}），没有恢复，什么都没有变。请先安装新版本。',
    en: '{file} was written by a newer TrustCue (format {found}; this one knows up to {known}). Nothing was restored or changed. Please install the newer version first.',
  },
  'error.restore-bad': {
    zh: '{file} 已损坏（{reason}），没有恢复，什么都没有变。请选另一份备份。',
    en: '{file} is damaged ({reason}). Nothing was restored or changed. Please choose another backup.',
  },
  'error.restore-preview-gone': {
    zh: '这次预览已经过期，什么都没有变。请重新打开那份备份。',
    en: 'This preview is out of date and nothing was changed. Please open the backup again.',
  },
  'error.restore-while-live': {
    zh: '正在播，不能恢复，什么都没有变。请下播以后再做。',
    en: 'A session is on air, so nothing was restored or changed. Please do it after the session.',
  },
  'error.restore-while-held': {
    zh: '还有 {count} 步没写进数据文件，不能恢复，什么都没有变。请等它们写完。',
    en: '{count} acts are not in the data file yet, so nothing was restored or changed. Please wait until they are written.',
  },
  'error.bundle-needs-passphrase': {
    zh: '{file} 有密码。请写上密码再打开。',
    en: '{file} is behind a passphrase. Please enter it.',
  },
  'error.bundle-wrong-passphrase': {
    zh: '{file} 的密码不对，什么都没有变。请再写一遍，注意全角半角和空格。',
    en: 'This is not the passphrase of {file}; nothing was changed. Please try again, minding spaces and width.',
  },
  'error.bundle-broken': {
    zh: '{file} 读不下去（{reason}）：不是整店包，或者没复制完整。什么都没有变。请从原来的电脑再复制一次。',
    en: '{file} cannot be read on ({reason}): it is no packed shop, or was not copied whole. Nothing was changed. Please copy it from the other machine again.',
  },
  'error.bundle-foreign': {
    zh: '{file} 不是信播台的整店包，什么都没有变。请选“整店打包”做出来的文件。',
    en: '{file} is not a shop packed by TrustCue; nothing was changed. Please choose a file made by “Pack”.',
  },
  'error.bundle-newer': {
    zh: '{file} 是更新版本的信播台打的包（版本 {found}，本程序认识到 {known}），什么都没有变。请先安装新版本。',
    en: '{file} was packed by a newer TrustCue (version {found}; this one knows up to {known}). Nothing was changed. Please install the newer version first.',
  },
  'error.bundle-incomplete': {
    zh: '{file} 里缺 {entry}，什么都没有变。请在原来的电脑上重新打包。',
    en: '{file} lacks {entry}; nothing was changed. Please pack the shop again on the other machine.',
  },
  'error.bundle-changed': {
    zh: '{file} 里的 {entry} 和清单对不上，被改过或传坏了，什么都没有变。请从原来的电脑再复制一次。',
    en: '{entry} in {file} is not what its list says: it was changed or damaged on the way. Nothing was changed here. Please copy the file again.',
  },
  'error.bundle-refused-name': {
    zh: '{file} 里有不该有的文件 {entry}，没有打开，什么都没有变。请只用信播台打的包。',
    en: '{file} holds a file that does not belong there, {entry}. It was not opened and nothing was changed. Please use only files packed by TrustCue.',
  },
  'error.bundle-refused-kind': {
    zh: '{file} 里的 {entry} 不是普通文件，没有打开，什么都没有变。请只用信播台打的包。',
    en: '{entry} in {file} is no plain file. It was not opened and nothing was changed. Please use only files packed by TrustCue.',
  },
  'error.bundle-refused-twice': {
    zh: '{file} 里 {entry} 出现两次，没有打开，什么都没有变。请只用信播台打的包。',
    en: '{entry} is in {file} twice. It was not opened and nothing was changed. Please use only files packed by TrustCue.',
  },
  'error.bundle-refused-count': {
    zh: '{file} 里的文件超过 {limit} 个，没有打开，什么都没有变。请只用信播台打的包。',
    en: '{file} holds more than {limit} files. It was not opened and nothing was changed. Please use only files packed by TrustCue.',
  },
  'error.bundle-refused-size': {
    zh: '{file} 里的 {entry} 展开会大得不正常，没有打开，什么都没有变。请只用信播台打的包。',
    en: '{entry} in {file} would unpack to an unreasonable size. It was not opened and nothing was changed. Please use only files packed by TrustCue.',
  },
  'error.bundle-no-space': {
    zh: '磁盘空间不够展开 {file}，什么都没有变。请腾出空间再试。',
    en: 'There is not enough space to unpack {file}; nothing was changed. Please free some space and try again.',
  },

  'error.session-unknown': {
    zh: '没有这个场次，可能已经删了。请回到场次列表再选。',
    en: 'There is no such session; it may have been deleted. Please go back to the list and choose again.',
  },
  'error.session-not-live': {
    zh: '现在没有在播的场次，这一步没有执行。请先开播。',
    en: 'No session is on air, so this was not done. Please go live first.',
  },
  'error.session-already-live': {
    zh: '「{title}」还在播。请先结束它，再开新的一场。',
    en: '“{title}” is still on air. Please end it before starting another.',
  },
  'error.session-is-live': {
    zh: '「{title}」正在播，现在不能这样改。请等下播以后再改。',
    en: '“{title}” is on air and cannot be changed in this way now. Please wait until it has ended.',
  },
  'error.session-ended': {
    zh: '「{title}」已经结束，记录不能再改。要用同样的排品，请新建一个场次。',
    en: '“{title}” has ended and its record cannot be changed. To use the same lineup again, please make a new session.',
  },
  'error.session-keep-record': {
    zh: '「{title}」播过，它的记录依法至少保存三年，不能删。',
    en: '“{title}” has been on air. The law asks for its record to be kept at least three years, so it cannot be deleted.',
  },
  'error.session-blocked': {
    zh: '还不能开播：开播检查里有 {count} 项没有通过，也没有写原因。请处理这些项，或逐项写明原因（至少四个字）。',
    en: 'Not on air yet: {count} item(s) of the pre-flight list are blocked and have no reason. Please settle them, or write a reason for each (four characters or more).',
  },
  'error.session-empty': {
    zh: '还不能开播：排品里没有商品。请先添加商品或导入排品表。',
    en: 'Not on air yet: the lineup holds no product. Please add products or import a lineup first.',
  },
  'error.session-not-cut-off': {
    zh: '「{title}」不是中断的场次，不用恢复。',
    en: '“{title}” was not cut off, so there is nothing to resume.',
  },

  'error.lineup-slot-unknown': {
    zh: '找不到这个讲解位，可能已经移走了。什么都没有改动。',
    en: 'This slot was not found; it may have been removed. Nothing was changed.',
  },
  'error.lineup-slot-aired': {
    zh: '{position} 号已经播过或正在播，不能移走。什么都没有改动。',
    en: 'Number {position} is on air or has been, so it cannot be removed. Nothing was changed.',
  },
  'error.lineup-product-unknown': {
    zh: '商品库里没有编码为 {id} 的商品。什么都没有改动。请先导入或新建它。',
    en: 'The library has no product with the code {id}. Nothing was changed. Please import or create it first.',
  },
  'error.lineup-too-long': {
    zh: '一个场次最多 {limit} 个讲解位。什么都没有改动。请分成两个场次。',
    en: 'A session holds at most {limit} slots. Nothing was changed. Please split it in two.',
  },
  'error.lineup-break-has-no-price': {
    zh: '{position} 号是休息，没有价格。什么都没有改动。',
    en: 'Number {position} is a break and has no price. Nothing was changed.',
  },
  'error.lineup-nothing-to-undo': { zh: '没有可以撤销的修改。', en: 'There is nothing to take back.' },
  'error.lineup-nothing-to-redo': { zh: '没有可以重做的修改。', en: 'There is nothing to do again.' },

  'error.live-no-next': {
    zh: '后面没有讲解位了。要收尾，请按「下播」。',
    en: 'There is no slot after this one. To finish, please end the session.',
  },
  'error.live-no-previous': { zh: '前面没有讲解位了。', en: 'There is no slot before this one.' },
  'error.live-already-on-air': { zh: '{position} 号正在播。', en: 'Number {position} is already on air.' },
  'error.live-none-on-air': {
    zh: '现在没有讲解位在播，这一步没有执行。',
    en: 'No slot is on air now, so this was not done.',
  },
  'error.live-nothing-to-undo': {
    zh: '没有可以撤回的操作。上屏、换品、改价、处理提醒后十秒内可以撤回；声称的记录不撤回。',
    en: 'There is nothing to take back. Stage, product, price and warning acts can be taken back for ten seconds; logged claims stay.',
  },
  'error.live-finding-unknown': {
    zh: '找不到这条提醒。请刷新后再试。',
    en: 'This warning was not found. Please refresh and try again.',
  },
  'error.live-right-unknown': {
    zh: '在播的商品没有「{code}」这项权益，没有上屏。',
    en: 'The product on air does not have the right “{code}”, so it was not shown.',
  },
  'error.live-no-subtitles': {
    zh: '还没有载入字幕文件。请先选一个 .srt 或 .vtt 文件。',
    en: 'No subtitle file is loaded. Please choose an .srt or .vtt file first.',
  },

  'error.import-preview-gone': {
    zh: '这次预览已经过期，什么都没有导入。请重新选择文件。',
    en: 'This preview is no longer valid and nothing was imported. Please choose the file again.',
  },
  'error.import-nothing': {
    zh: '{file} 里没有能导入的行，什么都没有改动。请按标出的行和列改好后再选一次。',
    en: '{file} has no row that can come in, and nothing was changed. Please correct the rows and columns that are marked and choose it again.',
  },
  'error.file-write-failed': {
    zh: '没能写入 {file}：{reason}。原来的文件没有动。请换一个文件夹，或关掉正打开它的程序后再试。',
    en: '{file} could not be written: {reason}. The file that was there is untouched. Please choose another folder, or close the program that has it open, and try again.',
  },
  'error.file-read-failed': {
    zh: '读不了 {file}：{reason}。什么都没有改动。',
    en: '{file} could not be read: {reason}. Nothing was changed.',
  },
  'error.stage-unavailable': {
    zh: '上屏服务没有运行，打不开这个窗口。请在设置里换一个端口。',
    en: 'The stage is not being served, so this window cannot be opened. Please choose another port in the settings.',
  },

  'error.import-has-errors': {
    zh: '{file} 里有 {count} 处错误，什么都没有导入。请按标出的行和列改好后再选一次。',
    en: '{file} has {count} mistake(s) and nothing was imported. Please correct the rows and columns that are marked and choose it again.',
  },
  'error.stage-port-busy': {
    zh: '端口 {port} 被别的程序占用，上屏没有打开。备播和记录都照常。请在设置里换一个端口，并改掉直播软件里浏览器源的地址。',
    en: 'Port {port} is taken by another program, so the stage is not served. Lineup and log work as usual. Please choose another port in the settings and change the address of the browser source.',
  },

  'error.subtitle-no-time': {
    zh: '{file} 第 {line} 行：缺少时间（00:00:01,000 --> 00:00:03,000）。没有载入。请改好这一行再选一次。',
    en: '{file}, line {line}: the time is missing (00:00:01,000 --> 00:00:03,000). Nothing was loaded. Please correct this line and choose the file again.',
  },
  'error.subtitle-bad-time': {
    zh: '{file} 第 {line} 行：时间写法不对，应为 00:00:01,000 --> 00:00:03,000。没有载入。请改好这一行再选一次。',
    en: '{file}, line {line}: the time is not written as 00:00:01,000 --> 00:00:03,000. Nothing was loaded. Please correct this line and choose the file again.',
  },
  'error.subtitle-time-backwards': {
    zh: '{file} 第 {line} 行：结束时间早于开始时间。没有载入。请改好这一行再选一次。',
    en: '{file}, line {line}: the end is before the start. Nothing was loaded. Please correct this line and choose the file again.',
  },
  'error.subtitle-too-long': {
    zh: '{file} 第 {line} 行起的一条太长。没有载入。请把它分成几条再选一次。',
    en: '{file}: the cue at line {line} is too long. Nothing was loaded. Please split it and choose the file again.',
  },
  'error.subtitle-empty': {
    zh: '{file} 里没有字幕。没有载入。请选一个有内容的 .srt 或 .vtt 文件。',
    en: '{file} holds no subtitles. Nothing was loaded. Please choose an .srt or .vtt file with content.',
  },

  'error.pack-file-unreadable': {
    zh: '规则包文件 {file} 打不开，规则没有换。请检查文件是否还在、能不能读。',
    en: 'The rule pack file {file} cannot be opened; the rules in use stay. Please check that it is there and can be read.',
  },
  'error.pack-not-utf8': {
    zh: '规则包文件 {file} 不是 UTF-8 编码，规则没有换。请另存为 UTF-8。',
    en: 'The rule pack file {file} is not UTF-8; the rules in use stay. Please save it as UTF-8.',
  },
  'error.pack-not-json': {
    zh: '规则包文件 {file} 不是正确的 JSON：{reason}。规则没有换。',
    en: 'The rule pack file {file} is not valid JSON: {reason}. The rules in use stay.',
  },
  'error.pack-too-large': {
    zh: '规则包太大：读到 {file} 时超过 {limit} MB。规则没有换。',
    en: 'The rule pack is too large: it passes {limit} MB at {file}. The rules in use stay.',
  },
  'error.pack-too-many-files': {
    zh: '{file} 里的文件超过 {limit} 个，规则没有换。请合并成更少的文件。',
    en: '{file} holds more than {limit} files; the rules in use stay. Please merge them.',
  },
  'error.pack-rules-not-a-list': {
    zh: '规则包文件 {file} 应当是一个规则列表，规则没有换。',
    en: 'The rule pack file {file} must be a list of rules; the rules in use stay.',
  },
  'error.pack-rule-twice': {
    zh: '规则 {rule} 出现两次：{file} 和 {other}。规则没有换。请改掉其中一个编号。',
    en: 'The rule {rule} is there twice: in {file} and in {other}. The rules in use stay. Please change one of the ids.',
  },
  'error.pack-invalid': {
    zh: '规则包文件 {file} 里规则「{rule}」的 {field} 不对：{reasonZh}。规则没有换。',
    en: 'Rule pack file {file}, rule “{rule}”, field {field}: {reasonEn}. The rules in use stay.',
  },
  'error.pack-too-slow': {
    zh: '读「{file}」用得太久，已经停下，规则没有换。请把它拆小。',
    en: 'Reading {file} took too long and was stopped; the rules in use stay. Please split it.',
  },
  'error.pack-unknown': {
    zh: '没有规则包「{pack}」，可能已经移走了。请回到规则页再看。',
    en: 'There is no rule pack “{pack}”; it may have been removed. Please look at the rules again.',
  },
  'error.pack-not-removable': {
    zh: '规则包「{pack}」是随程序带的，不能移走；不要的规则可以一条条关掉。',
    en: 'The rule pack “{pack}” comes with the app and cannot be removed; rules you do not want can be switched off.',
  },
  'error.pack-no-update': {
    zh: '规则包「{pack}」没有新版本，正在用的就是最新的。',
    en: 'There is no update of the rule pack “{pack}”; the newest is in use.',
  },
  'error.rules-preview-stale': {
    zh: '这次比较已经过期，规则没有换。请重新打开文件或更新再看一遍。',
    en: 'This comparison is out of date; the rules in use stay. Please open the file or the update again.',
  },
  'error.rules-stopped': {
    zh: '检查过往声称时停下了，规则没有换。可以再试一次。',
    en: 'Checking past claims was stopped; the rules in use stay. It can be tried again.',
  },
  'error.rule-unknown': {
    zh: '没有规则「{rule}」，可能刚刚删了。请回到列表再选。',
    en: 'There is no rule “{rule}”; it may just have been deleted. Please choose again in the list.',
  },
  'error.rule-id-taken': {
    zh: '已经有一条规则叫「{rule}」，没有保存。请再按一次保存。',
    en: 'There is a rule “{rule}” already; nothing was saved. Please save again.',
  },
  'error.rule-too-many': {
    zh: '本店规则最多 {limit} 条，没有保存。请删掉不用的。',
    en: 'A shop may have {limit} rules of its own; nothing was saved. Please delete some.',
  },
  'error.rule-invalid': {
    zh: '规则「{rule}」没有保存，{fieldZh}：{reasonZh}。',
    en: 'The rule “{rule}” was not saved. {fieldEn}: {reasonEn}.',
  },
  'error.rule-bad-missed': {
    zh: '规则「{rule}」没有保存：例句「{text}」应当提醒，却没有提醒。请改词句，或改例句。',
    en: 'The rule “{rule}” was not saved: the example “{text}” should give a reminder and does not. Please change the words or the example.',
  },
  'error.rule-ok-hit': {
    zh: '规则「{rule}」没有保存：例句「{text}」不该提醒，却提醒了。请把词句写窄些，或改例句。',
    en: 'The rule “{rule}” was not saved: the example “{text}” should give no reminder and does. Please narrow the words or change the example.',
  },
  'error.rule-reason-missing': {
    zh: '改规则的级别或关掉它，要写一句理由，给复盘的人看。',
    en: 'To change or switch off a rule, write a reason for whoever reviews the session.',
  },
  'error.pack-wording': {
    zh: '规则包 {file} 里「{rule}」的 {field} 写法不对：{reasonZh}。规则没有换。',
    en: 'Rule pack {file}, “{rule}”, {field}: {reasonEn}. The rules in use stay.',
  },
  'error.chain-busy': {
    zh: '已经在核验了。等它核验完，或先停下。',
    en: 'Something is being verified already. Wait until it is done, or stop it.',
  },
  'error.chain-stopped': {
    zh: '核验中断了，数据没有动。请再核验一次。',
    en: 'Verifying was interrupted; the data was not touched. Please verify again.',
  },
  'error.chain-no-report': {
    zh: '还没有核验结果可导出。先核验一次。',
    en: 'There is no result to export yet. Verify first.',
  },
  'error.chain-no-head': {
    zh: '这一场没有签名的链头：它是在有链头以前播的，或密钥当时用不了。',
    en: 'This session has no signed head: it is from before heads were signed, or the key could not be used then.',
  },
  'error.retention-on-air': {
    zh: '正在直播，没有抹除任何内容。抹除要重写整个文件，请下播之后再做。',
    en: 'A session is on air; nothing was erased. Erasing rewrites the whole file: please do it after the stream.',
  },
  'error.retention-held': {
    zh: '「{title}」在法律保留中，没有抹除任何内容。确实不用留了，先把它放开。',
    en: '“{title}” is on legal hold; nothing was erased. If it need not be kept any more, let it go first.',
  },
  'error.retention-gone': {
    zh: '「{title}」里要抹除的内容已经不在了。',
    en: 'What was to be erased in “{title}” is gone already.',
  },
  'error.retention-open': {
    zh: '「{title}」还没有结束，没有抹除。请下播之后再做。',
    en: '“{title}” has not ended; it was not erased. Please do it after the stream.',
  },
  'error.retention-unknown': {
    zh: '「{title}」已经不在文件里，没有抹除。请重新打开这一页。',
    en: '“{title}” is not in the file any more; it was not erased. Please open this page again.',
  },
  'error.retention-not-due': {
    zh: '「{title}」要保存到 {lastDay}，还没到期，没有抹除任何内容。',
    en: '“{title}” is kept until {lastDay} and is not due; nothing was erased.',
  },
  'error.retention-not-swept': {
    zh: '现在还清理不了：有人在直播，或者别处正在读这个文件。记录里已经抹除，下次启动会再清理。',
    en: 'It cannot be cleared now: a session is on air, or the file is being read. The records are erased; the next start clears it.',
  },
  'error.file-remove-failed': {
    zh: '副本「{file}」删不掉（{reason}），其余的没有再删。请关掉打开它的程序再试。',
    en: 'The copy {file} could not be deleted ({reason}); the rest were left. Close what has it open and try again.',
  },
})
