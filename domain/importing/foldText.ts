/** Text made comparable: width and case folded, every kind of space gone. For headings, names and yes/no words. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff]+/gu, '')

/** A cell's text as a person meant it: width folded, no spaces around, line ends as \n. */
export const tidyText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\ufeff]/g, '')
    .trim()
