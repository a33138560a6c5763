/** The cells of a CSV file with quoted cells, line by line. */
export const csvCells = (text: string): string[][] => {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    if (quoted && character === '"' && text[index + 1] === '"') {
      cell += '"'
      index += 1
    } else if (character === '"') quoted = !quoted
    else if (!quoted && character === ',') {
      line.push(cell)
      cell = ''
    } else if (!quoted && character === '\n') {
      lines.push([...line, cell.replace(/\r$/, '')])
      line = []
      cell = ''
    } else cell += character
  }
  return cell === '' && line.length === 0 ? lines : [...lines, [...line, cell]]
}
