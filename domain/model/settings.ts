import { z } from 'zod'
import { MIN_RETENTION_YEARS, retentionYearsSchema } from '../retention/retentionRules.ts'
import { languageSchema } from './scalars.ts'

/** 深色 for the room, 浅色 for the desk; `system` follows the machine. */
export const appearanceSchema = z.enum(['system', 'dark', 'light'])
export type Appearance = z.infer<typeof appearanceSchema>

/** The stage's looks (上屏主题): 清爽, 国潮, 夜市, 极简. */
export const stageThemeSchema = z.enum(['fresh', 'guochao', 'night', 'plain'])
export type StageTheme = z.infer<typeof stageThemeSchema>

export const densitySchema = z.enum(['comfortable', 'compact'])

/** A phrase the operator logs with one key (快捷短句). */
export const quickPhraseSchema = z.strictObject({ text: z.string().trim().min(1).max(120) })

/** What the shop has set. Kept in the database, one row. */
export const settingsSchema = z.strictObject({
  language: languageSchema,
  appearance: appearanceSchema,
  density: densitySchema,
  shopName: z.string().max(40),
  /** Loopback port of the stage server; the OBS source's address holds it, so it is never changed by the app itself. */
  stagePort: z.number().int().min(1024).max(65535),
  stageTheme: stageThemeSchema,
  /** Key colour of the key-colour window. */
  keyColour: z.string().regex(/^#[0-9a-f]{6}$/),
  quickPhrases: z.array(quickPhraseSchema).max(24),
  /** Minutes within which a correcting utterance puts an earlier slip right by itself. */
  correctionMinutes: z.number().int().min(1).max(30),
  /** The host's face or voice is made by a machine; then viewers must be told (直播电商监督管理办法 art. 37). */
  aiHost: z.boolean(),
  /** Hours between two backups while the app runs; 0 = none by the clock. */
  backupEveryHours: z.number().int().min(0).max(168),
  backupAfterSession: z.boolean(),
  /** How many backups are kept, and for how many days; the newest good one is always kept. */
  backupKeepCount: z.number().int().min(3).max(200),
  backupKeepDays: z.number().int().min(1).max(3650),
  /** A second place for every backup, best on another disk; empty = none. */
  backupFolder: z.string().max(1000),
  /** Years the records of a session are kept, by what was sold (直播电商监督管理办法 arts. 27, 31). */
  retentionYears: retentionYearsSchema,
})
export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_STAGE_PORT = 17610

export const DEFAULT_SETTINGS: Settings = {
  language: 'zh',
  appearance: 'system',
  density: 'comfortable',
  shopName: '',
  stagePort: DEFAULT_STAGE_PORT,
  stageTheme: 'fresh',
  keyColour: '#00ff00',
  correctionMinutes: 3,
  aiHost: false,
  backupEveryHours: 6,
  backupAfterSession: true,
  backupKeepCount: 20,
  backupKeepDays: 90,
  backupFolder: '',
  retentionYears: MIN_RETENTION_YEARS,
  quickPhrases: [
    { text: '支持七天无理由退货，吊牌在、不影响二次销售就能退' },
    { text: '四十八小时内发货' },
    { text: '退货运费平台补，以页面上限为准' },
    { text: '刚才口误，以商品页面写的为准' },
  ],
}
