import { fakeMain, type FakeMain } from './fakeMain.ts'
import { DEFAULT_SCENARIO, type Scenario } from './scenario.ts'

declare global {
  interface Window {
    /** Put there by the test before the page loads. */
    trustcueScenario?: Partial<Scenario>
    fakeMain: FakeMain
  }
}

const main = fakeMain({ ...DEFAULT_SCENARIO, ...window.trustcueScenario })
window.fakeMain = main
Object.defineProperty(window, 'trustcue', { value: main.bridge })
