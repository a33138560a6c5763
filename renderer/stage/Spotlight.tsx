import type { ReactElement } from 'react'
import type { Language } from '../../domain/model/scalars.ts'
import type { StageGuarantee } from '../../domain/stage/frame.ts'
import { GuaranteeIcon } from '../shared/icons/GuaranteeIcon.tsx'

/** One right opened large, with its one line of terms (权益大字). */
export const Spotlight = ({
  guarantee,
  language,
}: {
  readonly guarantee: StageGuarantee
  readonly language: Language
}): ReactElement => (
  <aside className="spotlight" data-code={guarantee.code}>
    <div className="spotlight-icon">
      <GuaranteeIcon icon={guarantee.icon} />
    </div>
    <div className="spotlight-text">
      <h2 className="spotlight-name">{guarantee.name[language]}</h2>
      <p className="spotlight-terms">{guarantee.terms[language]}</p>
    </div>
  </aside>
)
