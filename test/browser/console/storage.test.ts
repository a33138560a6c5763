import { expect, test } from '../fakeBridge/fakeTest.ts'

test('the storage section says where the data lies, how large it is and how much room is left', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '数据', exact: true }).click()
  await page.getByRole('button', { name: '存储', exact: true }).click()
  const section = page.getByRole('region', { name: '数据存在哪里' })
  await expect(section).toContainText('/home/shop/trustcue.sqlite')
  await expect(section).toContainText('163 MB')
  await expect(section).toContainText('182 GB')
  await expect(section).toContainText('能写，没有积压')
})

test('while acts are held the section says how many and why, and writes them on a press', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { saved: 'held', settings: { language: 'en' } })
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await page.getByRole('button', { name: 'Storage', exact: true }).click()
  const section = page.getByRole('region', { name: 'Where the data lies' })
  await expect(section).toContainText('3 acts are not in the data file yet.')
  await expect(section).toContainText('The disk is full.')
  await section.getByRole('button', { name: 'Try now' }).click()
  await expect(section).toContainText('nothing is waiting')
})
