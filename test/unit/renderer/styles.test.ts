import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const renderer = path.resolve(import.meta.dirname, '..', '..', '..', 'renderer')
const files = ['console', 'shared'].flatMap((folder) =>
  readdirSync(path.join(renderer, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .map((file) => `${folder}/${file}`),
)

test('a class is styled by one file only, so that no feature paints another', () => {
  const owners = new Map<string, Set<string>>()
  for (const file of files) {
    const css = readFileSync(path.join(renderer, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    for (const [, selectors = ''] of css.matchAll(/([^{}]+)\{/g)) {
      for (const selector of selectors.split(',')) {
        const name = /^\s*\.([a-z][\w-]*)\s*$/.exec(selector)?.[1]
        if (name !== undefined) owners.set(name, (owners.get(name) ?? new Set()).add(file))
      }
    }
  }
  const shared = [...owners]
    .filter(([, own]) => own.size > 1)
    .map(([name, own]) => `.${name}: ${[...own].join(', ')}`)
  expect(shared).toEqual([])
})

test('colours come from the tokens: no feature of the console has one of its own but the card viewers see', () => {
  const loose = files
    .filter((file) => file.startsWith('console/') && !file.endsWith('lineup/detail/detail.css'))
    .filter((file) => /#[0-9a-f]{3,8}\b/i.test(readFileSync(path.join(renderer, file), 'utf8')))
  expect(loose).toEqual([])
})
