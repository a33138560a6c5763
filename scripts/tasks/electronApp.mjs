/** Starting the built application in the prepared Electron. */
import { startChild } from '../setup/childProcess.mjs'
import { say } from '../setup/say.mjs'

/** The environment the application needs: the addon of the stand-in runtime, when that is what runs. */
export function appEnvironment(prepared) {
  const addon = prepared.electron.sqliteAddon
  return addon === undefined ? {} : { TRUSTCUE_SQLITE_ADDON: addon }
}

/** Chatter of Chromium on machines without a desktop session or a graphics card; it says nothing about the app. */
const CHATTER = /^\[\d+:\d+\/\d+\.\d+:(ERROR|WARNING):/

function eachLine(stream, onLine) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}

/** Starts the application and passes its words on; `onLine` gets each line of its stdout. */
export function startApp(prepared, args, env, onLine) {
  const { executable, flags, obstacle } = prepared.electron
  if (obstacle !== undefined) say(`${obstacle}, so Chromium is started with --no-sandbox`)
  const started = startChild(executable, [...flags, prepared.checkout, ...args], {
    cwd: prepared.checkout,
    env: { ...prepared.env, ...appEnvironment(prepared), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ownGroup: true,
    // Electron closes its windows and processes by itself; one that loses them from outside complains of a crash.
    endsItsOwn: true,
  })
  eachLine(started.child.stdout, (line) => {
    process.stdout.write(`${line}\n`)
    onLine(line)
  })
  eachLine(started.child.stderr, (line) => {
    if (!CHATTER.test(line)) process.stderr.write(`${line}\n`)
  })
  return started
}
