import path from 'node:path'
import writeExcelFile from 'write-excel-file/node'
import { expect, test } from './launch.ts'
import { openConsole } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { demoWorkbook, givenFile } from './steps/files.ts'
import { chooseWorkbook, commitImport, importDialog, lineupRows, newSession } from './steps/lineup.ts'
import { zh } from './steps/words.ts'

const workbook = async (file: string, rows: readonly (readonly string[])[]): Promise<string> => {
  await writeExcelFile(rows.map((row) => row.map((value) => ({ type: String, value })))).toFile(file)
  return file
}

/** What an import may change. */
const stored = (userData: string) =>
  readLog(databaseFile(userData), (log) => ({
    products: log.pluck('SELECT id || name || price FROM product ORDER BY id'),
    slots: log.pluck('SELECT id FROM slot ORDER BY id'),
    guarantees: log.count('product_guarantee'),
    sessions: log.sessions(),
  }))

test('a broken workbook says what is wrong and where, and changes nothing; the mended one comes in', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const page = await openConsole(app)
  await newSession(page, '导入试验')
  const before = stored(userData)
  const dialog = importDialog(page)
  const heading = ['讲解顺序', '商品编码', '商品名称', '直播价']

  await test.step('a heading that is missing is named', async () => {
    const file = await workbook(path.join(userData, '少一列.xlsx'), [
      ['讲解顺序', '商品编码', '商品名称', '备注'],
      ['1', 'a-1', '第一款', '好'],
    ])
    await chooseWorkbook(page, file)
    await expect(dialog.getByRole('alert')).toContainText('少一列.xlsx')
    await expect(dialog.getByRole('alert')).toContainText('直播价')
    expect(stored(userData)).toEqual(before)
  })

  await test.step('a bad price is named by row and column, and keeps all rows out', async () => {
    const file = await workbook(path.join(userData, '价格写错.xlsx'), [
      heading,
      ['1', 'a-1', '第一款', '19.9'],
      ['2', 'a-2', '第二款', '十几块'],
      ['3', 'a-3', '第三款', '29.90'],
    ])
    await chooseWorkbook(page, file)
    const problem = dialog.locator('.import-problem').filter({ hasText: zh('lineup.import.level.error') })
    await expect(problem).toHaveCount(1)
    await expect(problem).toContainText(zh('import.placeCell', { row: 3, letter: 'D', column: '直播价' }))
    await expect(problem).toContainText('十几块')
    await expect(dialog).toContainText(zh('lineup.import.blocked', { count: 1 }))
    const commit = dialog.getByRole('button', { name: zh('lineup.import.commit', { count: 2 }) })
    await expect(commit).toBeDisabled()
    expect(stored(userData)).toEqual(before)
  })

  const unreadable: readonly (readonly [string, Buffer, string])[] = [
    ['不是表格.xlsx', Buffer.from('just some text, no workbook at all'), '不是表格.xlsx'],
    ['坏了.xlsx', Buffer.from('504b0304140000000800', 'hex'), '坏了.xlsx'],
    ['旧格式.xls', Buffer.from('d0cf11e0a1b11ae1000000000000000000000000', 'hex'), '.xls'],
    ['空的.xlsx', Buffer.alloc(0), '空的.xlsx'],
  ]
  for (const [name, bytes, named] of unreadable) {
    await test.step(`${name} is refused by name`, async () => {
      await dialog.getByLabel(zh('lineup.import.file')).setInputFiles(givenFile(name, bytes))
      await expect(dialog.getByRole('alert')).toContainText(name)
      await expect(dialog.getByRole('alert')).toContainText(named)
      expect(stored(userData)).toEqual(before)
    })
  }

  await test.step('the mended workbook comes in whole', async () => {
    const file = await workbook(path.join(userData, '改好了.xlsx'), [
      heading,
      ['1', 'a-1', '第一款', '19.9'],
      ['2', 'a-2', '第二款', '15'],
      ['3', 'a-3', '第三款', '29.90'],
    ])
    await chooseWorkbook(page, file)
    await commitImport(page, 3)
    await expect(lineupRows(page)).toHaveCount(3)
    await expect(lineupRows(page).nth(1)).toContainText('第二款')
    const prices = readLog(databaseFile(userData), (log) =>
      log.pluck("SELECT price FROM product WHERE id LIKE 'a-%' ORDER BY id"),
    )
    expect(prices).toEqual([1990, 1500, 2990])
  })

  await test.step('the demo workbook is added behind it, or takes its place', async () => {
    await chooseWorkbook(page, demoWorkbook)
    await commitImport(page, 26)
    await expect(lineupRows(page)).toHaveCount(9)
    await chooseWorkbook(page, demoWorkbook)
    await dialog.getByText(zh('lineup.import.replace'), { exact: true }).click()
    await commitImport(page, 26)
    await expect(lineupRows(page)).toHaveCount(6)
    await page.keyboard.press('Control+z')
    await expect(lineupRows(page)).toHaveCount(9)
  })
})
