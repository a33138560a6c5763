import { contextSchema, type Need } from '../../../../../domain/compliance/rulePack.ts'
import type { RuleForm } from '../../../../../domain/compliance/ruleForm.ts'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../../stores/bootstrapStore.ts'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { ParsedField } from '../../../ui/Field.tsx'
import { needText } from '../detail/needText.ts'

const SEPARATORS = /[、，,;；\s]+/

/** Words written in one line: 护肤、彩妆. */
export const WordsField = (props: {
  label: string
  help: string
  words: readonly string[]
  onChange: (words: readonly string[]) => void
}) => (
  <ParsedField
    label={props.label}
    help={props.help}
    value={props.words}
    format={(words) => words.join('、')}
    parse={(typed) =>
      typed
        .split(SEPARATORS)
        .map((word) => word.slice(0, 40))
        .filter((word) => word !== '')
        .slice(0, 40)
    }
    invalid=""
    onCommit={props.onChange}
  />
)

const withoutNeed = (needs: readonly Need[], has: Need['has']): Need[] =>
  needs.filter((need) => need.has !== has)

/** When a rule rests: contexts in plain words, facts that make the claim lawful, categories. */
export const SpareFields = (props: { form: RuleForm; onChange: (fields: Partial<RuleForm>) => void }) => {
  const { form, onChange } = props
  const t = useTranslate()
  const local = useLocalText()
  const definitions = useBootstrapStore((state) => state.bootstrap?.guarantees) ?? []
  const documents = form.needs.find((need) => need.has === 'document')
  const simple = ['said-in-document', 'price-evidence'] as const
  const others = form.needs.filter(
    ({ has }) => has !== 'document' && has !== 'said-in-document' && has !== 'price-evidence',
  )
  return (
    <>
      <fieldset className="editor-ticks">
        <legend className="field-label">{t('rules.editor.unless')}</legend>
        {contextSchema.options.map((context) => (
          <Checkbox
            key={context}
            isSelected={form.unless.includes(context)}
            onChange={(isTicked) =>
              onChange({
                unless: contextSchema.options.filter((one) =>
                  one === context ? isTicked : form.unless.includes(one),
                ),
              })
            }
          >
            {t(`rules.unless.${context}`)}
          </Checkbox>
        ))}
      </fieldset>
      <fieldset className="editor-ticks">
        <legend className="field-label">{t('rules.editor.needs')}</legend>
        {simple.map((has) => (
          <Checkbox
            key={has}
            isSelected={form.needs.some((need) => need.has === has)}
            onChange={(isTicked) =>
              onChange({ needs: [...withoutNeed(form.needs, has), ...(isTicked ? [{ has }] : [])] })
            }
          >
            {t(`rules.need.${has}`)}
          </Checkbox>
        ))}
        {others.map((need) => (
          <Checkbox
            key={JSON.stringify(need)}
            isSelected
            onChange={() => onChange({ needs: form.needs.filter((one) => one !== need) })}
          >
            {needText(t, local, definitions, need)}
          </Checkbox>
        ))}
      </fieldset>
      <WordsField
        label={t('rules.need.documentWords')}
        help={t('rules.editor.wordsHelp')}
        words={documents?.words ?? []}
        onChange={(words) =>
          onChange({
            needs: [
              ...withoutNeed(form.needs, 'document'),
              ...(words.length === 0 ? [] : [{ has: 'document' as const, words: [...words] }]),
            ],
          })
        }
      />
      <div className="editor-pair">
        <WordsField
          label={t('rules.editor.only')}
          help={t('rules.editor.onlyHelp')}
          words={form.categoriesOnly}
          onChange={(categoriesOnly) => onChange({ categoriesOnly })}
        />
        <WordsField
          label={t('rules.editor.except')}
          help={t('rules.editor.wordsHelp')}
          words={form.categoriesExcept}
          onChange={(categoriesExcept) => onChange({ categoriesExcept })}
        />
      </div>
    </>
  )
}
