import { KeyRound, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { KeyProtection } from '../../../../domain/contract/chain.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import './key-strength.css'

/** What the signatures are worth on this machine, and what no check finds. */
export const KeyStrength = ({ strength, bookFile }: { strength: KeyProtection; bookFile: string }) => {
  const t = useTranslate()
  const { kind, store, keyId } = strength
  const Icon = kind === 'system' ? ShieldCheck : kind === 'file' ? KeyRound : ShieldAlert
  return (
    <section className="key-strength" aria-labelledby="key-strength-title">
      <h3 id="key-strength-title" className="key-title">
        {t('data.key.title')}
      </h3>
      <p className="key-kind" data-kind={kind}>
        <Icon aria-hidden />
        {t(`data.key.${kind}`, { store })}
      </p>
      <p className="key-limits">{t('data.key.limits')}</p>
      <dl className="key-facts">
        {keyId === '' ? null : (
          <>
            <dt>{t('data.key.id')}</dt>
            <dd className="selectable key-mono">{keyId}</dd>
          </>
        )}
        <dt>{t('data.key.book')}</dt>
        <dd className="selectable key-mono">{bookFile}</dd>
      </dl>
    </section>
  )
}
