/** Who sent a call, as the router sees it. */
export type Sender = {
  readonly ownWindow: boolean
  /** Null when the frame is gone, which happens while a window closes or navigates. */
  readonly frame: { readonly isMain: boolean; readonly url: string } | null
}

/** The origin of an address; empty when it is none. Custom schemes have no origin of their own in Node's URL. */
export const originOf = (url: string): string => {
  try {
    const { protocol, host } = new URL(url)
    return host === '' ? '' : `${protocol}//${host}`
  } catch {
    return ''
  }
}

/** True for the main frame of one of our windows showing one of our pages. */
export const isTrustedSender = (sender: Sender, appOrigin: string): boolean =>
  sender.ownWindow && sender.frame !== null && sender.frame.isMain && originOf(sender.frame.url) === appOrigin
