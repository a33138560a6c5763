import { expect, LOOKS, test } from '../fakeBridge/fakeTest.ts'

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

for (const [language, appearance] of LOOKS) {
  test(`damage found while the app runs is told in every room and repaired on a press, ${language}, ${appearance}`, async ({
    openWindow,
  }) => {
    const damage = 'promise: Tree 12 page 34: btreeInitPage() returns error code 11'
    const page = await openWindow('console', { damage, settings: { language, appearance } })
    const notice = page.getByRole('alert').filter({ hasText: damage })
    await expect(notice).toContainText(
      language === 'zh' ? '坏文件原样留着' : 'the damaged file is kept as it is',
    )
    await test.info().attach('damage', { body: await page.screenshot(), contentType: 'image/png' })
    await notice.getByRole('button', { name: language === 'zh' ? '现在修复' : 'Repair now' }).click()
    await expect(notice).toHaveCount(0)
  })
}

test('on air a damaged file is told and not repaired', async ({ openWindow }) => {
  const page = await openWindow('console', { damage: 'claim: bad', session: 'live' })
  await expect(page.getByRole('button', { name: '下播后才能修复' })).toBeDisabled()
})
