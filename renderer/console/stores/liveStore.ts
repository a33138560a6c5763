export { mirrorLive, takeSnapshot, useLiveStore } from '../../shared/liveStore.ts'
