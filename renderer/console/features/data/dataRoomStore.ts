import { create } from 'zustand'

/** The sections of the data room, in their order. Each has its screen in `DataRoom.tsx` and its name under `data.section.`. */
export const DATA_SECTIONS = ['verify', 'backup', 'storage', 'retention'] as const
export type DataSection = (typeof DATA_SECTIONS)[number]

/** Which section is open; it stays so while one looks into another room. */
export const useDataRoom = create<{ readonly section: DataSection }>()(() => ({ section: 'verify' }))

/** Opens a section. */
export const openDataSection = (section: DataSection): void => useDataRoom.setState({ section })
