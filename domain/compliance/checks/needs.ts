import type { Product, ProductDocument } from '../../model/product.ts'
import type { ClaimContext } from '../claimContext.ts'
import type { SequenceMatch, Workspace } from '../matchSequences.ts'
import { foldedString } from '../normaliseText.ts'
import type { Need } from '../rulePack.ts'

/** Folded texts of a product's documents; a product is a value, so they are kept beside it. */
const documentTexts = new WeakMap<ProductDocument, string>()

/** The folded type and text of a document. */
export const documentText = (document: ProductDocument): string => {
  let text = documentTexts.get(document)
  if (text === undefined) {
    text = foldedString(`${document.type} ${document.says}`)
    documentTexts.set(document, text)
  }
  return text
}

/** Documents that still prove something at a moment. */
export const validDocuments = (product: Product, at: number): ProductDocument[] =>
  product.documents.filter((document) => document.expiresAt === null || document.expiresAt > at)

const foldedWords = new Map<string, string>()
/** A rule's word as it stands in folded texts. */
export const foldWordCached = (word: string): string => {
  let folded = foldedWords.get(word)
  if (folded === undefined) {
    folded = foldedString(word)
    if (foldedWords.size < 5000) foldedWords.set(word, folded)
  }
  return folded
}

/** The folded letters of a match. */
export const saidText = (work: Workspace, start: number, end: number): string => {
  let joined = ''
  for (let at = Math.max(0, start); at < end && at < work.text.length; at += 1) {
    joined += String.fromCharCode(work.text.units[at] ?? 0)
  }
  return joined
}

/** Whether a fact that makes the claim lawful holds. */
export const meetsNeed = (
  work: Workspace,
  need: Need,
  match: SequenceMatch,
  context: ClaimContext,
): boolean => {
  const { product } = context
  if (product === null) return false
  switch (need.has) {
    case 'price-evidence':
      return product.priceEvidence
    case 'document': {
      const documents = validDocuments(product, context.saidAt)
      return need.words.some((word) =>
        documents.some((document) => documentText(document).includes(foldWordCached(word))),
      )
    }
    case 'name': {
      const subject = foldedString(`${product.name} ${product.category}`)
      return need.words.some((word) => subject.includes(foldWordCached(word)))
    }
    case 'guarantee':
      return product.guarantees.some((guarantee) => need.codes.includes(guarantee.code))
    case 'stock-at-most':
      return product.stock !== null && product.stock <= need.pieces
    case 'said-in-document': {
      const said = saidText(work, match.start, match.end)
      if (said.length < 4) return false
      return validDocuments(product, context.saidAt).some((document) => documentText(document).includes(said))
    }
  }
}
