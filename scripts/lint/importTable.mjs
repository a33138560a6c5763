/**
 * Who may import whom: the table of README.md as data. The first row whose folder holds a file is the file's row.
 *
 * `own` is always allowed. `files` and `folders` are paths from the project's folder; `typesFrom` may be imported for
 * their types alone.
 */

const SHARED_DOMAIN_OF_PAGES = ['domain/model', 'domain/stage', 'domain/contract', 'domain/messages']
const REACT = ['react', 'react-dom']

/** Only the database's own folder knows more of it than this. */
const DATABASE_DOOR = 'electron/db/client.ts'

/** Verifies a file without the app. */
const VERIFIER = 'electron/db/verifyFile.ts'

/**
 * @typedef {object} ImportRow
 * @property {string[]} folders whose files this row is about (a single file may stand here too)
 * @property {string[]} mayFolders
 * @property {string[]} mayFiles
 * @property {string[]} typesFrom
 * @property {string[]} packages
 * @property {boolean} node whether Node's own modules may be imported
 */

/** @type {ImportRow[]} */
export const IMPORT_TABLE = [
  {
    folders: ['domain'],
    mayFolders: ['domain'],
    mayFiles: [],
    typesFrom: [],
    packages: ['zod'],
    node: false,
  },
  {
    folders: ['electron/preload'],
    mayFolders: ['electron/preload'],
    mayFiles: ['domain/contract/channels.ts'],
    typesFrom: ['domain'],
    packages: ['electron'],
    node: false,
  },
  {
    folders: ['electron/services'],
    mayFolders: [
      'domain',
      'electron/services',
      'electron/obs',
      'electron/sources',
      'electron/transfer',
      'electron/stage-server',
    ],
    mayFiles: [DATABASE_DOOR],
    typesFrom: [],
    packages: ['ulid'],
    node: true,
  },
  {
    folders: ['electron/obs'],
    mayFolders: ['domain', 'electron/obs', 'electron/services'],
    mayFiles: [DATABASE_DOOR],
    typesFrom: [],
    packages: ['obs-websocket-js', 'ulid', 'ws'],
    node: true,
  },
  {
    folders: ['electron/sources'],
    mayFolders: ['domain', 'electron/sources', 'electron/services'],
    mayFiles: [DATABASE_DOOR],
    typesFrom: [],
    packages: ['ulid', 'ws'],
    node: true,
  },
  {
    folders: ['electron/transfer'],
    mayFolders: ['domain', 'electron/transfer', 'electron/services'],
    mayFiles: [DATABASE_DOOR],
    typesFrom: [],
    packages: [
      'age-encryption',
      'fflate',
      'papaparse',
      'read-excel-file',
      'ulid',
      'write-excel-file',
      'yauzl',
      'yazl',
    ],
    node: true,
  },
  {
    folders: ['electron/stage-server'],
    mayFolders: ['domain', 'electron/stage-server', 'electron/services'],
    mayFiles: [DATABASE_DOOR],
    typesFrom: [],
    packages: ['ulid', 'uqr', 'ws'],
    node: true,
  },
  {
    folders: ['electron/db'],
    mayFolders: ['domain', 'electron/db'],
    mayFiles: [],
    typesFrom: [],
    packages: ['better-sqlite3', 'ulid'],
    node: true,
  },
  {
    folders: ['electron/cli'],
    mayFolders: ['domain', 'electron/cli', 'electron/transfer'],
    mayFiles: [VERIFIER],
    typesFrom: [],
    packages: [],
    node: true,
  },
  {
    folders: ['electron/main.ts', 'electron/app', 'electron/ipc'],
    mayFolders: [
      'domain',
      'electron/app',
      'electron/ipc',
      'electron/services',
      'electron/obs',
      'electron/sources',
      'electron/transfer',
      'electron/stage-server',
    ],
    mayFiles: [DATABASE_DOOR],
    typesFrom: [],
    packages: ['electron', 'electron-log', 'electron-updater', 'ulid', 'uqr'],
    node: true,
  },
  {
    folders: ['renderer/console'],
    mayFolders: ['domain', 'renderer/console', 'renderer/shared'],
    mayFiles: [],
    typesFrom: [],
    packages: [
      ...REACT,
      '@tanstack/react-virtual',
      'lucide-react',
      'react-aria-components',
      'ulid',
      'uqr',
      'zustand',
    ],
    node: false,
  },
  {
    folders: ['renderer/prompter'],
    mayFolders: [...SHARED_DOMAIN_OF_PAGES, 'renderer/prompter', 'renderer/shared'],
    mayFiles: [],
    typesFrom: [],
    packages: [...REACT, 'lucide-react', 'zustand'],
    node: false,
  },
  {
    folders: ['renderer/stage'],
    mayFolders: [...SHARED_DOMAIN_OF_PAGES, 'renderer/stage', 'renderer/shared'],
    mayFiles: [],
    typesFrom: [],
    packages: REACT,
    node: false,
  },
  {
    folders: ['renderer/shared'],
    mayFolders: [...SHARED_DOMAIN_OF_PAGES, 'domain/lineup', 'renderer/shared'],
    mayFiles: [],
    typesFrom: [],
    packages: [...REACT, 'zustand'],
    node: false,
  },
  {
    folders: ['renderer/remote'],
    mayFolders: [...SHARED_DOMAIN_OF_PAGES, 'renderer/remote', 'renderer/shared'],
    mayFiles: [],
    typesFrom: [],
    packages: [...REACT, 'lucide-react', 'zustand'],
    node: false,
  },
]

/** The folders in which every file must have a row. */
export const RULED_FOLDERS = ['domain', 'electron', 'renderer']
