import { type ReactElement, type ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import './menu.css'

export type MenuEntry = {
  readonly id: string
  readonly title: string
  readonly icon: ReactNode
  readonly keyHint?: string
  readonly isDisabled?: boolean
  readonly isDanger?: boolean
  readonly run: () => void
}

/** A list of acts that opens from a button of the kit. */
export const Menu = (props: { label: string; trigger: ReactElement; entries: readonly MenuEntry[] }) => (
  <MenuTrigger>
    {props.trigger}
    <Popover className="popover" offset={4}>
      <AriaMenu
        className="menu"
        aria-label={props.label}
        disabledKeys={props.entries.filter((entry) => entry.isDisabled === true).map((entry) => entry.id)}
        onAction={(key) => props.entries.find((entry) => entry.id === key)?.run()}
      >
        {props.entries.map((entry) => (
          <MenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.title}
            className={`menu-item ${entry.isDanger === true ? 'menu-item-danger' : ''}`}
          >
            <span className="menu-tick">{entry.icon}</span>
            <span className="ellipsis menu-title">{entry.title}</span>
            {entry.keyHint === undefined ? null : <kbd className="key">{entry.keyHint}</kbd>}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
)
