/** What the guard needs of a request: header values as they came, nothing else. */
export type GuardedRequest = {
  readonly method: string
  readonly host: string | undefined
  readonly origin: string | undefined
}

/** Why a request is turned away. */
export type GuardVerdict = 'ok' | 'host' | 'origin' | 'method'

/** The app's own pages; every other origin must be the server itself. */
const APP_ORIGIN = 'app://trustcue'

/**
 * Whether a request may be answered by the stage server. The Host allow-list stops DNS rebinding, the Origin rule stops
 * other pages of the user's browser, and nothing but reading exists.
 */
export const guardRequest = (request: GuardedRequest, port: number): GuardVerdict => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const host = request.host?.toLowerCase()
  if (host === undefined || !hosts.includes(host)) return 'host'
  const { origin } = request
  if (origin !== undefined && origin !== APP_ORIGIN && !hosts.some((own) => origin === `http://${own}`))
    return 'origin'
  return request.method === 'GET' || request.method === 'HEAD' ? 'ok' : 'method'
}

/**
 * Headers of every answer. Inline styles are allowed because OBS puts the user's Custom CSS into the page as a style
 * element; scripts come from the server only.
 */
export const securityHeaders = (port: number): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
})
