import type { Database } from 'better-sqlite3'
import type { AllowedPhrase, RuleAdjustment } from '../../../domain/compliance/shopRules.ts'
import { allowedPhraseSchema, ruleAdjustmentSchema } from '../../../domain/compliance/shopRules.ts'
import type { StoredPack, StoredPackContent, StoredRules, StoredShopRule } from '../calls.ts'

type ShopRuleRow = { id: string; rule: string; created_at: number; changed_at: number }
type PackRow = { id: string; version: string; origin: string; digest: string; installed_at: number }

/** What the shop has set above the packs, and the packs in use. */
export type RuleRepository = {
  readonly read: () => StoredRules
  readonly putSetting: (setting: RuleAdjustment) => void
  readonly removeSetting: (rule: string) => void
  readonly putAllowed: (phrase: AllowedPhrase) => void
  readonly removeAllowed: (phrase: string) => void
  /** A rule that is there already keeps the time it was made. */
  readonly putRule: (rule: StoredShopRule) => void
  readonly removeRule: (id: string) => void
  readonly packContent: (wanted: Pick<StoredPack, 'id' | 'digest'>) => string | null
  readonly putPack: (pack: StoredPackContent) => void
  readonly removePack: (id: string) => void
}

/** SQL for rules. Rules and packs come back as plain data: whether this version understands them is for the reader. */
export const createRuleRepository = (db: Database): RuleRepository => {
  const settings = db.prepare<[], Record<string, unknown>>('SELECT * FROM shop_rule_setting ORDER BY rule')
  const allowed = db.prepare<[], Record<string, unknown>>('SELECT * FROM allowed_phrase ORDER BY at, phrase')
  const rules = db.prepare<[], ShopRuleRow>('SELECT * FROM shop_rule ORDER BY created_at, id')
  // Without their contents: those are megabytes, and rarely asked for.
  const packs = db.prepare<[], PackRow>(
    'SELECT id, version, origin, digest, installed_at FROM installed_pack ORDER BY id',
  )
  const packContent = db.prepare<[string, string], { content: string }>(
    'SELECT content FROM installed_pack WHERE id = ? AND digest = ?',
  )
  const putSetting = db.prepare(`
    INSERT INTO shop_rule_setting (rule, severity, reason, at) VALUES (@rule, @severity, @reason, @at)
    ON CONFLICT (rule) DO UPDATE SET severity = excluded.severity, reason = excluded.reason, at = excluded.at`)
  const removeSetting = db.prepare('DELETE FROM shop_rule_setting WHERE rule = ?')
  const putAllowed = db.prepare(`
    INSERT INTO allowed_phrase (phrase, reason, at) VALUES (@phrase, @reason, @at)
    ON CONFLICT (phrase) DO UPDATE SET reason = excluded.reason, at = excluded.at`)
  const removeAllowed = db.prepare('DELETE FROM allowed_phrase WHERE phrase = ?')
  const putRule = db.prepare(`
    INSERT INTO shop_rule (id, rule, created_at, changed_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, changed_at = excluded.changed_at`)
  const removeRule = db.prepare('DELETE FROM shop_rule WHERE id = ?')
  const putPack = db.prepare(`
    INSERT INTO installed_pack (id, version, origin, digest, content, installed_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, origin = excluded.origin,
      digest = excluded.digest, content = excluded.content, installed_at = excluded.installed_at`)
  const removePack = db.prepare('DELETE FROM installed_pack WHERE id = ?')
  return {
    read: () => ({
      adjustments: settings.all().map((row) => ruleAdjustmentSchema.parse(row)),
      allowed: allowed.all().map((row) => allowedPhraseSchema.parse(row)),
      rules: rules.all().map((row) => ({
        id: row.id,
        rule: JSON.parse(row.rule) as unknown,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      })),
      packs: packs.all().map((row) => ({
        id: row.id,
        version: row.version,
        origin: row.origin === 'imported' ? 'imported' : 'shipped',
        digest: row.digest,
        installedAt: row.installed_at,
      })),
    }),
    putSetting: (setting) => {
      putSetting.run(setting)
    },
    removeSetting: (rule) => {
      removeSetting.run(rule)
    },
    putAllowed: (phrase) => {
      putAllowed.run(phrase)
    },
    removeAllowed: (phrase) => {
      removeAllowed.run(phrase)
    },
    putRule: (rule) => {
      putRule.run(rule.id, JSON.stringify(rule.rule), rule.createdAt, rule.changedAt)
    },
    removeRule: (id) => {
      removeRule.run(id)
    },
    packContent: ({ id, digest }) => packContent.get(id, digest)?.content ?? null,
    putPack: (pack) => {
      putPack.run(pack.id, pack.version, pack.origin, pack.digest, pack.content, pack.installedAt)
    },
    removePack: (id) => {
      removePack.run(id)
    },
  }
}
