export { bridge, callMain } from '../../shared/bridge.ts'
