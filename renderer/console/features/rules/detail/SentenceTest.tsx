import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import { checkClaim } from '../../../../../domain/compliance/checkClaim.ts'
import type { RulesState } from '../../../../../domain/contract/rules.ts'
import type { ClaimVerdict } from '../../../../../domain/model/claim.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { callMain } from '../../../../shared/bridge.ts'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../../stores/bootstrapStore.ts'
import { compileRules } from '../../../stores/rulesStore.ts'
import { TextField } from '../../../ui/Field.tsx'
import { Select } from '../../../ui/Select.tsx'
import { SeverityMark } from '../../../ui/SeverityMark.tsx'
import { MarkedText } from '../../live/MarkedText.tsx'
import type { ListedRule } from '../listRules.ts'
import { spareText } from './spareText.ts'

const NO_PRODUCT = ''

type Tested = { readonly text: string; readonly verdict: ClaimVerdict }

/** Any sentence against all rules in use, with a product on air: what is found, what is spared and why. */
export const SentenceTest = ({ rules, all }: { rules: RulesState; all: readonly ListedRule[] }) => {
  const t = useTranslate()
  const [text, setText] = useState('')
  const [productId, setProductId] = useState(NO_PRODUCT)
  const [products, setProducts] = useState<readonly Product[]>([])
  const [tested, setTested] = useState<Tested | null>(null)
  useEffect(() => {
    let isHere = true
    const load = async (): Promise<void> => {
      const answer = await callMain('lineup.products', {})
      if (isHere && answer.ok) setProducts(answer.value)
    }
    void load()
    return () => {
      isHere = false
    }
  }, [])
  const product = products.find(({ id }) => id === productId) ?? null
  useEffect(() => {
    let isOutdated = false
    const test = async (): Promise<void> => {
      if (text.trim() === '') {
        setTested(null)
        return
      }
      const compiled = await Promise.resolve(compileRules(rules))
      if (isOutdated || compiled === null) return
      const guarantees = useBootstrapStore.getState().bootstrap?.guarantees ?? []
      const context = { product, price: product?.price ?? null, saidAt: Date.now(), guarantees }
      setTested({ text, verdict: checkClaim(text, context, compiled) })
    }
    void test()
    return () => {
      isOutdated = true
    }
  }, [text, product, rules])
  return (
    <section className="sentence" aria-label={t('rules.test')}>
      <h3>{t('rules.test')}</h3>
      <div className="sentence-fields">
        <TextField
          label={t('rules.test.text')}
          placeholder={t('rules.test.example')}
          maxLength={500}
          value={text}
          onChange={setText}
        />
        <Select
          label={t('rules.test.product')}
          showLabel
          options={[
            { value: NO_PRODUCT, title: t('rules.test.noProduct') },
            ...products.map(({ id, name }) => ({ value: id, title: name })),
          ]}
          value={productId}
          onChange={setProductId}
        />
      </div>
      {tested === null ? null : <Verdict tested={tested} all={all} />}
    </section>
  )
}

const Verdict = ({ tested: { text, verdict }, all }: { tested: Tested; all: readonly ListedRule[] }) => {
  const t = useTranslate()
  const local = useLocalText()
  const messageOf = (id: string): string => {
    const listed = all.find(({ rule }) => rule.id === id)
    return listed === undefined ? id : local(listed.rule.message)
  }
  return (
    <div className="sentence-verdict" aria-live="polite">
      {verdict.findings.length === 0 ? (
        <p className="sentence-clean">
          <Check aria-hidden />
          {t('rules.test.clean')}
        </p>
      ) : (
        <>
          <p className="sentence-said selectable" lang="zh-CN">
            <MarkedText text={text} marks={verdict.findings} />
          </p>
          <ul>
            {verdict.findings.map((finding) => (
              <li key={`${finding.rule}${String(finding.start)}`} className="sentence-finding">
                <SeverityMark severity={finding.severity} boxed={false} />
                <span>
                  <q lang="zh-CN">{finding.quote}</q> {local(finding.words.message)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {verdict.suppressed.length === 0 ? null : (
        <ul className="sentence-spared">
          {verdict.suppressed.map((hit) => (
            <li key={`${hit.rule}${String(hit.start)}`} className="sentence-finding">
              <span className="mark mark-done">{t('rules.test.spared')}</span>
              <span>
                <q lang="zh-CN">{text.slice(hit.start, hit.end)}</q> {spareText(t, hit.reason)} ·{' '}
                {messageOf(hit.rule)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
