import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IMPORT_TABLE } from '../../scripts/lint/importTable.mjs'

/** One planted file: where it lies, what it says, and whether the import table lets it. */
interface Planted {
  /** The folder of the table's row it stands for. */
  row: string
  file: string
  code: string
  allowed: boolean
  because: string
}

function wrong(row: string, file: string, code: string, because: string): Planted {
  return { row, file, code, allowed: false, because }
}

function right(row: string, file: string, code: string, because: string): Planted {
  return { row, file, code, allowed: true, because }
}

const PLANTED: Planted[] = [
  wrong('domain', 'domain/model/a.ts', "import { app } from 'electron'", 'the domain knows no Electron'),
  wrong(
    'domain',
    'domain/model/deep/er/b.ts',
    "import { useState } from 'react'",
    'the domain knows no React',
  ),
  wrong('domain', 'domain/compliance/c.ts', "import fs from 'node:fs'", 'the domain touches no disk'),
  wrong(
    'domain',
    'domain/compliance/d.ts',
    "import path from 'path'",
    'an unprefixed Node module is one too',
  ),
  wrong(
    'domain',
    'domain/compliance/checks/e.ts',
    "export * from '../../../electron/services/x.ts'",
    'a re-export is an import',
  ),
  wrong(
    'domain',
    'domain/review/f.ts',
    "export const lazy = () => import('../../renderer/console/x.ts')",
    'a lazy import is an import',
  ),
  wrong(
    'domain',
    'domain/review/g.ts',
    "import type { X } from '../../electron/db/client.ts'",
    'a type is a dependency too',
  ),
  right(
    'domain',
    'domain/review/ok.ts',
    "import { z } from 'zod'\nimport { x } from '../model/x.ts'",
    'zod and itself',
  ),

  wrong(
    'electron/preload',
    'electron/preload/a.ts',
    "import { ipc } from '../../domain/contract/ipc.ts'",
    'schemas stay out of the preload',
  ),
  wrong(
    'electron/preload',
    'electron/preload/b.ts',
    "import { x } from '../app/windows.ts'",
    'the preload is not the main process',
  ),
  right(
    'electron/preload',
    'electron/preload/ok.ts',
    "import { contextBridge } from 'electron'\nimport { C } from '../../domain/contract/channels.ts'\nimport type { B } from '../../domain/contract/bridge.ts'",
    'channel names, types and Electron',
  ),

  wrong(
    'electron/services',
    'electron/services/a.ts',
    "import { app } from 'electron'",
    'use cases run in plain Node',
  ),
  wrong(
    'electron/services',
    'electron/services/b.ts',
    "import { x } from '../db/repositories/claims.ts'",
    'SQL has one door',
  ),
  wrong(
    'electron/services',
    'electron/services/c.ts',
    "import Database from 'better-sqlite3'",
    'only the database folder holds the driver',
  ),
  wrong(
    'electron/services',
    'electron/services/live/d.ts',
    "import { x } from '../../app/windows.ts'",
    'a use case knows no window',
  ),
  right(
    'electron/services',
    'electron/services/ok.ts',
    "import { db } from '../db/client.ts'\nimport { readXlsx } from '../transfer/xlsx.ts'\nimport fs from 'node:fs'",
    'the door, its peers and Node',
  ),

  wrong(
    'electron/obs',
    'electron/obs/a.ts',
    "import { x } from '../stage-server/x.ts'",
    'peers meet in the services',
  ),
  right(
    'electron/obs',
    'electron/obs/ok.ts',
    "import OBSWebSocket from 'obs-websocket-js'\nimport { x } from '../services/x.ts'",
    'its library and the services',
  ),

  wrong(
    'electron/sources',
    'electron/sources/a.ts',
    "import { app } from 'electron'",
    'sources run in plain Node',
  ),
  right(
    'electron/sources',
    'electron/sources/ok.ts',
    "import { parse } from '../../domain/compliance/x.ts'\nimport { x } from '../services/x.ts'",
    'the domain and the services',
  ),

  wrong(
    'electron/transfer',
    'electron/transfer/a.ts',
    "import { x } from '../ipc/router.ts'",
    'transfer knows no windows',
  ),
  right(
    'electron/transfer',
    'electron/transfer/ok.ts',
    "import Papa from 'papaparse'\nimport { x } from '../../domain/model/product.ts'",
    'its parser and the domain',
  ),

  wrong(
    'electron/stage-server',
    'electron/stage-server/a.ts',
    "import { BrowserWindow } from 'electron'",
    'the server is plain Node',
  ),
  right(
    'electron/stage-server',
    'electron/stage-server/ok.ts',
    "import { WebSocketServer } from 'ws'\nimport http from 'node:http'",
    'sockets and Node',
  ),

  wrong(
    'electron/db',
    'electron/db/a.ts',
    "import { x } from '../services/x.ts'",
    'the database serves and does not call',
  ),
  wrong(
    'electron/db',
    'electron/db/repositories/b.ts',
    "import { x } from '../../stage-server/x.ts'",
    'however deep it lies',
  ),
  right(
    'electron/db',
    'electron/db/ok.ts',
    "import Database from 'better-sqlite3'\nimport { x } from './open.ts'",
    'the driver',
  ),

  wrong(
    'electron/cli',
    'electron/cli/a.ts',
    "import { x } from '../services/x.ts'",
    'the command line needs no session',
  ),
  wrong('electron/cli', 'electron/cli/b.ts', "import { x } from '../db/client.ts'", 'and no database'),
  right(
    'electron/cli',
    'electron/cli/ok.ts',
    "import { x } from '../transfer/x.ts'\nimport { y } from '../../domain/compliance/y.ts'",
    'transfer and the domain',
  ),

  wrong('electron/main.ts', 'electron/main.ts', "import { x } from './db/open.ts'", 'only through the door'),
  wrong(
    'electron/app',
    'electron/app/a.ts',
    "import { x } from '../../renderer/console/x.ts'",
    'the main process holds no page',
  ),
  wrong(
    'electron/ipc',
    'electron/ipc/handlers/a.ts',
    "import Database from 'better-sqlite3'",
    'handlers are thin',
  ),
  right(
    'electron/app',
    'electron/app/ok.ts',
    "import { app } from 'electron'\nimport { x } from '../services/x.ts'\nimport { db } from '../db/client.ts'",
    'Electron and the services',
  ),
  right(
    'electron/ipc',
    'electron/ipc/ok.ts',
    "import { ipcMain } from 'electron'\nimport { x } from '../../domain/contract/ipc.ts'",
    'the router',
  ),

  wrong(
    'renderer/console',
    'renderer/console/features/live/a.tsx',
    "import { x } from '../../../../electron/services/x.ts'",
    'a window reaches the main process by its bridge',
  ),
  wrong(
    'renderer/console',
    'renderer/console/b.ts',
    "import { ipcRenderer } from 'electron'",
    'a window has no Electron',
  ),
  wrong(
    'renderer/console',
    'renderer/console/c.ts',
    "import { x } from '../prompter/x.ts'",
    'windows do not share but through shared',
  ),
  right(
    'renderer/console',
    'renderer/console/ok.tsx',
    "import { Button } from 'react-aria-components'\nimport { x } from '../shared/x.ts'\nimport { checkClaim } from '../../domain/compliance/checkClaim.ts'",
    'the UI kit, shared pieces and the domain',
  ),

  wrong(
    'renderer/prompter',
    'renderer/prompter/a.ts',
    "import { x } from '../../domain/compliance/x.ts'",
    'the prompter checks nothing',
  ),
  right(
    'renderer/prompter',
    'renderer/prompter/ok.ts',
    "import { create } from 'zustand'\nimport { x } from '../../domain/contract/live.ts'",
    'its store and the contract',
  ),

  wrong(
    'renderer/stage',
    'renderer/stage/a.ts',
    "import { x } from '../../domain/compliance/x.ts'",
    'no finding can reach the stage',
  ),
  wrong(
    'renderer/stage',
    'renderer/stage/b.ts',
    "import { Button } from 'react-aria-components'",
    'no UI kit on the stage',
  ),
  wrong('renderer/stage', 'renderer/stage/c.ts', "import { x } from '../console/x.ts'", 'nor the console'),
  right(
    'renderer/stage',
    'renderer/stage/ok.tsx',
    "import { useState } from 'react'\nimport { x } from '../../domain/stage/frame.ts'",
    'React and the projection',
  ),

  wrong(
    'renderer/shared',
    'renderer/shared/a.ts',
    "import { x } from '../../domain/compliance/x.ts'",
    'shared reaches the stage',
  ),
  right(
    'renderer/shared',
    'renderer/shared/ok.ts',
    "import { x } from '../../domain/messages/translate.ts'",
    'the message catalogue',
  ),

  wrong(
    'renderer/remote',
    'renderer/remote/a.ts',
    "import { x } from '../../domain/review/x.ts'",
    'the phone page is small',
  ),
  right(
    'renderer/remote',
    'renderer/remote/ok.ts',
    "import { x } from '../../domain/model/x.ts'",
    'the model',
  ),

  wrong(
    '',
    'electron/elsewhere/a.ts',
    "import { x } from '../../domain/model/x.ts'",
    'a folder without a row may import nothing',
  ),
  wrong(
    'renderer/console',
    'renderer/console/outside.ts',
    "import { x } from '../../../elsewhere/x.ts'",
    'nothing from outside the project',
  ),
  right(
    '',
    'test/unit/free.test.ts',
    "import { app } from 'electron'\nimport { x } from '../../electron/db/open.ts'",
    'tests may import anything',
  ),
]

