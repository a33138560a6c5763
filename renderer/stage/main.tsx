import { createRoot } from 'react-dom/client'
import './stage.css'
import './themes/fresh.css'
import './themes/guochao.css'
import './themes/night.css'
import './themes/plain.css'
import { StagePage } from './StagePage.tsx'
import { keyHue, readStageParameters } from './stageParameters.ts'

const parameters = readStageParameters(window.location.search)
if (parameters.keyColour !== null) {
  document.documentElement.dataset['key'] = 'on'
  document.documentElement.dataset['keyHue'] = keyHue(parameters.keyColour)
  document.documentElement.style.backgroundColor = parameters.keyColour
}
const host = document.getElementById('stage')
if (host !== null) {
  const address = `ws://${window.location.host}/stage/live`
  createRoot(host).render(<StagePage address={address} parameters={parameters} />)
}
