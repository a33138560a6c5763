/** One step of the data file's format. A step that was released is never edited: the next change is a new file. */
export type Migration = {
  /** The `user_version` the file has after this step; steps are numbered 1, 2, 3 … */
  readonly version: number
  readonly name: string
  readonly sql: string
}