interface Diagnostic {
  code: string
  filename: string
  message: string
}

const repository = path.resolve(import.meta.dirname, '..', '..')
let tree = ''
let complaints: Diagnostic[] = []

beforeAll(() => {
  tree = fs.mkdtempSync(path.join(os.tmpdir(), 'trustcue-imports-'))
  for (const { file, code } of PLANTED) {
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
    fs.writeFileSync(path.join(tree, file), `${code}\n`)
  }
  // The type-aware part looks for its program and settings beside the files it is given.
  fs.symlinkSync(path.join(repository, 'node_modules'), path.join(tree, 'node_modules'), 'junction')
  fs.copyFileSync(path.join(repository, 'tsconfig.json'), path.join(tree, 'tsconfig.json'))
  const oxlint = path.join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const config = path.join(repository, '.oxlintrc.json')
  const run = spawnSync(
    process.execPath,
    [oxlint, '-c', config, '--format', 'json', 'domain', 'electron', 'renderer', 'test'],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: Diagnostic[] }
  complaints = diagnostics.filter(({ code }) => code === 'house(import-table)')
})

afterAll(() => {
  fs.rmSync(tree, { recursive: true, force: true })
})

function complaintsAbout(file: string): string[] {
  return complaints
    .filter(({ filename }) => path.normalize(filename) === path.normalize(file))
    .map(({ message }) => message)
}

describe('the linter keeps the import table', () => {
  test.each(PLANTED.filter(({ allowed }) => !allowed))('catches in $file: $because', ({ file }) => {
    expect(complaintsAbout(file)).toHaveLength(1)
  })

  test.each(PLANTED.filter(({ allowed }) => allowed))('lets pass in $file: $because', ({ file }) => {
    expect(complaintsAbout(file)).toEqual([])
  })

  test.each(IMPORT_TABLE)('has a wrong and a right import planted for $folders', ({ folders }) => {
    const planted = PLANTED.filter(({ row }) => folders.includes(row))
    expect(planted.some(({ allowed }) => allowed)).toBe(true)
    expect(planted.some(({ allowed }) => !allowed)).toBe(true)
  })
})
