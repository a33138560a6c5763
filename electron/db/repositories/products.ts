import type { Database } from 'better-sqlite3'
import type { Guarantee } from '../../../domain/model/guarantee.ts'
import type { Product, ProductDocument, ProductId } from '../../../domain/model/product.ts'
import { productSchema } from '../../../domain/model/product.ts'

type ProductRow = {
  id: string
  name: string
  category: string
  price: number
  list_price: number | null
  price_evidence: number
  stock: number | null
  maker: string
  address: string
  certificate: string
  selling_points: string
  forbidden_words: string
  must_say: string
  picture: string | null
}
type GuaranteeRow = {
  product_id: string
  code: string
  days: number | null
  hours: number | null
  multiple: number | null
  run_by_shop: number
  note: string
}
type DocumentRow = { product_id: string; type: string; says: string; expires_at: number | null }

const lists = productSchema.shape

/** The product library, and the copies of products that sessions keep. */
export type ProductRepository = {
  readonly all: () => Product[]
  readonly byIds: (ids: readonly ProductId[]) => Product[]
  readonly put: (product: Product) => void
  /** The facts of a session's products as they were on air; empty before it went live. */
  readonly frozen: (sessionId: string) => Product[]
  readonly freeze: (sessionId: string, product: Product) => void
}

/** SQL for products. */
export const createProductRepository = (db: Database): ProductRepository => {
  const selectAll = db.prepare<[], ProductRow>('SELECT * FROM product ORDER BY id')
  const selectOne = db.prepare<[string], ProductRow>('SELECT * FROM product WHERE id = ?')
  const guaranteesOf = db.prepare<[string], GuaranteeRow>(
    'SELECT * FROM product_guarantee WHERE product_id = ? ORDER BY position',
  )
  const documentsOf = db.prepare<[string], DocumentRow>(
    'SELECT * FROM product_document WHERE product_id = ? ORDER BY position',
  )
  const upsert = db.prepare(`
    INSERT INTO product (id, name, category, price, list_price, price_evidence, stock, maker, address, certificate,
      selling_points, forbidden_words, must_say, picture)
    VALUES (@id, @name, @category, @price, @listPrice, @priceEvidence, @stock, @maker, @address, @certificate,
      @sellingPoints, @forbiddenWords, @mustSay, @picture)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, category = excluded.category, price = excluded.price,
      list_price = excluded.list_price, price_evidence = excluded.price_evidence, stock = excluded.stock,
      maker = excluded.maker, address = excluded.address, certificate = excluded.certificate,
      selling_points = excluded.selling_points, forbidden_words = excluded.forbidden_words,
      must_say = excluded.must_say, picture = excluded.picture`)
  const dropGuarantees = db.prepare('DELETE FROM product_guarantee WHERE product_id = ?')
  const dropDocuments = db.prepare('DELETE FROM product_document WHERE product_id = ?')
  const addGuarantee = db.prepare(`
    INSERT INTO product_guarantee (product_id, position, code, days, hours, multiple, run_by_shop, note)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const addDocument = db.prepare(
    'INSERT INTO product_document (product_id, position, type, says, expires_at) VALUES (?, ?, ?, ?, ?)',
  )
  const selectFrozen = db.prepare<[string], { facts: string }>(
    'SELECT facts FROM session_product WHERE session_id = ? ORDER BY product_id',
  )
  const putFrozen = db.prepare(`
    INSERT INTO session_product (session_id, product_id, facts) VALUES (?, ?, ?)
    ON CONFLICT (session_id, product_id) DO UPDATE SET facts = excluded.facts`)

  const read = (row: ProductRow): Product => ({
    id: row.id,
    name: row.name,
    category: row.category,
    price: row.price,
    listPrice: row.list_price,
    priceEvidence: row.price_evidence === 1,
    stock: row.stock,
    guarantees: guaranteesOf.all(row.id).map((guarantee): Guarantee => ({
      code: guarantee.code,
      days: guarantee.days,
      hours: guarantee.hours,
      multiple: guarantee.multiple,
      runByShop: guarantee.run_by_shop === 1,
      note: guarantee.note,
    })),
    documents: documentsOf.all(row.id).map((document): ProductDocument => ({
      type: document.type,
      says: document.says,
      expiresAt: document.expires_at,
    })),
    maker: row.maker,
    address: row.address,
    certificate: row.certificate,
    sellingPoints: lists.sellingPoints.parse(JSON.parse(row.selling_points)),
    forbiddenWords: lists.forbiddenWords.parse(JSON.parse(row.forbidden_words)),
    mustSay: lists.mustSay.parse(JSON.parse(row.must_say)),
    picture: row.picture,
  })

  return {
    all: () => selectAll.all().map(read),
    byIds: (ids) => {
      const products: Product[] = []
      for (const id of new Set(ids)) {
        const row = selectOne.get(id)
        if (row !== undefined) products.push(read(row))
      }
      return products
    },
    put: (product) => {
      upsert.run({
        id: product.id,
        name: product.name,
        category: product.category,
        price: product.price,
        listPrice: product.listPrice,
        priceEvidence: product.priceEvidence ? 1 : 0,
        stock: product.stock,
        maker: product.maker,
        address: product.address,
        certificate: product.certificate,
        sellingPoints: JSON.stringify(product.sellingPoints),
        forbiddenWords: JSON.stringify(product.forbiddenWords),
        mustSay: JSON.stringify(product.mustSay),
        picture: product.picture,
      })
      dropGuarantees.run(product.id)
      product.guarantees.forEach((each, index) => {
        addGuarantee.run(
          product.id,
          index,
          each.code,
          each.days,
          each.hours,
          each.multiple,
          each.runByShop ? 1 : 0,
          each.note,
        )
      })
      dropDocuments.run(product.id)
      product.documents.forEach((each, index) => {
        addDocument.run(product.id, index, each.type, each.says, each.expiresAt)
      })
    },
    frozen: (sessionId) =>
      selectFrozen.all(sessionId).map((row) => productSchema.parse(JSON.parse(row.facts))),
    freeze: (sessionId, product) => {
      putFrozen.run(sessionId, product.id, JSON.stringify(product))
    },
  }
}
