/** A row of the import table. */
export interface ImportRow {
  /** The folders whose files the row is about; a single file may stand here too. */
  folders: string[]
  mayFolders: string[]
  mayFiles: string[]
  /** Folders that may be imported for their types alone. */
  typesFrom: string[]
  packages: string[]
  /** Whether Node's own modules may be imported. */
  node: boolean
}

export const IMPORT_TABLE: ImportRow[]
export const RULED_FOLDERS: string[]
