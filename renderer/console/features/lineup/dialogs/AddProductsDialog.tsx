import { LibraryBig, SearchX } from 'lucide-react'
import { useState } from 'react'
import { GridList, GridListItem, type Selection } from 'react-aria-components'
import type { Product } from '../../../../../domain/model/product.ts'
import { formatMoney } from '../../../../shared/formatMoney.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ProductPicture } from '../../../ui/ProductPicture.tsx'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import { editLineup, showDialog, useLineupStore } from '../lineupStore.ts'
import './dialogs.css'

/** Products of the library to put into the lineup, several at once. */
export const AddProductsDialog = () => {
  const t = useTranslate()
  const library = useLineupStore((state) => state.library)
  const lineup = useLineupStore((state) => state.current?.lineup ?? null)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const present = new Set(lineup?.slots.map((slot) => slot.productId))
  const found = library.filter((product) => matches(product, search))
  const close = (): void => showDialog(null)
  const add = async (): Promise<void> => {
    const productIds = library.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
    if (productIds.length > 0 && (await editLineup(() => ({ type: 'addProducts', productIds })))) close()
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('lineup.library.title')}
      size="medium"
      canDismiss
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="primary" isDisabled={chosen.size === 0} onPress={() => void add()}>
            {t('lineup.library.add', { count: chosen.size })}
          </Button>
        </>
      }
    >
      {library.length === 0 ? (
        <EmptyState
          icon={<LibraryBig aria-hidden />}
          title={t('lineup.library.empty')}
          text={t('lineup.library.emptyText')}
        >
          <Button tone="primary" onPress={() => showDialog('import')}>
            {t('lineup.import')}
          </Button>
        </EmptyState>
      ) : (
        <div className="library">
          <SearchBox
            label={t('lineup.search')}
            placeholder={t('lineup.searchExample')}
            autoFocus
            value={search}
            onChange={setSearch}
          />
          <GridList
            className="library-list"
            aria-label={t('lineup.library.list')}
            selectionMode="multiple"
            selectedKeys={chosen}
            onSelectionChange={(keys: Selection) =>
              setChosen(keys === 'all' ? new Set(found.map(({ id }) => id)) : new Set([...keys].map(String)))
            }
            items={found}
            dependencies={[present.size]}
            renderEmptyState={() => (
              <EmptyState
                icon={<SearchX aria-hidden />}
                title={t('lineup.noMatch')}
                text={t('lineup.noMatchText')}
              />
            )}
          >
            {(product) => (
              <GridListItem className="library-item" textValue={product.name}>
                <Checkbox slot="selection" />
                <ProductPicture picture={product.picture} size={32} />
                <span className="library-name">
                  <span className="ellipsis">{product.name}</span>
                  <span className="lineup-code ellipsis">
                    {product.category} · {product.id}
                  </span>
                </span>
                {present.has(product.id) ? <Badge tone="plain">{t('lineup.library.inLineup')}</Badge> : null}
                <span className="library-price">{formatMoney(product.price)}</span>
              </GridListItem>
            )}
          </GridList>
        </div>
      )}
    </Dialog>
  )
}

const matches = (product: Product, search: string): boolean => {
  const wanted = search.trim().normalize('NFKC').toLowerCase()
  return [product.name, product.id, product.category].some((text) =>
    text.normalize('NFKC').toLowerCase().includes(wanted),
  )
}
