/** What the scanner calls: names come without their namespace prefix. `false` stops the scan. */
export type XmlListener = {
  readonly open: (name: string, attributes: string) => boolean
  readonly close: (name: string) => boolean
  readonly text: (text: string) => void
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g,
        (whole, hex, decimal, name) => {
          if (name !== undefined) return named[String(name)] ?? whole
          const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
          return code <= 0x10ffff ? String.fromCodePoint(code) : whole
        },
      )
    : text

/** The value of an attribute in the raw text between a tag's name and its end; null when it is not there. */
export const attributeOf = (attributes: string, name: string): string | null => {
  for (let from = 0; ;) {
    const at = attributes.indexOf(`${name}=`, from)
    if (at === -1) return null
    const quote = attributes.charAt(at + name.length + 1)
    const before = at === 0 ? ' ' : attributes.charAt(at - 1)
    if ((quote === '"' || quote === "'") && /\s/.test(before)) {
      const end = attributes.indexOf(quote, at + name.length + 2)
      return end === -1 ? null : decode(attributes.slice(at + name.length + 2, end))
    }
    from = at + name.length
  }
}

const localName = (name: string): string => {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** Where a tag ends: the first > that does not stand in a quoted value. */
const endOfTag = (xml: string, start: number): number => {
  let from = start
  for (;;) {
    const end = xml.indexOf('>', from)
    const quote = xml.slice(from, end === -1 ? from : end).search(/["']/)
    if (end === -1 || quote === -1) return end
    const closing = xml.indexOf(xml.charAt(from + quote), from + quote + 1)
    if (closing === -1) return -1
    from = closing + 1
  }
}

/**
 * Walks through a spreadsheet's XML once, without building a tree. Returns false when it does not hold together; a document
 * type (the way in for entity bombs) counts as that: no spreadsheet program writes one.
 */
export const scanXml = (xml: string, listener: XmlListener): boolean => {
  let at = xml.indexOf('<')
  if (at === -1) return false
  while (at < xml.length) {
    const start = xml.indexOf('<', at)
    if (start === -1) return true
    if (start > at) listener.text(decode(xml.slice(at, start)))
    const next = xml.charCodeAt(start + 1)
    if (next === 0x21) {
      const isComment = xml.startsWith('<!--', start)
      const isData = xml.startsWith('<![CDATA[', start)
      if (!isComment && !isData) return false
      const end = xml.indexOf(isComment ? '-->' : ']]>', start + 4)
      if (end === -1) return false
      if (isData) listener.text(xml.slice(start + 9, end))
      at = end + 3
      continue
    }
    const end = endOfTag(xml, start)
    if (end === -1) return false
    at = end + 1
    if (next === 0x3f) continue
    if (next === 0x2f) {
      if (!listener.close(localName(xml.slice(start + 2, end).trim()))) return true
      continue
    }
    const selfClosing = xml.charCodeAt(end - 1) === 0x2f
    const body = xml.slice(start + 1, selfClosing ? end - 1 : end)
    const space = body.search(/\s/)
    const name = localName(space === -1 ? body : body.slice(0, space))
    if (!listener.open(name, space === -1 ? '' : body.slice(space))) return true
    if (selfClosing && !listener.close(name)) return true
  }
  return true
}
