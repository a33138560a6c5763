import { CircleCheck, OctagonAlert } from 'lucide-react'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Badge } from '../../ui/Badge.tsx'

/** Good, or how much is wrong. */
export const VerdictBadge = ({ problems }: { problems: number }) => {
  const t = useTranslate()
  return problems === 0 ? (
    <Badge tone="ok" icon={<CircleCheck aria-hidden />}>
      {t('data.verify.lastGood')}
    </Badge>
  ) : (
    <Badge tone="block" icon={<OctagonAlert aria-hidden />}>
      {t('data.verify.lastBad', { count: problems })}
    </Badge>
  )
}
