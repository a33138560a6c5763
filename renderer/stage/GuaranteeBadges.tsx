import type { ReactElement } from 'react'
import type { Language } from '../../domain/model/scalars.ts'
import type { StageGuarantee } from '../../domain/stage/frame.ts'
import { GuaranteeIcon } from '../shared/icons/GuaranteeIcon.tsx'
import { textLength } from './textLength.ts'

/** Rights shown at once; a product has at most ten of the known ones. */
const MOST = 10

/** How the cells stand: by threes with icon and name in a row, or more of them with the icon above the name. */
const layoutOf = (count: number): string => {
  if (count <= 3) return `row-${count}`
  if (count === 4) return 'two-by-two'
  return count <= 6 ? 'three-by-two' : count <= 8 ? 'four-by-two' : 'five-by-two'
}

const sizeOf = (name: string): string => (textLength(name) <= 6 ? 'short' : 'long')

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
  <ul className="badges" data-layout={layoutOf(Math.min(guarantees.length, MOST))}>
    {guarantees.slice(0, MOST).map((guarantee) => (
      <li
        key={guarantee.code}
        className="badge"
        data-code={guarantee.code}
        data-size={sizeOf(guarantee.name[language])}
        data-open={guarantee.code === spotlight}
      >
        <GuaranteeIcon icon={guarantee.icon} />
        <span className="badge-name">{guarantee.name[language]}</span>
      </li>
    ))}
  </ul>
)
