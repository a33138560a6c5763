import { translate } from '../../domain/messages/translate.ts'
import { plainGuarantee, type GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Product } from '../../domain/model/product.ts'
import type { Language } from '../../domain/model/scalars.ts'
import { lineupWorkbook } from './lineupWorkbook.ts'

const sampleProducts = (language: Language): Product[] => {
  const zh = language === 'zh'
  return [
    {
      id: 'SAMPLE-001',
      name: zh ? '柳州螺蛳粉 300g*10袋（示例，可删）' : 'Rice noodles 300g × 10 (example, delete me)',
      category: zh ? '方便食品' : 'Instant food',
      price: 8990,
      listPrice: 9990,
      priceEvidence: true,
      stock: 12_000,
      guarantees: [
        { ...plainGuarantee('fast-ship'), hours: 24 },
        plainGuarantee('broken-pay'),
        plainGuarantee('fake-pay-ten'),
      ],
      documents: [
        {
          type: zh ? '食品生产许可证' : 'Food production licence',
          says: 'SC10745020000000',
          expiresAt: null,
        },
      ],
      maker: zh ? '柳州某某食品有限公司' : 'Liuzhou Example Foods',
      address: zh ? '柳州市鱼峰区' : 'Yufeng District, Liuzhou',
      certificate: 'SC10745020000000',
      sellingPoints: zh
        ? ['一箱十袋，料包分开装', '辣油单独一包，怕辣可以少放']
        : ['Ten bags, every topping packed apart', 'Chilli oil is separate'],
      forbiddenWords: zh ? ['最正宗', '祛湿排毒'] : ['most authentic'],
      mustSay: zh ? ['口味拿不准的先别整箱买'] : ['Try one before buying a box'],
      picture: null,
    },
    {
      id: 'SAMPLE-002',
      name: zh ? '男士羽绒服 充绒量180g（示例，可删）' : 'Down jacket, 180 g fill (example, delete me)',
      category: zh ? '服装' : 'Clothing',
      price: 39_900,
      listPrice: null,
      priceEvidence: false,
      stock: 650,
      guarantees: [plainGuarantee('seven-day'), plainGuarantee('return-freight')],
      documents: [
        {
          type: zh ? '检测报告' : 'Test report',
          says: zh ? '白鸭绒，绒子含量90%，充绒量180g' : 'White duck down, 90% clusters, 180 g',
          expiresAt: null,
        },
      ],
      maker: zh ? '江苏某某服饰集团' : 'Jiangsu Example Clothing',
      address: zh ? '江阴市' : 'Jiangyin',
      certificate: 'GB/T 14272',
      sellingPoints: zh
        ? ['白鸭绒，绒子含量 90%，有检测报告', '最大到 4XL']
        : ['White duck down, 90% clusters, report on file'],
      forbiddenWords: zh ? ['白鹅绒', '全网最保暖'] : ['goose down'],
      mustSay: [],
      picture: null,
    },
  ]
}

/** The bytes of a sample workbook (XLSX): every heading the importer knows, two example rows, a sheet that explains. */
export const writeSampleWorkbook = (
  definitions: readonly GuaranteeDefinition[],
  language: Language,
): Promise<Uint8Array> => {
  const lines = sampleProducts(language).map((product, index) => ({
    product,
    position: index + 1,
    plannedMs: 6 * 60_000,
  }))
  const notes = [translate(language, 'import.sampleTitle', {}), translate(language, 'import.sampleNote', {})]
  const sheetName = translate(language, 'import.sampleSheet', {})
  return lineupWorkbook({ sheetName, notes, lines, withHelp: true }, definitions, language)
}
