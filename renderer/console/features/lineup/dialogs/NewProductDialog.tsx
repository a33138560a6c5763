import { useState } from 'react'
import { type Product, productIdSchema } from '../../../../../domain/model/product.ts'
import { parseYuan } from '../../../../shared/formatMoney.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { createProduct, editLineup, showDialog, useLineupStore } from '../lineupStore.ts'
import './dialogs.css'

/** A product that stands in no workbook: code, name, category and price; the rest is completed in the detail. */
export const NewProductDialog = () => {
  const t = useTranslate()
  const library = useLineupStore((state) => state.library)
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const [category, setCategory] = useState('')
  const [price, setPrice] = useState('')
  const [tried, setTried] = useState(false)

  const code = id.trim()
  const fen = parseYuan(price)
  const errors = {
    id: !productIdSchema.safeParse(code).success
      ? t('lineup.field.idInvalid')
      : library.some((product) => product.id === code)
        ? t('lineup.field.idTaken')
        : '',
    name: name.trim() === '' || name.trim().length > 120 ? t('lineup.field.nameInvalid') : '',
    category: category.trim().length > 60 ? t('lineup.field.tooLong', { limit: 60 }) : '',
    price: fen === null ? t('lineup.priceInvalid') : '',
  }
  const shown = (error: string): string => (tried ? error : '')
  const close = (): void => showDialog(null)
  const create = async (): Promise<void> => {
    setTried(true)
    if (fen === null || Object.values(errors).some((error) => error !== '')) return
    const product: Product = {
      id: code,
      name: name.trim(),
      category: category.trim(),
      price: fen,
      listPrice: null,
      priceEvidence: false,
      stock: null,
      guarantees: [],
      documents: [],
      maker: '',
      address: '',
      certificate: '',
      sellingPoints: [],
      forbiddenWords: [],
      mustSay: [],
      picture: null,
    }
    if (!(await createProduct(product))) return
    await editLineup(() => ({ type: 'addProducts', productIds: [code] }))
    close()
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('lineup.newProduct.title')}
      size="small"
      canDismiss
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="primary" onPress={() => void create()}>
            {t('lineup.newProduct.create')}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <TextField
          label={t('lineup.field.id')}
          autoFocus
          value={id}
          onChange={setId}
          error={shown(errors.id)}
        />
        <TextField
          label={t('lineup.field.name')}
          value={name}
          onChange={setName}
          error={shown(errors.name)}
        />
        <div className="dialog-pair">
          <TextField
            label={t('lineup.field.category')}
            value={category}
            onChange={setCategory}
            error={shown(errors.category)}
          />
          <TextField
            label={t('lineup.field.slotPrice')}
            lead="¥"
            value={price}
            onChange={setPrice}
            onEnter={() => void create()}
            error={shown(errors.price)}
          />
        </div>
      </div>
    </Dialog>
  )
}
