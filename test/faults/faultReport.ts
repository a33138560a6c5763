import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const FOLDER = path.join(import.meta.dirname, '..', '..', 'docs', 'faults')

/** Writes what a full run has seen to `docs/faults/<name>.md`: a title, what was done, and a table of figures. */
export const writeFaultReport = (
  name: string,
  title: string,
  text: string,
  figures: Readonly<Record<string, string | number>>,
): void => {
  const date = new Date().toISOString().slice(0, 10)
  const machine = `${os.platform()} ${os.arch()}, ${os.cpus().length} cores, Node ${process.versions.node}`
  const rows = Object.entries(figures).map(([what, value]) => `| ${what} | ${String(value)} |`)
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(
    path.join(FOLDER, `${name}.md`),
    [
      `# ${title}`,
      '',
      `${date}, ${machine}. Written by \`npm run test:faults\`.`,
      '',
      text,
      '',
      '| what | figure |',
      '| --- | --- |',
      ...rows,
      '',
    ].join('\n'),
  )
}
