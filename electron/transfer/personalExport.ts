import { problemCountOf } from '../../domain/journal/reportText.ts'
import type { VerifyReport } from '../../domain/journal/verifyReport.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Claim, Finding, Promised } from '../../domain/model/claim.ts'
import type { Session } from '../../domain/model/lineup.ts'
import type { Product } from '../../domain/model/product.ts'
import type { EpochMs, Language } from '../../domain/model/scalars.ts'

/** What is handed over of one session, with what its chain says. */
export type ExportedSession = {
  readonly session: Session
  readonly products: readonly Product[]
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
  readonly promises: readonly Promised[]
  readonly chain: VerifyReport
}

/** When it was made, and the name that was looked for; null = whole sessions. */
type About = { readonly at: EpochMs; readonly asked: string | null }

/** A moment of China as text: 2026-11-20 19:00:05. */
const clock = (at: EpochMs): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** What is handed over as JSON lines: each line one thing, the first says what this is. Moments are ms since 1970 (UTC). */
export const personalLines = (sessions: readonly ExportedSession[], { at, asked }: About): string =>
  [
    { type: 'export', formatVersion: 1, madeAt: at, asked, sessions: sessions.length },
    ...sessions.flatMap(({ session, claims, findings, promises, chain }) => [
      { type: 'session', ...session },
      ...claims.map((claim) => ({ type: 'claim', ...claim })),
      ...findings.map((finding) => ({ type: 'finding', ...finding })),
      ...promises.map((promise) => ({ type: 'promise', ...promise })),
      { type: 'chain', ...chain, sessionId: session.id },
    ]),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `body{font:15px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:960px;margin:32px auto;padding:0 16px;color:#1a1d21}
table{width:100%;border-collapse:collapse}th,td{padding:6px 8px;border-bottom:1px solid #dde1e6;text-align:left;vertical-align:top}
th{font-weight:600;color:#5b6470}.quiet{color:#5b6470}.time{white-space:nowrap;font-variant-numeric:tabular-nums}`

/** The same as a page to read, complete in itself, with times of China. */
export const personalHtml = (
  sessions: readonly ExportedSession[],
  { at, asked }: About,
  language: Language,
): string => {
  const t = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string =>
    escaped(translate(language, key, params))
  const sessionPart = ({ session, products, claims, findings, promises, chain }: ExportedSession): string => {
    const nameOf = new Map(products.map(({ id, name }) => [id, name]))
    const rows = claims.map((claim) => {
      const found = findings
        .filter(({ claimId }) => claimId === claim.id)
        .map(({ words, state, reason }) =>
          [words.message[language], translate(language, `findingState.${state}`, {}), reason]
            .filter((part) => part !== '')
            .join(' · '),
        )
      const owed = promises.filter(({ claimId }) => claimId === claim.id).map(({ quote }) => quote)
      return `<tr><td class="time">${clock(claim.at)}</td><td>${t(`speaker.${claim.speaker}`)}</td><td>${
        claim.text === '' ? `<span class="quiet">${t('retention.erasedText')}</span>` : escaped(claim.text)
      }</td><td>${escaped(nameOf.get(claim.productId ?? '') ?? '')}</td><td>${escaped([...found, ...owed].join('\n')).replaceAll('\n', '<br>')}</td></tr>`
    })
    const verdict = chain.isGood
      ? t('retention.export.chainGood', { count: chain.entries })
      : t('retention.export.chainBad', { count: problemCountOf(chain) })
    return `<h2>${escaped(session.title)}</h2>
<p class="quiet">${clock(session.startedAt ?? session.createdAt)} · ${escaped(session.host)} · ${verdict}</p>
<table><thead><tr>${(['time', 'speaker', 'text', 'product', 'found'] as const)
      .map((column) => `<th>${t(`retention.export.${column}`)}</th>`)
      .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  }
  const title = asked === null ? t('retention.export.title') : t('retention.export.titleFor', { name: asked })
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1><p class="quiet">${t('retention.export.made', { time: clock(at) })}</p>
${sessions.length === 0 ? `<p>${t('retention.export.nothing')}</p>` : sessions.map(sessionPart).join('\n')}
</body></html>
`
}
