import type { Database } from 'better-sqlite3'
import { rowsOf, standingOf, withRows } from './actRows.ts'
import type { ClaimBundle, DbHandlers, DbInput, DbOutput } from './calls.ts'
import { createRecordEraser } from './eraseRecord.ts'
import type { HeadKeeper } from './keepHeads.ts'
import { createLineupReader } from './readLineup.ts'
import { createClaimRepository } from './repositories/claims.ts'
import type { JournalRepository } from './repositories/journal.ts'
import { createProductRepository } from './repositories/products.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createRuleRepository } from './repositories/rules.ts'
import { createSessionRepository } from './repositories/sessions.ts'
import { createSettingsRepository } from './repositories/settings.ts'
import { createSeals } from './seals.ts'

/** The call table over an open database. Each writing call is one immediate transaction: all of it or nothing. */
export const createDbHandlers = (
  db: Database,
  heads: Pick<HeadKeeper, 'useKey'>,
  journal: JournalRepository,
): DbHandlers => {
  const seals = createSeals()
  const products = createProductRepository(db)
  const sessions = createSessionRepository(db)
  const claims = createClaimRepository(db)
  const settings = createSettingsRepository(db)
  const rules = createRuleRepository(db)
  const retention = createRetentionRepository(db)
  const eraser = createRecordEraser(db, journal)

  const atomically = <Input, Output>(work: (input: Input) => Output): ((input: Input) => Output) => {
    const transaction = db.transaction(work)
    return (input) => transaction.immediate(input)
  }

  const { lineup, productsOf } = createLineupReader(sessions, products)
  const bundle = (claimId: string): ClaimBundle | null => {
    const claim = claims.one(claimId)
    return claim === null
      ? null
      : {
          claim,
          findings: claims.findingsOfClaim(claimId),
          suppressed: claims.suppressedOfClaim(claimId),
          promises: claims.promisesOfClaim(claimId),
        }
  }

  const commitAct = ({ sessionId, entries, changes }: DbInput<'act.commit'>): null => {
    for (const product of changes.products) products.put(product)
    if (changes.session !== null) sessions.put(changes.session)
    if (changes.allSlots !== null) sessions.replaceSlots(sessionId, changes.allSlots)
    for (const slot of changes.slots) sessions.putSlot(slot)
    if (changes.closeAiringAt !== null) sessions.closeAiring(sessionId, changes.closeAiringAt)
    const { openAiring } = changes
    const airing =
      openAiring === null ? null : sessions.openAiring(sessionId, openAiring.slotId, openAiring.from)
    if (changes.stage !== null) sessions.putStage(sessionId, changes.stage)
    for (const finding of changes.newFindings) claims.insertFinding(finding)
    for (const finding of changes.findings) claims.updateFinding(finding)
    const at = entries[0]?.at ?? 0
    for (const override of changes.overrides) sessions.putOverride(sessionId, override, at)
    for (const product of changes.freeze) products.freeze(sessionId, product)
    const isStart = entries.some(({ kind }) => kind === 'start')
    const rows = rowsOf(seals, changes, { airing, at, slots: isStart ? sessions.slots(sessionId) : null })
    for (const entry of withRows(entries, rows)) journal.append(sessionId, entry)
    return null
  }
  /** Whether an act's last entry is in the journal: the transaction it came with may have been told apart from its answer. */
  const isCommitted = ({ sessionId, entries }: DbInput<'act.commit'>): boolean => {
    const last = entries.at(-1)
    return last !== undefined && journal.holds(sessionId, last)
  }
  const recordClaim = (input: DbInput<'claim.record'>): DbOutput<'claim.record'> => {
    const { claim, findings, suppressed, promises } = input.bundle
    const stored = bundle(claim.id)
    if (stored !== null) return stored
    claims.insert(claim)
    for (const finding of findings) claims.insertFinding(finding)
    claims.insertSuppressed(claim.id, suppressed)
    for (const promise of promises) claims.insertPromise(promise)
    journal.append(claim.sessionId, input.entry)
    for (const { finding, entry } of input.corrects) {
      claims.updateFinding(finding)
      const [kept = entry] = withRows([entry], { findings: [standingOf(finding)] })
      journal.append(claim.sessionId, kept)
    }
    return null
  }

  const signWith = atomically(({ key, at }: DbInput<'signing.use'>) => heads.useKey(key, at))

  return {
    'settings.read': () => settings.read(),
    'settings.save': atomically((value) => {
      settings.put(value)
      return null
    }),
    'product.all': () => products.all(),
    'product.byIds': (ids) => products.byIds(ids),
    'product.save': atomically((product) => {
      products.put(product)
      return null
    }),
    'session.summaries': () => sessions.summaries(),
    'session.remove': atomically((id) => {
      sessions.remove(id)
      return null
    }),
    'lineup.read': lineup,
    'lineup.save': atomically(({ session, slots }) => {
      sessions.put(session)
      sessions.replaceSlots(session.id, slots)
      return null
    }),
    'lineup.import': atomically((input) => {
      for (const product of input.products) products.put(product)
      sessions.put(input.session)
      sessions.replaceSlots(input.session.id, input.slots)
      return null
    }),
    'act.commit': atomically(commitAct),
    'claim.record': atomically(recordClaim),
    'acts.commit': atomically((acts) => {
      for (const act of acts) {
        if (act.name === 'claim.record') recordClaim(act.input)
        else if (!isCommitted(act.input)) commitAct(act.input)
      }
      return null
    }),
    'live.cutOff': () => {
      const session = sessions.live()
      if (session === null) return null
      const slots = sessions.slots(session.id)
      const onAir = sessions.airings(session.id).findLast((airing) => airing.to === null)
      const slot = slots.find((each) => each.id === onAir?.slotId)
      const product = productsOf(session.id, slots).find((each) => each.id === slot?.productId)
      return {
        session,
        position: slot?.position ?? 0,
        productName: product?.name ?? slot?.title ?? '',
        claims: claims.totals(session.id).claims,
        lastActAt: journal.lastAt(session.id) ?? session.startedAt ?? session.createdAt,
      }
    },
    'live.read': ({ sessionId, claimLimit }) => {
      const found = lineup(sessionId)
      if (found === null) return null
      const recent = claims.ofSession(sessionId, claimLimit)
      const shown = new Set(recent.map((claim) => claim.id))
      const onAir = sessions.airings(sessionId).findLast((airing) => airing.to === null)
      return {
        lineup: found,
        stage: sessions.stage(sessionId),
        onAir: onAir === undefined ? null : { slotId: onAir.slotId, from: onAir.from },
        claims: recent,
        findings: claims
          .findingsOfSession(sessionId)
          .filter(
            (finding) => finding.state === 'open' || finding.claimId === null || shown.has(finding.claimId),
          ),
        suppressed: claims.suppressedOfSession(sessionId).filter((entry) => shown.has(entry.claimId)),
        promises: claims.promisesOfSession(sessionId),
        totals: claims.totals(sessionId),
        lastActAt: journal.lastAt(sessionId),
      }
    },
    'rules.read': () => rules.read(),
    'rules.putSettings': atomically((settingsOfRules) => {
      for (const setting of settingsOfRules) rules.putSetting(setting)
      return null
    }),
    'rules.removeSettings': atomically((ids) => {
      for (const id of ids) rules.removeSetting(id)
      return null
    }),
    'rules.putAllowed': atomically((phrase) => {
      rules.putAllowed(phrase)
      return null
    }),
    'rules.removeAllowed': atomically((phrase) => {
      rules.removeAllowed(phrase)
      return null
    }),
    'rules.putRules': atomically((written) => {
      for (const rule of written) rules.putRule(rule)
      return null
    }),
    'rules.removeRule': atomically((id) => {
      rules.removeRule(id)
      rules.removeSetting(id)
      return null
    }),
    'rules.packContent': (wanted) => rules.packContent(wanted),
    'rules.putPacks': atomically((packs) => {
      for (const pack of packs) rules.putPack(pack)
      return null
    }),
    'rules.removePack': atomically((id) => {
      rules.removePack(id)
      return null
    }),
    'log.probe': () => {
      db.exec('BEGIN IMMEDIATE')
      try {
        settings.put(settings.read())
      } finally {
        db.exec('ROLLBACK')
      }
      return null
    },
    'signing.use': (input) => {
      signWith(input)
      return eraser.useKey(input.key, input.at)
    },
    'retention.sessions': () => ({
      sessions: retention.sessions(),
      isSwept: !retention.isUnswept(),
      lastErasedAt: retention.lastErasedAt(),
    }),
    'retention.hold': atomically(({ sessionId, hold, entry }) => {
      if (hold === null) retention.removeHold(sessionId)
      else retention.putHold(sessionId, hold)
      journal.append(sessionId, entry)
      return null
    }),
    'retention.count': (scope) => eraser.count(scope),
    'retention.erase': (input) => eraser.erase(input),
    'retention.unswept': () => ({ upTo: retention.unsweptUpTo(), isLive: sessions.live() !== null }),
    'retention.mergeIndex': atomically((step) => {
      if (sessions.live() !== null) return { isDone: false, isLive: true }
      return { isDone: retention.mergeIndex(step), isLive: false }
    }),
    'retention.swept': ({ upTo, at }) => {
      retention.markSwept(upTo, at)
      return null
    },
  }
}
