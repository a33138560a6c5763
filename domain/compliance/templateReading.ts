import { readClass, readTemplate, TemplateError, type ClassLookup } from './template.ts'

/** What a line of a rule's words stands for, or why it cannot be read. */
export type TemplateReading = {
  /** Ways of saying it that the line stands for, numbers and gaps not counted. */
  readonly count: number
  /** The first few of them, written out; a gap is …, a number #. */
  readonly samples: readonly string[]
  /** Null = it can be read. */
  readonly problem: { readonly zh: string; readonly en: string } | null
}

const SAMPLES = 4

/** Looks up the words of classes; each is read once, when first asked for. */
export const classWords = (classes: Readonly<Record<string, readonly string[]>>): ClassLookup => {
  const known = new Map<string, readonly string[]>()
  const reading = new Set<string>()
  const lookUp: ClassLookup = (name) => {
    const words = known.get(name)
    if (words !== undefined) return words
    const templates = Object.hasOwn(classes, name) ? classes[name] : undefined
    // A class may call only those before it; one that calls itself is not there yet.
    if (templates === undefined || reading.has(name))
      throw new TemplateError({ zh: `没有名叫 <${name}> 的词类`, en: `there is no word class <${name}>` })
    reading.add(name)
    const read = readClass(templates, lookUp)
    reading.delete(name)
    known.set(name, read)
    return read
  }
  return lookUp
}

/** Reads one line of a rule's words as the rule editor shows it while one types. Never throws. */
export const readingOf = (template: string, classes: ClassLookup): TemplateReading => {
  try {
    const sequences = readTemplate(template, classes)
    let count = 0
    const samples: string[] = []
    for (const steps of sequences) {
      let ways = 1
      for (const step of steps) if (step.type === 'words') ways *= step.words.length
      count += ways
      for (let at = 0; at < ways && samples.length < SAMPLES; at += 1) {
        let rest = at
        let text = ''
        for (const step of steps) {
          if (step.gap > 0) text += '…'
          if (step.type === 'number') {
            text += '#'
            continue
          }
          text += step.words[rest % step.words.length] ?? ''
          rest = Math.floor(rest / step.words.length)
        }
        samples.push(text)
      }
    }
    return { count, samples, problem: null }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return { count: 0, samples: [], problem: error.reason }
  }
}
