import {
  Cell as AriaCell,
  type CellProps,
  Column as AriaColumn,
  type ColumnProps,
  Row as AriaRow,
  type RowProps,
  Table as AriaTable,
  TableBody as AriaTableBody,
  type TableBodyProps,
  TableHeader as AriaTableHeader,
  type TableHeaderProps,
  type TableProps,
} from 'react-aria-components'
import './table.css'

/*
 * The library's table in our clothes: arrow keys, selection, drag and drop and screen-reader announcements are its own.
 * `numeric` in a class name sets figures under each other.
 */

/**
 * `numeric` = figures under each other; `lead` = a text that follows figures, set off from them; `edge` = a narrow column of
 * marks at the table's edge, without padding at its end.
 */
export type CellKind = 'text' | 'numeric' | 'lead' | 'edge'

export const Table = (props: Omit<TableProps, 'className'>) => <AriaTable {...props} className="table" />

export const TableHeader = <Item extends object>(props: Omit<TableHeaderProps<Item>, 'className'>) => (
  <AriaTableHeader {...props} className="table-head" />
)

export const Column = ({ kind = 'text', ...rest }: Omit<ColumnProps, 'className'> & { kind?: CellKind }) => (
  <AriaColumn {...rest} className={`table-column table-${kind}`} />
)

export const TableBody = <Item extends object>(props: Omit<TableBodyProps<Item>, 'className'>) => (
  <AriaTableBody {...props} className="table-body" />
)

export const Row = <Item extends object>(props: Omit<RowProps<Item>, 'className'> & { tone?: string }) => {
  const { tone = '', ...rest } = props
  return <AriaRow {...rest} className={`table-row ${tone}`} />
}

export const Cell = ({ kind = 'text', ...rest }: Omit<CellProps, 'className'> & { kind?: CellKind }) => (
  <AriaCell {...rest} className={`table-cell table-${kind}`} />
)
