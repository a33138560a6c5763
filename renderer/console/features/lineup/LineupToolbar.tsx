import { Coffee, FileSpreadsheet, LibraryBig, PackagePlus, Plus, Redo2, Undo2 } from 'lucide-react'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { showDialog, stepHistory, useLineupStore } from './lineupStore.ts'
import { openItems, type SlotShow } from './slotFilter.ts'
import { useIsLocked } from './useIsLocked.ts'

type NarrowProps = {
  readonly searchId: string
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly show: SlotShow
  readonly onShow: (show: SlotShow) => void
}

const Narrow = (props: NarrowProps & { readonly openCount: number }) => {
  const t = useTranslate()
  return (
    <>
      <div className="lineup-toolbar-search" id={props.searchId}>
        <SearchBox
          label={t('lineup.search')}
          placeholder={t('lineup.searchExample')}
          value={props.search}
          onChange={props.onSearch}
        />
      </div>
      <Segmented
        label={t('lineup.show')}
        showLabel={false}
        value={props.show}
        onChange={props.onShow}
        options={[
          { value: 'all', title: t('lineup.show.all') },
          { value: 'open', title: t('lineup.show.open', { count: props.openCount }) },
        ]}
      />
    </>
  )
}

/** Search and filter at the left, taking back and putting in at the right. */
export const LineupToolbar = (props: NarrowProps) => {
  const t = useTranslate()
  const canUndo = useLineupStore((state) => state.current?.canUndo ?? false)
  const canRedo = useLineupStore((state) => state.current?.canRedo ?? false)
  const preflight = useLineupStore((state) => state.preflight)
  const hasSlots = useLineupStore((state) => (state.current?.lineup.slots.length ?? 0) > 0)
  const isLocked = useIsLocked()
  return (
    <div className="lineup-toolbar">
      {hasSlots ? <Narrow {...props} openCount={openItems(preflight).size} /> : null}
      <span className="lineup-toolbar-gap" />
      <IconButton label={t('lineup.undo')} isDisabled={!canUndo} onPress={() => void stepHistory('undo')}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton label={t('lineup.redo')} isDisabled={!canRedo} onPress={() => void stepHistory('redo')}>
        <Redo2 aria-hidden />
      </IconButton>
      <Menu
        label={t('lineup.add')}
        trigger={
          <Button icon={<Plus aria-hidden />} isDisabled={isLocked}>
            {t('lineup.add')}
          </Button>
        }
        entries={[
          {
            id: 'library',
            title: t('lineup.addFromLibrary'),
            icon: <LibraryBig aria-hidden />,
            run: () => showDialog('add-products'),
          },
          {
            id: 'new',
            title: t('lineup.addNew'),
            icon: <PackagePlus aria-hidden />,
            run: () => showDialog('new-product'),
          },
          {
            id: 'break',
            title: t('lineup.addBreak'),
            icon: <Coffee aria-hidden />,
            run: () => showDialog('add-break'),
          },
        ]}
      />
      <Button
        icon={<FileSpreadsheet aria-hidden />}
        isDisabled={isLocked}
        onPress={() => showDialog('import')}
      >
        {t('lineup.import')}
      </Button>
    </div>
  )
}
