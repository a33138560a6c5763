import { Check, ChevronDown } from 'lucide-react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslate } from '../../../shared/useTranslate.ts'
import '../../ui/field.css'
import '../../ui/menu.css'

/** A value to choose; `count` = how many there are of it, null = not known. */
export type FilterOption = { readonly value: string; readonly title: string; readonly count: number | null }

type FilterMenuProps = {
  readonly label: string
  readonly options: readonly FilterOption[]
  /** Empty = everything. */
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
}

/** A filter of several values in a list that opens; says on its face what it lets through. */
export const FilterMenu = ({ label, options, chosen, onChange }: FilterMenuProps) => {
  const t = useTranslate()
  const first = options.find(({ value }) => value === chosen[0])
  const face =
    chosen.length === 0
      ? label
      : chosen.length === 1
        ? t('review.filter.chosen', { label, value: first?.title ?? chosen[0] ?? '' })
        : t('review.filter.several', { label, count: chosen.length })
  return (
    <MenuTrigger>
      <AriaButton className="filter-menu" data-on={chosen.length > 0 ? '' : undefined}>
        <span className="ellipsis">{face}</span>
        <ChevronDown aria-hidden />
      </AriaButton>
      <Popover className="popover" offset={4}>
        <Menu
          className="menu"
          aria-label={label}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) =>
            onChange(keys === 'all' ? options.map(({ value }) => value) : [...keys].map(String))
          }
        >
          {options.map((option) => (
            <MenuItem key={option.value} id={option.value} textValue={option.title} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-tick">{isSelected ? <Check aria-hidden /> : null}</span>
                  <span className="ellipsis menu-title">{option.title}</span>
                  {option.count === null ? null : <span className="filter-count">{option.count}</span>}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
