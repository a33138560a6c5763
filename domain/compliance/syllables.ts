import { SYLLABLE_LIST } from './tables/syllables.ts'

/** Sounds speech recognisers and dialects do not keep apart count as one: zh/z, ch/c, sh/s, -ng after i and e. */
const mergeSounds = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/ing$/, 'in')
    .replace(/eng$/, 'en')

const SOUND_OF_UNIT = new Uint16Array(65_536)
const SOUND_NUMBERS = new Map<string, number>()
const SPELLINGS = new Map<string, number>()
let longestSpelling = 0

const numberOfSound = (sound: string): number => {
  const known = SOUND_NUMBERS.get(sound)
  if (known !== undefined) return known
  const made = SOUND_NUMBERS.size + 1
  SOUND_NUMBERS.set(sound, made)
  return made
}

for (const entry of SYLLABLE_LIST.split('|')) {
  const spelling = /^[a-z]+/.exec(entry)?.[0] ?? ''
  const sound = numberOfSound(mergeSounds(spelling))
  SPELLINGS.set(spelling, sound)
  longestSpelling = Math.max(longestSpelling, spelling.length)
  for (const character of entry.slice(spelling.length)) SOUND_OF_UNIT[character.charCodeAt(0)] = sound
}
for (const [digit, spelling] of ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'].entries()) {
  SOUND_OF_UNIT[0x30 + digit] = SPELLINGS.get(spelling) ?? 0
}

const SOUND_NAMES: readonly string[] = ['', ...SOUND_NUMBERS.keys()]

/** How many sounds there are; their numbers begin with 1. */
export const SOUND_COUNT = SOUND_NAMES.length

/** A sound's name: its pinyin with the kinds that count as one merged (`zong` for zhong too); empty for 0. */
export const nameOfSound = (sound: number): string => SOUND_NAMES[sound] ?? ''

/** The number of a sound by its name, 0 when there is none. */
export const soundOfName = (name: string): number => SOUND_NUMBERS.get(name) ?? 0

const INITIALS = Uint8Array.from(SOUND_OF_UNIT, (sound) => SOUND_NAMES[sound]?.charCodeAt(0) || 0)
for (let letter = 0x61; letter <= 0x7a; letter += 1) INITIALS[letter] = letter

/**
 * The letter somebody types for a folded unit who types initials, as a code: the first of its reading (one a character, the
 * table's), a Latin letter itself; 0 when there is none.
 */
export const initialOfUnit = (unit: number): number => INITIALS[unit] ?? 0

/** The sound of a folded unit, 0 when it has none in the table. */
export const syllableOfUnit = (unit: number): number => SOUND_OF_UNIT[unit] ?? 0

/**
 * Letters read as pinyin: [sound, number of letters] per syllable, with as few syllables as possible; null when they are
 * no pinyin as a whole.
 */
export const syllablesOfLetters = (letters: string): ReadonlyArray<readonly [number, number]> | null => {
  type Way = { readonly count: number; readonly from: number }
  const best: Array<Way | null> = [{ count: 0, from: 0 }]
  for (let end = 1; end <= letters.length; end += 1) {
    let way: Way | null = null
    for (let from = Math.max(0, end - longestSpelling); from < end; from += 1) {
      const before = best[from]
      if (before === null || before === undefined) continue
      if (!SPELLINGS.has(letters.slice(from, end))) continue
      if (way === null || before.count + 1 < way.count) way = { count: before.count + 1, from }
    }
    best.push(way)
  }
  const parts: Array<readonly [number, number]> = []
  let end = letters.length
  while (end > 0) {
    const way = best[end]
    if (way === null || way === undefined) return null
    parts.push([SPELLINGS.get(letters.slice(way.from, end)) ?? 0, end - way.from])
    end = way.from
  }
  return parts.toReversed()
}
