/** Types for the part of fastscan that is measured; the package brings none. */
declare module 'fastscan' {
  export default class FastScanner {
    constructor(words: readonly string[])
    search(text: string): ReadonlyArray<readonly [number, string]>
  }
}
