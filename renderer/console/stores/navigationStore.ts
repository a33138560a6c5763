import { create } from 'zustand'
import type { Ulid } from '../../../domain/model/scalars.ts'

/** 备播, 直播, 复盘, and the side rooms 规则, 数据 and 设置. */
export type Room = 'prepare' | 'live' | 'review' | 'rules' | 'data' | 'settings'
export const ROOMS: readonly Room[] = ['prepare', 'live', 'review']
export const SIDE_ROOMS: readonly Room[] = ['rules', 'data', 'settings']

export type NavigationState = {
  readonly room: Room
  /** The session the review opens with; null = the newest. */
  readonly reviewSessionId: Ulid | null
}

export const useNavigationStore = create<NavigationState>()(() => ({
  room: 'prepare',
  reviewSessionId: null,
}))

/** Goes to a room. */
export const goToRoom = (room: Room): void => useNavigationStore.setState({ room })

/** Opens the review with a session: after it has ended, or from the list of sessions. */
export const openReview = (sessionId: Ulid): void =>
  useNavigationStore.setState({ room: 'review', reviewSessionId: sessionId })
