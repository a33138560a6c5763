import { Eraser, FileText, Table2 } from 'lucide-react'
import { useState } from 'react'
import { formatDate } from '../../../shared/formatTime.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/Field.tsx'
import './person-requests.css'
import { askErase, exportFor, findPerson, toggleClaim, useRetention } from './retentionStore.ts'

/** Somebody asks for what names them, or that it goes (个人信息保护法 arts. 45, 47). */
export const PersonRequests = () => {
  const t = useTranslate()
  const [name, setName] = useState('')
  const find = async (): Promise<void> => {
    if (name.trim() !== '') await findPerson(name.trim())
  }
  return (
    <section className="person" aria-labelledby="person-title">
      <h3 id="person-title" className="retention-part">
        {t('retention.person')}
      </h3>
      <p className="data-quiet">{t('retention.personHelp')}</p>
      <div className="person-form">
        <TextField
          label={t('retention.personName')}
          maxLength={40}
          value={name}
          onChange={setName}
          onEnter={() => void find()}
        />
        <Button isDisabled={name.trim() === ''} onPress={() => void find()}>
          {t('retention.personFind')}
        </Button>
      </div>
      <Found />
    </section>
  )
}

const Found = () => {
  const t = useTranslate()
  const person = useRetention((state) => state.person)
  const chosen = useRetention((state) => state.chosenClaims)
  if (person === null) return null
  const { text, found } = person
  if (found.total === 0 && found.hosted === 0)
    return <p role="status">{t('retention.personNone', { name: text })}</p>
  const scopes = [...new Set(found.claims.map(({ sessionId }) => sessionId))].flatMap((sessionId) => {
    const claimIds = found.claims
      .filter((claim) => claim.sessionId === sessionId && chosen.has(claim.claimId))
      .map(({ claimId }) => claimId)
    return claimIds.length === 0 ? [] : [{ sessionId, claimIds }]
  })
  return (
    <>
      <div className="person-bar">
        <p role="status">
          {t('retention.personFound', { count: found.total, name: text })}
          {found.total > found.claims.length
            ? ` · ${t('retention.personMore', { count: found.claims.length })}`
            : ''}
        </p>
        <Button
          icon={<FileText aria-hidden />}
          onPress={() => void exportFor({ kind: 'person', text }, 'html')}
        >
          {t('retention.personExport')}
        </Button>
        <Button
          tone="quiet"
          icon={<Table2 aria-hidden />}
          onPress={() => void exportFor({ kind: 'person', text }, 'jsonl')}
        >
          {t('retention.exportJsonl')}
        </Button>
        <Button
          tone="danger"
          icon={<Eraser aria-hidden />}
          isDisabled={scopes.length === 0}
          onPress={() => void askErase(scopes, 'request')}
        >
          {t('retention.personErase', { count: chosen.size })}
        </Button>
      </div>
      {found.hosted === 0 ? null : (
        <p className="data-quiet">{t('retention.personHosted', { count: found.hosted })}</p>
      )}
      <ul className="person-list">
        {found.claims.map((claim) => (
          <li key={claim.claimId} className="person-line">
            <Checkbox
              aria-label={t('retention.personSelect', { text: claim.text })}
              isSelected={chosen.has(claim.claimId)}
              onChange={() => toggleClaim(claim.claimId)}
            />
            <span className="selectable">{claim.text}</span>
            <span className="retention-small">
              {claim.sessionTitle} · {formatDate(claim.at)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
