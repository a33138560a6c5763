import type { LiveCommand } from '../../../domain/contract/command.ts'
import type { IpcInput, IpcName, IpcOutput } from '../../../domain/contract/ipc.ts'
import { callMain } from '../../shared/bridge.ts'
import { useNoticeStore } from '../stores/noticeStore.ts'

/** A call to main whose failure is shown in the error line under the top bar. Gives the value, or null when it failed. */
export const askMain = async <Name extends IpcName>(
  name: Name,
  input: IpcInput<Name>,
): Promise<IpcOutput<Name> | null> => {
  const answer = await callMain(name, input)
  if (answer.ok) return answer.value
  useNoticeStore.setState({ failure: answer.error })
  return null
}

/** Sends a live command; true when it was done. A refusal is shown in the error line. */
export const sendCommand = async (command: LiveCommand): Promise<boolean> =>
  (await askMain('live.command', { command })) !== null
