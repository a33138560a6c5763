import { BadgeCheck, ShieldAlert, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { checkClaim } from '../../../../domain/compliance/checkClaim.ts'
import { MAX_ALLOWED_PHRASE, NEVER_ALLOWED } from '../../../../domain/compliance/shopRules.ts'
import type { RulesState } from '../../../../domain/contract/rules.ts'
import { formatDate } from '../../../shared/formatTime.ts'
import { useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { compileRules, takeRules } from '../../stores/rulesStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TextField } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import './allowed-phrases.css'

/** The words the shop may say (允许词), each with the reason; and what no such word can spare. */
export const AllowedPhrases = ({ rules }: { rules: RulesState }) => {
  const t = useTranslate()
  const [phrase, setPhrase] = useState('')
  const [reason, setReason] = useState('')
  const fits = phrase.trim().length >= 2 && reason.trim() !== ''
  const never = useNeverSpared(phrase, rules)
  const add = async (): Promise<void> => {
    if (!fits) return
    const state = await askMain('rules.allow', { phrase: phrase.trim(), reason: reason.trim() })
    if (state === null) return
    takeRules(state)
    setPhrase('')
    setReason('')
  }
  const remove = async (gone: string): Promise<void> => {
    const state = await askMain('rules.disallow', { phrase: gone })
    if (state !== null) takeRules(state)
  }
  return (
    <section className="allowed" aria-label={t('rules.allowed')}>
      <h2 className="allowed-title">{t('rules.allowed')}</h2>
      <p className="allowed-text">{t('rules.allowed.text')}</p>
      <p className="allowed-limit">
        <ShieldAlert aria-hidden />
        {t('rules.allowed.limit')}
      </p>
      <form
        className="allowed-form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextField
          label={t('rules.allowed.phrase')}
          help={t('rules.allowed.phraseHelp')}
          caution={
            never.length === 0
              ? ''
              : t('rules.allowed.never', { phrase: phrase.trim(), rules: never.join('、') })
          }
          maxLength={MAX_ALLOWED_PHRASE}
          value={phrase}
          onChange={setPhrase}
        />
        <TextField
          label={t('rules.allowed.reason')}
          maxLength={200}
          value={reason}
          onChange={setReason}
          onEnter={() => void add()}
        />
        <Button tone="primary" isDisabled={!fits} onPress={() => void add()}>
          {t('rules.allowed.add')}
        </Button>
      </form>
      {rules.shop.allowed.length === 0 ? (
        <div className="allowed-none">
          <EmptyState
            icon={<BadgeCheck aria-hidden />}
            title={t('rules.allowed.none')}
            text={t('rules.allowed.noneText')}
          />
        </div>
      ) : (
        <ul className="allowed-list">
          {rules.shop.allowed.map((entry) => (
            <li key={entry.phrase} className="allowed-line">
              <span className="allowed-phrase selectable">{entry.phrase}</span>
              <span className="allowed-reason selectable">{entry.reason}</span>
              <span className="allowed-at">{t('rules.allowed.at', { time: formatDate(entry.at) })}</span>
              <IconButton
                size="small"
                label={t('rules.allowed.remove', { phrase: entry.phrase })}
                onPress={() => void remove(entry.phrase)}
              >
                <Trash2 aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Messages of the rules that find something in a phrase and that no allow-list spares. */
const useNeverSpared = (phrase: string, rules: RulesState): readonly string[] => {
  const local = useLocalText()
  const [found, setFound] = useState<readonly string[]>([])
  useEffect(() => {
    let isOutdated = false
    const look = async (): Promise<void> => {
      const text = phrase.trim()
      const compiled = await Promise.resolve(text.length < 2 ? null : compileRules(rules))
      if (isOutdated) return
      const context = { product: null, price: null, saidAt: Date.now(), guarantees: [] }
      const findings = compiled === null ? [] : checkClaim(text, context, compiled).findings
      const messages = findings
        .filter(({ family, severity }) => severity === 'block' && NEVER_ALLOWED.has(family))
        .map(({ words }) => local(words.message))
      setFound([...new Set(messages)])
    }
    void look()
    return () => {
      isOutdated = true
    }
  }, [phrase, rules, local])
  return found
}
