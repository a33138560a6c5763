import { Info, OctagonX, TriangleAlert } from 'lucide-react'
import type { Severity } from '../../../domain/model/claim.ts'
import { useTranslate } from '../../shared/useTranslate.ts'
import './badge.css'

const ICONS = { note: Info, warn: TriangleAlert, block: OctagonX } as const

/** 提示, 警告, 拦截: icon, word and colour, always together. `boxed` for headings, without box for rows. */
export const SeverityMark = ({ severity, boxed }: { severity: Severity; boxed: boolean }) => {
  const t = useTranslate()
  const Icon = ICONS[severity]
  return (
    <span className={boxed ? `badge badge-${severity}` : `mark mark-${severity}`}>
      <Icon aria-hidden />
      {t(`severity.${severity}`)}
    </span>
  )
}
