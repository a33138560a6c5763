import { create } from 'zustand'
import type { Failure } from '../../../domain/contract/result.ts'

/** The last failure, shown in one fixed place until it is put away. There are no notices of success: the saved light is enough. */
export const useNoticeStore = create<{ readonly failure: Failure | null }>()(() => ({ failure: null }))

/** Shows a failure that did not come from a call. */
export const showFailure = (failure: Failure): void => useNoticeStore.setState({ failure })

/** Puts the failure away. */
export const dismissFailure = (): void => useNoticeStore.setState({ failure: null })
