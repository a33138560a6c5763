import { describe, expect, test } from 'vitest'
import { stageFrameSchema } from '../../../domain/stage/frame.ts'
import type { TestApp } from './startTestServices.ts'
import { startTestServices, value } from './startTestServices.ts'

const frameOf = async (app: TestApp) => {
  const answer = await fetch(new URL('/api/v1/stage.json', app.services.stage.url()))
  return stageFrameSchema.parse(await answer.json())
}

describe('the stage follows the session', () => {
  test('before it is empty, on air it shows the product with its rights, after it is empty again', async () => {
    const app = await startTestServices()
    await app.services.stage.start()
    expect(await frameOf(app)).toMatchObject({ visible: false, product: null })
    await app.goLive()
    const { slots, products } = app.services.state.snapshot()
    const first = products.find((product) => product.id === slots[0]?.productId)
    expect(await frameOf(app)).toMatchObject({
      visible: true,
      product: { id: first?.id, price: slots[0]?.price },
    })
    value(await app.execute({ type: 'next' }))
    expect((await frameOf(app)).product?.id).toBe(slots[1]?.productId)
    value(await app.execute({ type: 'panic' }))
    expect(await frameOf(app)).toMatchObject({ visible: false, product: null })
    value(await app.execute({ type: 'end' }))
    expect((await frameOf(app)).visible).toBe(false)
  })

  test('a claim with a finding changes nothing on it', async () => {
    const app = await startTestServices()
    await app.services.stage.start()
    await app.goLive()
    const before = await frameOf(app)
    value(await app.log('国家级品质，全网最低价'))
    expect(app.services.state.snapshot().findings.length).toBeGreaterThan(0)
    expect(await frameOf(app)).toEqual(before)
  })

  test('a new theme and shop name are there at once', async () => {
    const app = await startTestServices()
    await app.services.stage.start()
    await app.goLive()
    const settings = app.services.settings.current()
    value(await app.services.settings.save({ ...settings, shopName: '小圆严选', stageTheme: 'night' }))
    await expect.poll(() => frameOf(app)).toMatchObject({ shopName: '小圆严选', theme: 'night' })
  })
})
