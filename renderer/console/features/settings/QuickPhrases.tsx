import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Settings } from '../../../../domain/model/settings.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { ParsedField, TextField } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'

type Phrases = Settings['quickPhrases']

const MOST = 24
const LONGEST = 120

/** The phrases logged with one key while on air, in the order of their keys. */
export const QuickPhrases = (props: {
  phrases: Phrases
  onChange: (phrases: Phrases) => Promise<boolean>
}) => {
  const { phrases, onChange } = props
  const t = useTranslate()
  const [added, setAdded] = useState('')
  const fits = added.trim() !== '' && added.trim().length <= LONGEST
  const add = async (): Promise<void> => {
    if (fits && (await onChange([...phrases, { text: added.trim() }]))) setAdded('')
  }
  const swap = (index: number, other: number): void =>
    void onChange(
      phrases.map(
        (phrase, at) => (at === index ? phrases[other] : at === other ? phrases[index] : phrase) ?? phrase,
      ),
    )
  return (
    <div className="settings-phrases">
      <ol className="settings-phrases-list">
        {phrases.map((phrase, index) => (
          <li key={`${index}:${phrases.length}:${phrase.text}`} className="settings-phrase">
            <span className="settings-phrase-key">
              {index < 9 ? <kbd className="key">{index + 1}</kbd> : null}
            </span>
            <div className="settings-phrase-text">
              <ParsedField
                label={t('settings.quickPhrase', { number: index + 1 })}
                value={phrase.text}
                format={String}
                parse={(typed) =>
                  typed.trim() === '' || typed.trim().length > LONGEST ? null : typed.trim()
                }
                invalid={t('settings.quickPhraseInvalid')}
                onCommit={(text) => onChange(phrases.map((entry, at) => (at === index ? { text } : entry)))}
              />
            </div>
            <IconButton
              size="small"
              label={t('settings.quickPhraseUp', { number: index + 1 })}
              isDisabled={index === 0}
              onPress={() => swap(index, index - 1)}
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              label={t('settings.quickPhraseDown', { number: index + 1 })}
              isDisabled={index === phrases.length - 1}
              onPress={() => swap(index, index + 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              label={t('settings.quickPhraseRemove', { number: index + 1 })}
              onPress={() => void onChange(phrases.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      {phrases.length >= MOST ? null : (
        <div className="settings-phrase-add">
          <div className="settings-phrase-text">
            <TextField
              label={t('settings.quickPhraseNew')}
              placeholder={t('settings.quickPhraseExample')}
              maxLength={LONGEST}
              value={added}
              onChange={setAdded}
              onEnter={() => void add()}
            />
          </div>
          <Button icon={<Plus aria-hidden />} isDisabled={!fits} onPress={() => void add()}>
            {t('common.add')}
          </Button>
        </div>
      )}
    </div>
  )
}
