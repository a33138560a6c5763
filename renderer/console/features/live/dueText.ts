import type { EpochMs, Language } from '../../../../domain/model/scalars.ts'
import { formatDayTime, formatTimeOfDay } from '../../../shared/formatTime.ts'
import type { Translate } from '../../../shared/LanguageContext.tsx'

const DAY_MS = 24 * 3_600_000

const startOfDay = (at: EpochMs): EpochMs => new Date(at).setHours(0, 0, 0, 0)

/** When a promise is due, as one says it: `今天 23:40`, `明天 20:15`, else the day. */
export const dueText = (t: Translate, language: Language, dueAt: EpochMs | null, now: EpochMs): string => {
  if (dueAt === null) return t('live.promises.noDue')
  const days = Math.round((startOfDay(dueAt) - startOfDay(now)) / DAY_MS)
  const time = formatTimeOfDay(dueAt)
  const moment =
    days === 0
      ? t('live.promises.today', { time })
      : days === 1
        ? t('live.promises.tomorrow', { time })
        : formatDayTime(language, dueAt)
  return t('live.promises.due', { time: moment })
}
