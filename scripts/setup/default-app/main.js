/**
 * What `electron <folder>` does: starts the application of the folder named on the command line.
 *
 * The stand-in runtime comes without Electron's own default application, so this takes its place. The application
 * it starts sees the same things: `process.defaultApp`, its own name, version and path, and its arguments after
 * the folder.
 */
import { app, dialog } from 'electron'
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })

const preloads = []
let folder
for (let index = 1; index < process.argv.length; index += 1) {
  const argument = process.argv[index]
  if (argument === '-r' || argument === '--require') {
    index += 1
    preloads.push(process.argv[index])
  } else if (argument === '--version' || argument === '-v') {
    process.stdout.write(`v${process.versions.electron}\n`)
    process.exit(0)
  } else if (!argument.startsWith('-')) {
    folder = path.resolve(argument)
    break
  }
}

function giveUp(message) {
  process.stderr.write(`${message}\n`)
  if (process.stdout.isTTY !== true && process.env.DISPLAY === undefined)
    dialog.showErrorBox('TrustCue', message)
  process.exit(1)
}

if (folder === undefined) giveUp('Usage: electron <folder of an application> [its arguments]')

const require = createRequire(path.join(folder, 'package.json'))
for (const preload of preloads) require(preload)

let main = folder
const packageFile = path.join(folder, 'package.json')
if (fs.existsSync(packageFile)) {
  const description = JSON.parse(fs.readFileSync(packageFile, 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.name = description.productName ?? description.name ?? app.name
  if (process.platform === 'linux') app.setDesktopName(description.desktopName ?? `${app.name}.desktop`)
  app.setAppPath(folder)
  main = path.resolve(folder, description.main ?? 'index.js')
} else {
  app.setAppPath(path.dirname(folder))
}
if (!fs.existsSync(main)) giveUp(`There is nothing to start at ${main}: has the application been built?`)

await import(pathToFileURL(main).href)
