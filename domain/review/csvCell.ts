/** What makes a spreadsheet take a text for a formula: these at the start, also in full width or after spaces. */
const FORMULA_START = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** A text a spreadsheet will not run: a leading ' in front of whatever could start a formula. */
export const neutraliseCell = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text)

/** One line of CSV with its line end: every cell neutralised and quoted. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${neutraliseCell(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
