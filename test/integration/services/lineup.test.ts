import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { editableLineupSchema, importPreviewSchema } from '../../../domain/contract/ipc.ts'
import type { TestApp } from './startTestServices.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'
import { problemsOf } from '../db/verify.ts'

const workbook = () => ({
  name: 'demo-lineup.xlsx',
  bytes: new Uint8Array(
    readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'demo-lineup.xlsx')),
  ),
})
const csv = (text: string) => ({ name: '排品.csv', bytes: new TextEncoder().encode(text) })
const titles = async (app: TestApp, sessionId: string): Promise<string[]> => {
  const { lineup } = value(await app.services.lineup.open(sessionId))
  return lineup.slots.map((slot) => slot.productId ?? slot.title)
}

describe('importing', () => {
  test('what is previewed is what comes in', async () => {
    const app = await startTestServices()
    const preview = value(await app.services.lineup.importPreview(workbook()))
    expect(() => importPreviewSchema.parse(preview)).not.toThrow()
    const target = { sessionId: null, title: '导入的一场', mode: 'replace' } as const
    const imported = value(await app.services.lineup.importCommit(preview.token, target))
    expect(() => editableLineupSchema.parse(imported)).not.toThrow()
    const planned = preview.rows.filter((row) => row.position !== null)
    expect(imported.lineup.slots.map((slot) => slot.productId)).toEqual(planned.map((row) => row.product?.id))
    expect(imported.lineup.slots.map((slot) => slot.plannedMs)).toEqual(planned.map((row) => row.plannedMs))
    expect(imported.lineup.session).toMatchObject({ title: '导入的一场', state: 'ready' })
    expect(imported.lineup.products).toEqual(expect.arrayContaining(planned.map((row) => row.product)))
  })

  test('appending keeps what is there, replacing does not, and both can be taken back', async () => {
    const app = await startTestServices()
    const sessionId = await app.demoSession()
    const before = await titles(app, sessionId)
    const file = csv('序号,商品编码,商品名称,类目,直播价\n1,new-01,新品一,服装,99\n2,new-02,新品二,服装,88\n')
    const bring = async (mode: 'append' | 'replace'): Promise<void> => {
      const preview = value(await app.services.lineup.importPreview(file))
      value(await app.services.lineup.importCommit(preview.token, { sessionId, title: '演示场次', mode }))
    }
    await bring('append')
    expect(await titles(app, sessionId)).toEqual([...before, 'new-01', 'new-02'])
    await bring('replace')
    expect(await titles(app, sessionId)).toEqual(['new-01', 'new-02'])
    value(await app.services.lineup.undo(sessionId))
    value(await app.services.lineup.undo(sessionId))
    expect(await titles(app, sessionId)).toEqual(before)
    value(await app.services.lineup.redo(sessionId))
    expect(await titles(app, sessionId)).toEqual([...before, 'new-01', 'new-02'])
  })

  test('a file with a mistake brings in nothing', async () => {
    const app = await startTestServices()
    const before = value(await app.services.lineup.products())
    const file = csv(
      '序号,商品编码,商品名称,类目,直播价\n1,new-01,新品一,服装,99\n2,new-02,新品二,服装,一百二\n',
    )
    const preview = value(await app.services.lineup.importPreview(file))
    expect(preview.problems.some((problem) => problem.level === 'error' && problem.row === 3)).toBe(true)
    const refused = await app.services.lineup.importCommit(preview.token, {
      sessionId: null,
      title: '坏的',
      mode: 'replace',
    })
    expect(codeOf(refused)).toBe('import-has-errors')
    expect(value(await app.services.lineup.products())).toEqual(before)
    expect(value(await app.services.lineup.sessions())).toHaveLength(1)
  })

  test('a preview is good once, and only the newest', async () => {
    const app = await startTestServices()
    const first = value(await app.services.lineup.importPreview(workbook()))
    const second = value(await app.services.lineup.importPreview(workbook()))
    const target = { sessionId: null, title: '一场', mode: 'replace' } as const
    expect(codeOf(await app.services.lineup.importCommit(first.token, target))).toBe('import-preview-gone')
    value(await app.services.lineup.importCommit(second.token, target))
    expect(codeOf(await app.services.lineup.importCommit(second.token, target))).toBe('import-preview-gone')
  })

  test('nothing is imported over a session on air', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const preview = value(await app.services.lineup.importPreview(workbook()))
    const target = { sessionId, title: '演示场次', mode: 'append' } as const
    expect(codeOf(await app.services.lineup.importCommit(preview.token, target))).toBe('session-is-live')
  })
})

