import { safeStorage } from 'electron'
import type { KeyStore } from '../services/signingKey.ts'

const STORES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows DPAPI',
}
/** What Electron uses on Linux where there is no key store: a password everybody knows. */
const NO_STORES: ReadonlySet<string> = new Set(['basic_text', 'unknown'])

/** The system's key store; null = there is none that keeps anything from anybody. Only once the app is ready. */
export const systemKeyStore = (): KeyStore | null => {
  try {
    if (!safeStorage.isEncryptionAvailable()) return null
    const name = STORES[process.platform] ?? safeStorage.getSelectedStorageBackend()
    if (NO_STORES.has(name)) return null
    return {
      name,
      seal: (text) => safeStorage.encryptString(text),
      open: (sealed) => safeStorage.decryptString(sealed),
    }
  } catch {
    return null
  }
}
