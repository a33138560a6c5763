import { defineMessages } from './define.ts'

/** Messages whose keys begin with `held.`: acts that are shown and not in the file, by why. */
export const heldMessages = defineMessages({
  'held.title': {
    zh: '有 {count} 步还没写进数据文件。',
    en: {
      one: '{count} act is not in the data file yet.',
      other: '{count} acts are not in the data file yet.',
    },
  },
  'held.keeps': {
    zh: '先留在内存里，能写时马上补上。现在退出程序，这几步就没了。',
    en: 'They are kept in memory and written as soon as that works. Quitting now loses them.',
  },
  'held.storage-disk-full': {
    zh: '磁盘满了。请腾出空间。',
    en: 'The disk is full. Please free some space.',
  },
  'held.storage-read-only': {
    zh: '数据文件夹不能写。请检查文件夹的权限，或移动硬盘的写保护开关。',
    en: 'The data folder cannot be written. Please check its permissions, or the lock switch of an external disk.',
  },
  'held.storage-busy': {
    zh: '别的程序正占着数据文件。请关掉正在同步或备份它的程序。',
    en: 'Another program holds the data file. Please close whatever is syncing or copying it.',
  },
  'held.storage-io': {
    zh: '读写磁盘出错。请检查硬盘是不是还连着。',
    en: 'The disk gives errors. Please check that it is still connected.',
  },
  'held.storage-damaged': {
    zh: '数据文件读写出错，可能已经损坏。请不要退出，先把整个数据文件夹复制一份。',
    en: 'The data file gives errors and may be damaged. Please do not quit; copy the whole data folder first.',
  },
  'held.storage-closed': {
    zh: '写记录的部分停了，正在重新打开数据文件。',
    en: 'The part that writes the log has stopped; the data file is being opened again.',
  },
  'held.other': {
    zh: '写数据文件没有成功（{code}）。',
    en: 'Writing the data file did not work ({code}).',
  },
  'held.clockSetBack': {
    zh: '电脑的时间往回拨了{span}。记录的先后按开播后的时长排，没有乱；已经在场次日志里记下。请对一下系统时间。',
    en: 'This machine’s clock was set back by {span}. The order of the log goes by the time since the start and has not suffered; the journal says so. Please check the system time.',
  },
  'held.remote': {
    zh: '数据文件在网络盘上（{file}）。断网或几台电脑同时打开都可能弄坏记录，请改用本机硬盘。',
    en: 'The data file lies on a network drive ({file}). A lost connection or a second machine can damage the log; please use a disk of this machine.',
  },
  'held.fileDamage': {
    zh: '后台检查发现数据文件有损坏（{reason}）。新的记录照常写入，坏的地方可能读不出来。修复时程序重新打开：坏文件原样留着，用最近的完好备份加上还读得出的内容拼一份新的。下次启动也会自动修复。',
    en: 'A check beside the running app found the data file damaged ({reason}). New records are written as before; what lies on the bad pages may not be readable. Repairing opens the app anew: the damaged file is kept as it is, and a good one is put together from the newest whole backup and everything that can still be read. The next start does it, too.',
  },
  'held.repair': { zh: '现在修复', en: 'Repair now' },
  'held.repairLive': { zh: '下播后才能修复', en: 'Can be repaired after the session' },
  'held.retry': { zh: '现在重试', en: 'Try now' },
  'held.mark': { zh: '未写入', en: 'Not in the file' },
})
