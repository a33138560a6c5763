import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../shared/tokens.css'
import '../shared/base.css'
import { PrompterWindow } from './PrompterWindow.tsx'
import { startMirror } from './startMirror.ts'

startMirror()

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <PrompterWindow />
    </StrictMode>,
  )
}
