import type { CSSProperties, ReactElement } from 'react'
import type { Language } from '../../domain/model/scalars.ts'
import type { StageGuarantee } from '../../domain/stage/frame.ts'
import { GuaranteeIcon } from '../shared/icons/GuaranteeIcon.tsx'
import { textLength } from './textLength.ts'

/** Rights shown at once; a product has at most ten of the known ones. */
const MOST = 10

/** Parts a row is divided into; 1 to 6 cells divide it evenly. */
const ROW_PARTS = 60

/** Cells a full row has: few rights stand large, icon beside the name; more of them with the icon above it. */
const columnsOf = (count: number): number => {
  if (count <= 3) return Math.max(count, 1)
  if (count === 4) return 2
  return count <= 6 ? 3 : count <= 8 ? 4 : 5
}

/** The parts of its row a cell takes: the last row is filled by as many cells as it has. */
const spanOf = (index: number, count: number): number => {
  const columns = columnsOf(count)
  const inLastRow = count % columns === 0 ? columns : count % columns
  return index >= count - inLastRow ? ROW_PARTS / inLastRow : ROW_PARTS / columns
}

/** One size for all names of a card: the one its longest name needs. */
const sizeOf = (names: readonly string[]): string =>
  names.every((name) => textLength(name) <= 6) ? 'short' : 'long'

/** The rights of the trust card as cells: drawn icon and name. */
export const GuaranteeBadges = ({
  guarantees,
  language,
  spotlight,
}: {
  readonly guarantees: readonly StageGuarantee[]
  readonly language: Language
  readonly spotlight: string | null
}): ReactElement => (
  <ul
    className="badges"
    data-columns={columnsOf(Math.min(guarantees.length, MOST))}
    data-size={sizeOf(guarantees.map(({ name }) => name[language]))}
  >
    {guarantees.slice(0, MOST).map((guarantee, index, shown) => (
      <li
        key={guarantee.code}
        className="badge"
        data-code={guarantee.code}
        data-open={guarantee.code === spotlight}
        style={{ '--span': spanOf(index, shown.length) } as CSSProperties}
      >
        <GuaranteeIcon icon={guarantee.icon} />
        <span className="badge-name">{guarantee.name[language]}</span>
      </li>
    ))}
  </ul>
)
