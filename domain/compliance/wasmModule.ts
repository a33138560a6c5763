/**
 * A module of the app from its assembled code, or null where there is no WebAssembly that can make it: the callers then go on
 * in JavaScript. `builtins` names what the module asks of the engine itself.
 */
export const makeWasmModule = (code: string, builtins: readonly string[]): WebAssembly.Module | null => {
  // Pages have a policy that forbids it: asking would be reported as an attempt.
  if (typeof WebAssembly !== 'object' || typeof document !== 'undefined') return null
  try {
    const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0))
    return new WebAssembly.Module(bytes, { builtins: [...builtins] })
  } catch {
    return null
  }
}
