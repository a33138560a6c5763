import type { ImportPreview } from '../../../../../domain/contract/ipc.ts'

/** What an import would do, in numbers. */
export const importCounts = (preview: ImportPreview) => {
  const good = preview.rows.filter((row) => row.product !== null)
  return {
    products: good.length,
    intoLineup: good.filter((row) => row.position !== null).length,
    libraryOnly: good.filter((row) => row.position === null).length,
    replacing: good.filter((row) => row.replaces).length,
    errors: preview.problems.filter((problem) => problem.level === 'error').length,
    warnings: preview.problems.filter((problem) => problem.level === 'warning').length,
  }
}

/** Problems with errors first, then by row. */
export const sortedProblems = (preview: ImportPreview) =>
  preview.problems.toSorted(
    (a, b) => Number(a.level === 'warning') - Number(b.level === 'warning') || a.row - b.row,
  )
