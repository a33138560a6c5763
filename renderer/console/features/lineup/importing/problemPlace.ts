import type { ImportProblem } from '../../../../../domain/contract/ipc.ts'
import type { Translate } from '../../../../shared/useTranslate.ts'

/** Where a problem is, the way a spreadsheet names it. */
export const problemPlace = (t: Translate, problem: ImportProblem): string => {
  const { row, letter, column } = problem
  if (row === 0) return t('import.placeFile')
  return letter === '' ? t('import.placeRow', { row }) : t('import.placeCell', { row, letter, column })
}
