import type { StageFrame, StageMessage } from '../../domain/stage/frame.ts'

/** What the page does with what comes in. */
export type StageListener = {
  readonly onFrame: (frame: StageFrame) => void
  /** True when nothing has been heard for so long that what is shown may be wrong. */
  readonly onStale: (stale: boolean) => void
  readonly onReload: () => void
}

/** First wait before connecting again, doubled up to the longest one; for ever. */
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 2_000
/** The server says something every 5 s; after this much silence the connection is dead. */
const SILENCE_MS = 12_000
/** After this much time without the server the last frame is taken off the screen. */
const STALE_MS = 30_000

const readMessage = (data: unknown): StageMessage | null => {
  if (typeof data !== 'string') return null
  try {
    // The server parses every frame with the strict schema before it sends it; here only the envelope is looked at.
    const message = JSON.parse(data) as StageMessage
    if (message.type === 'frame')
      return typeof message.frame === 'object' && message.frame !== null ? message : null
    return message.type === 'alive' || message.type === 'reload' ? message : null
  } catch {
    return null
  }
}

/**
 * Keeps the page connected to the stage server for as long as it lives: it connects again by itself, keeps the last frame
 * meanwhile, and says when that frame is too old to be shown. Returns what stops it.
 */
export const connectStage = (url: string, listener: StageListener): (() => void) => {
  let socket: WebSocket | null = null
  let wait = FIRST_WAIT_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let heardAt = performance.now()
  let stopped = false

  const heard = (): void => {
    heardAt = performance.now()
    listener.onStale(false)
  }
  const again = (): void => {
    if (stopped) return
    clearTimeout(timer)
    timer = setTimeout(connect, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
  const connect = (): void => {
    const next = new WebSocket(url)
    socket = next
    next.addEventListener('message', (event: MessageEvent<unknown>) => {
      const message = readMessage(event.data)
      if (message === null || socket !== next) return
      wait = FIRST_WAIT_MS
      heard()
      if (message.type === 'frame') listener.onFrame(message.frame)
      if (message.type === 'reload') listener.onReload()
    })
    next.addEventListener('close', () => {
      if (socket !== next) return
      socket = null
      again()
    })
  }
  const watch = setInterval(() => {
    const silence = performance.now() - heardAt
    if (silence > STALE_MS) listener.onStale(true)
    // A half-open connection never closes by itself: leave it behind and start over.
    if (socket !== null && socket.readyState === WebSocket.OPEN && silence > SILENCE_MS) {
      const dead = socket
      socket = null
      dead.close()
      again()
    }
  }, 1_000)

  connect()
  return () => {
    stopped = true
    clearTimeout(timer)
    clearInterval(watch)
    socket?.close()
  }
}
