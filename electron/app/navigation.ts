import { originOf } from '../ipc/trustedSender.ts'

/** Pages the app may open in the person's own browser: law and standards, https only. */
const OUTSIDE_HOSTS: ReadonlySet<string> = new Set([
  'flk.npc.gov.cn',
  'www.gov.cn',
  'www.samr.gov.cn',
  'gkml.samr.gov.cn',
  'www.nmpa.gov.cn',
  'www.cac.gov.cn',
])

/** True for an https address on the list, without user, password or port. */
export const mayOpenOutside = (address: string): boolean => {
  try {
    const url = new URL(address)
    return (
      url.protocol === 'https:' &&
      url.port === '' &&
      url.username === '' &&
      url.password === '' &&
      OUTSIDE_HOSTS.has(url.hostname)
    )
  } catch {
    return false
  }
}

/**
 * True when a window may load an address by itself: only what it already shows may be loaded again. Origins are compared
 * whole, never by a part of the text.
 */
export const mayNavigate = (current: string, target: string): boolean => {
  const from = originOf(current)
  if (from === '' || from !== originOf(target)) return false
  return new URL(current).pathname === new URL(target).pathname
}

/** Which requests a window's session may make: our own files, and for the stage windows the stage server. */
export const mayRequest = (address: string, allowedOrigins: ReadonlySet<string>): boolean => {
  let protocol: string
  try {
    ;({ protocol } = new URL(address))
  } catch {
    return false
  }
  return (
    protocol === 'data:' ||
    protocol === 'blob:' ||
    protocol === 'devtools:' ||
    allowedOrigins.has(originOf(address))
  )
}
