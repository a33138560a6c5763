/** One message in both languages, side by side: a missing translation does not compile. English may have a plural. */
export type Message = {
  readonly zh: string
  readonly en: string | { readonly one: string; readonly other: string }
}

/** Gives a topic's messages back unchanged, with their keys as literal types. */
export const defineMessages = <Messages extends Readonly<Record<string, Message>>>(
  messages: Messages,
): Messages => messages
