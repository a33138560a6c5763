/**
 * Finding the claims an edit of a rule can touch, in a process of its own: `node historyEdit.ts DATABASE JOB SOUND`. Prints
 * a `WayFigures` as JSON.
 */
import { readFileSync } from 'node:fs'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import {
  compareCompiledPacks,
  type PackChange,
} from '../../domain/compliance/recheck/compareCompiledPacks.ts'
import { soundSchema, type Sound } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { createHistoryReader } from '../../electron/db/historyReader.ts'
import { openForReading } from '../../electron/db/open.ts'
import { shippedPacks } from '../rules/shippedPacks.ts'
import type { HistoryJob } from './history.ts'
import { watchMemory } from './historyMemory.ts'

const [file = '', jobFile = '', listening = ''] = process.argv.slice(2)
const job = JSON.parse(readFileSync(jobFile, 'utf8')) as HistoryJob
const db = openForReading({ file, addon: null })
const memory = watchMemory()

/** A rule that says these words too: what of the past it can touch. */
const changeOf = (sound: Sound): PackChange => {
  const [first, ...others] = shippedPacks
  const [rule, ...rules] = first?.rules ?? []
  if (first === undefined || rule === undefined || rule.kind === 'must-say')
    throw new Error('no rule to edit')
  const withWords = (words: readonly string[]) => {
    const edited = { ...rule, sound, say: [...rule.say, ...words] }
    return compilePack([{ ...first, rules: [edited, ...rules] }, ...others], NO_SHOP_RULES)
  }
  return compareCompiledPacks(withWords([]), withWords(job.edit))
}

const findTouched = (sound: Sound): (() => number) => {
  const reader = createHistoryReader(db)
  const change = changeOf(sound)
  return () => {
    const { walk } = reader.begin(change)
    let touched = 0
    for (;;) {
      const page = reader.next(walk, 400)
      touched += page?.claims.length ?? 0
      if (page === null || page.isLast) break
    }
    reader.end(walk)
    memory.look()
    return touched
  }
}

memory.print(findTouched(soundSchema.parse(listening)), job.times)
db.close()
