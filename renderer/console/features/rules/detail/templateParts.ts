/** One piece of a rule's words as a person reads them. */
export type TemplatePart =
  | { readonly kind: 'text' | 'mark'; readonly text: string }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'number'; readonly unit: 'N' | '钱' | '比'; readonly bound: string }
  /** Up to so many characters between; `clause` = no comma between. */
  | { readonly kind: 'gap'; readonly most: number; readonly clause: boolean }

const PIECE = /<([^<>]*)>|\{(N|钱|比)([^{}]*)\}|([…~])(\d{0,2})|([()|?])|[^<{…~()|?]+/gu

const SIGNS: Readonly<Record<string, string>> = { '>=': '≥ ', '<=': '≤ ', '>': '> ', '<': '< ', '=': '= ' }

/** Characters between when a gap does not say. */
const USUAL_GAP = 8

/** Cuts a line of a rule's words into pieces to be drawn; what cannot be read stays as text. */
export const templateParts = (template: string): TemplatePart[] =>
  [...template.matchAll(PIECE)].map((match): TemplatePart => {
    const [whole, name, unit, bound = '', gap, most = '', mark] = match
    if (name !== undefined) return { kind: 'class', name }
    if (unit === 'N' || unit === '钱' || unit === '比') {
      const sign = /^(?:>=|<=|>|<|=)/.exec(bound)?.[0] ?? ''
      return { kind: 'number', unit, bound: `${SIGNS[sign] ?? ''}${bound.slice(sign.length)}` }
    }
    if (gap !== undefined)
      return { kind: 'gap', most: most === '' ? USUAL_GAP : Number(most), clause: gap === '~' }
    return mark === undefined
      ? { kind: 'text', text: whole }
      : { kind: 'mark', text: mark === '|' ? ' / ' : mark }
  })
