/** How wide a text is in Chinese characters: everything outside CJK counts as a bit more than half of one. */
export const textLength = (text: string): number => {
  let length = 0
  for (const char of text) length += /[\u2e80-\uffef]/u.test(char) ? 1 : 0.56
  return length
}
