import { deflateRawSync } from 'node:zlib'

/** A file for a made-up zip archive; `claims` is the unpacked size its directory states (the true one when null). */
export type ZipFile = {
  readonly name: string
  readonly data: Uint8Array
  readonly claims: number | null
  readonly encrypted: boolean
}

/** A plain file: its true size, not encrypted. */
export const plainFile = (name: string, text: string): ZipFile => ({
  name,
  data: new TextEncoder().encode(text),
  claims: null,
  encrypted: false,
})

/** A zip archive written by hand, so that it can lie. */
export const makeZip = (files: readonly ZipFile[]): Uint8Array => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const packed = deflateRawSync(file.data)
    const size = file.claims ?? file.data.byteLength
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(file.encrypted ? 1 : 0, 6)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.byteLength, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(name.byteLength, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(file.encrypted ? 1 : 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.byteLength, 20)
    entry.writeUInt32LE(size, 24)
    entry.writeUInt16LE(name.byteLength, 28)
    entry.writeUInt32LE(at, 42)
    parts.push(local, name, packed)
    directory.push(entry, name)
    at += 30 + name.byteLength + packed.byteLength
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listed.byteLength, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...parts, listed, end]))
}

const WORKBOOK =
  '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="排品 &gt; 晚场" sheetId="1" r:id="rId1"/></sheets></workbook>'
const RELATIONS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
const STYLES =
  '<styleSheet><numFmts count="1"><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>'

/** The files of a workbook with one sheet whose rows (and merges) are given as XML. */
export const workbookFiles = (rows: string, after: string): ZipFile[] => [
  plainFile('xl/workbook.xml', WORKBOOK),
  plainFile('xl/_rels/workbook.xml.rels', RELATIONS),
  plainFile('xl/styles.xml', STYLES),
  plainFile(
    'xl/worksheets/sheet1.xml',
    `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
  ),
]