describe('preparing', () => {
  test('edits are saved and can be taken back and done again', async () => {
    const app = await startTestServices()
    const sessionId = await app.demoSession()
    const before = await titles(app, sessionId)
    const edited = value(
      await app.services.lineup.edit(sessionId, { type: 'addBreak', title: '抽奖', plannedMs: 60_000 }),
    )
    expect(edited).toMatchObject({ canUndo: true, canRedo: false })
    expect(await titles(app, sessionId)).toEqual([...before, '抽奖'])
    expect(value(await app.services.lineup.undo(sessionId))).toMatchObject({ canUndo: false, canRedo: true })
    expect(await titles(app, sessionId)).toEqual(before)
    value(await app.services.lineup.redo(sessionId))
    expect(await titles(app, sessionId)).toEqual([...before, '抽奖'])
    expect(codeOf(await app.services.lineup.redo(sessionId))).toBe('lineup-nothing-to-redo')
  })

  test('two edits at once both come in', async () => {
    const app = await startTestServices()
    const sessionId = await app.demoSession()
    const before = await titles(app, sessionId)
    await Promise.all(
      ['一', '二', '三'].map((title) =>
        app.services.lineup.edit(sessionId, { type: 'addBreak', title, plannedMs: 1 }),
      ),
    )
    expect(await titles(app, sessionId)).toEqual([...before, '一', '二', '三'])
  })

  test('a session that never went on air can be deleted', async () => {
    const app = await startTestServices()
    const sessionId = await app.demoSession()
    value(await app.services.lineup.remove(sessionId))
    expect(codeOf(await app.services.lineup.open(sessionId))).toBe('session-unknown')
  })
})

describe('changing the lineup on air', () => {
  test('a product added is at once on the screens with its facts, and in the journal', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const [sample] = value(await app.services.lineup.products())
    if (sample === undefined) throw new Error('no product')
    value(
      await app.services.lineup.saveProduct({
        ...sample,
        id: 'late-01',
        name: '临时加的一款',
      }),
    )
    value(await app.services.lineup.edit(sessionId, { type: 'addProducts', productIds: ['late-01'] }))
    const snapshot = app.services.state.snapshot()
    expect(snapshot.slots.at(-1)).toMatchObject({ productId: 'late-01', state: 'queued' })
    expect(snapshot.products.some((product) => product.id === 'late-01')).toBe(true)
    const record = value(await app.services.review.read(sessionId))
    expect(record.lineup.products.some((product) => product.id === 'late-01')).toBe(true)
    expect(await problemsOf(app.db, sessionId)).toEqual([])
  })

  test('the slot on air stays', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const { nowSlotId } = app.services.state.snapshot()
    const edit = { type: 'removeSlots' as const, slotIds: [nowSlotId ?? ''] }
    expect(codeOf(await app.services.lineup.edit(sessionId, edit))).toBe('lineup-slot-aired')
  })

  test('a fact of a product on air is what the next claim is checked against', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const product = app.services.state.snapshot().products[0]
    if (product === undefined) throw new Error('no product')
    value(await app.services.lineup.saveProduct({ ...product, stock: 7 }))
    expect(app.services.state.snapshot().products[0]?.stock).toBe(7)
    const record = value(await app.services.review.read(sessionId))
    expect(record.lineup.products.find((each) => each.id === product.id)?.stock).toBe(7)
  })
})
