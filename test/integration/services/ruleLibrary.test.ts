import { expect, test } from 'vitest'
import { startTestServices, value } from './startTestServices.ts'

test('a copy kept by a version without digests gets its digest: the shipped one when it is the same pack', async () => {
  const { services, db } = await startTestServices()
  value(await services.rules.state())
  const before = value(await db.call('rules.read', null)).packs
  const [first, second] = before
  if (first === undefined || second === undefined) throw new Error('two shipped packs')
  const content = value(await db.call('rules.packContent', first)) ?? ''
  const other = value(await db.call('rules.packContent', second)) ?? ''
  const older = { ...JSON.parse(other), version: '0.0.1', rules: [] }
  value(
    await db.call('rules.putPacks', [
      { ...first, digest: '', content },
      { ...second, version: '0.0.1', digest: '', content: JSON.stringify(older) },
    ]),
  )

  const compiled = value(await services.packs.reload())
  expect(compiled.sources.map(({ id, version }) => [id, version])).toEqual([
    [first.id, first.version],
    [second.id, '0.0.1'],
  ])
  const after = value(await db.call('rules.read', null)).packs
  expect(after[0]?.digest).toBe(first.digest)
  expect(after[1]?.digest).toMatch(/^[0-9a-f]{64}$/)
  expect(after[1]?.digest).not.toBe(second.digest)
  const state = value(await services.rules.state())
  expect(state.packs.slice(0, 2).map(({ update }) => update)).toEqual([null, second.version])
})
