import { type ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import './tabs.css'

export type TabEntry<Id extends string> = {
  readonly id: Id
  readonly title: string
  /** Small mark behind the title: a count, a warning; null = none. */
  readonly mark: ReactNode
  readonly panel: ReactNode
}

/** Tabs with their panels; arrow keys move between them. */
export const Tabs = <Id extends string>(props: {
  label: string
  tabs: readonly TabEntry<Id>[]
  selected: Id
  onSelect: (id: Id) => void
}) => (
  <AriaTabs
    className="tabs"
    selectedKey={props.selected}
    onSelectionChange={(key) => {
      const tab = props.tabs.find((entry) => entry.id === key)
      if (tab !== undefined) props.onSelect(tab.id)
    }}
  >
    <TabList aria-label={props.label} className="tab-list">
      {props.tabs.map((tab) => (
        <Tab key={tab.id} id={tab.id} className="tab">
          {tab.title}
          {tab.mark}
        </Tab>
      ))}
    </TabList>
    {props.tabs.map((tab) => (
      <TabPanel key={tab.id} id={tab.id} className="tab-panel">
        {tab.panel}
      </TabPanel>
    ))}
  </AriaTabs>
)
