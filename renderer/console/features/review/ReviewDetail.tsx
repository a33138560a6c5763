import { CornerUpLeft, HandHeart, MousePointerClick, ShieldCheck } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { SessionRecord } from '../../../../domain/contract/ipc.ts'
import type { Finding } from '../../../../domain/model/claim.ts'
import type { Product } from '../../../../domain/model/product.ts'
import type { EpochMs, Fen } from '../../../../domain/model/scalars.ts'
import type { ReviewRow } from '../../../../domain/review/reviewRows.ts'
import { stageGuarantees } from '../../../../domain/stage/projectStage.ts'
import { formatCount } from '../../../shared/formatCount.ts'
import { formatMoney } from '../../../shared/formatMoney.ts'
import { formatClock, formatDate, formatDayTime, formatSpan } from '../../../shared/formatTime.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ProductPicture } from '../../ui/ProductPicture.tsx'
import { SeverityMark } from '../../ui/SeverityMark.tsx'
import { LawList } from '../live/LawList.tsx'
import { MarkedText } from '../live/MarkedText.tsx'
import { promiseText } from '../live/promiseText.ts'
import { choiceOfFinding } from './findingSteps.ts'
import { clockOf, FindingTag } from './ReviewList.tsx'
import { choose, type Choice } from './reviewStore.ts'
import './review-detail.css'

const NO_DEFINITIONS: readonly never[] = []

type ReviewDetailProps = {
  readonly record: SessionRecord
  readonly row: ReviewRow | null
  readonly choice: Choice | null
}

/** The chosen line whole: what was said, what was found in it, what the product was at that time, what was promised. */
export const ReviewDetail = ({ record, row, choice }: ReviewDetailProps) => {
  const t = useTranslate()
  if (row === null) {
    return (
      <aside className="detail">
        <EmptyState
          icon={<MousePointerClick aria-hidden />}
          title={t('review.detail.none')}
          text={t('review.detail.noneText')}
        />
      </aside>
    )
  }
  const finding = row.findings.find(({ id }) => id === choice?.findingId) ?? row.findings[0] ?? null
  return (
    <aside className="detail">
      {row.kind === 'claim' ? (
        <SaidPart record={record} row={row} finding={finding} />
      ) : (
        <>
          <header className="detail-head">
            <span>{clockOf(row.at)}</span>
            <span className="review-quiet">
              {t('live.air.number', { position: row.slot.position })} · {t('review.list.onAir')}
            </span>
          </header>
          {finding === null ? null : <FindingPart record={record} finding={finding} />}
        </>
      )}
      <ProductPart
        product={row.product}
        title={row.slot === null ? t('review.detail.between') : row.slot.title}
        price={row.slot?.price ?? row.product?.price ?? null}
        at={row.at}
      />
    </aside>
  )
}

type SaidPartProps = {
  readonly record: SessionRecord
  readonly row: Extract<ReviewRow, { kind: 'claim' }>
  readonly finding: Finding | null
}

const SaidPart = ({ record, row, finding }: SaidPartProps) => {
  const t = useTranslate()
  const language = useLanguage()
  const { claim, findings, promises, putRight } = row
  const spared = record.suppressed.filter(({ claimId }) => claimId === claim.id)
  return (
    <>
      <header className="detail-head">
        <span>{clockOf(claim.at)}</span>
        <span className="review-quiet">
          {formatClock(claim.offsetMs)} · {t(`speaker.${claim.speaker}`)} · {t(`source.${claim.source}`)}
        </span>
      </header>
      <p className="detail-said selectable" lang="zh-CN">
        <MarkedText text={claim.text} marks={finding === null ? findings : [finding]} />
      </p>
      {findings.length < 2 ? null : (
        <div className="detail-tags">
          {findings.map((one) => (
            <FindingTag
              key={one.id}
              finding={one}
              isChosen={one.id === finding?.id}
              onPress={() => choose({ kind: 'claim', claimId: claim.id, findingId: one.id })}
            />
          ))}
        </div>
      )}
      {finding === null ? (
        <p className="detail-clean">
          <ShieldCheck aria-hidden />
          {t('review.detail.clean')}
        </p>
      ) : (
        <FindingPart record={record} finding={finding} />
      )}
      {putRight.length === 0 ? null : (
        <section className="detail-part">
          <h3>{t('review.detail.putRight')}</h3>
          <ul className="detail-promises">
            {putRight.map((slip) => (
              <li key={slip.id}>
                <CornerUpLeft aria-hidden />
                <button
                  type="button"
                  className="detail-link"
                  onClick={() => choose(choiceOfFinding(record, slip))}
                >
                  <span lang="zh-CN">
                    {slip.claimId === null ? t('live.mustSay.missed') : `「${slip.quote}」`}
                  </span>
                </button>
                <span className="review-quiet">
                  {clockOf(slip.at)} · {t(`family.${slip.family}`)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {promises.length === 0 ? null : (
        <section className="detail-part">
          <h3>{t('review.detail.promise')}</h3>
          <ul className="detail-promises">
            {promises.map((promise) => (
              <li key={promise.id}>
                <HandHeart aria-hidden />
                <span>
                  {t(`promiseKind.${promise.kind}`)} · {promiseText(t, promise)}
                  {promise.what === null ? null : (
                    <span className="review-quiet" lang="zh-CN">
                      {' '}
                      「{promise.quote}」
                    </span>
                  )}
                </span>
                <span className="review-quiet">
                  {promise.dueAt === null
                    ? t('live.promises.noDue')
                    : t('live.promises.due', { time: formatDayTime(language, promise.dueAt) })}{' '}
                  · {t(`review.detail.promiseState.${promise.state}`)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {spared.length === 0 ? null : (
        <section className="detail-part">
          <h3>{t('review.detail.spared')}</h3>
          <ul className="detail-spared">
            {spared.map(({ hit }) => (
              <li key={`${hit.rule}${String(hit.start)}`}>
                「{claim.text.slice(hit.start, hit.end)}」<span className="review-quiet">{hit.reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const FindingPart = ({ record, finding }: { record: SessionRecord; finding: Finding }) => {
  const t = useTranslate()
  const language = useLanguage()
  const local = useLocalText()
  const { words } = finding
  const correction = record.claims.find(({ id }) => id === finding.correctedBy)
  return (
    <section className="detail-part">
      <header className="detail-verdict" data-severity={finding.severity}>
        <SeverityMark severity={finding.severity} boxed={false} />
        <span>{t(`family.${finding.family}`)}</span>
        <span className="detail-state" data-state={finding.state}>
          {t(`findingState.${finding.state}`)}
        </span>
      </header>
      <p className="detail-message selectable">{local(words.message)}</p>
      <dl className="detail-facts">
        <Fact name={t('review.detail.lawful')}>{local(words.suggestion)}</Fact>
        <Fact name={t('review.detail.correction')}>
          <span lang="zh-CN">「{words.correction}」</span>
        </Fact>
        <Fact name={t('review.detail.law')}>
          <LawList basis={words.basis} />
        </Fact>
        {words.penalty === '' ? null : <Fact name={t('review.detail.penalty')}>{words.penalty}</Fact>}
        <Fact name={t('review.detail.state')}>
          {finding.stateAt === null
            ? t(`findingState.${finding.state}`)
            : t('review.detail.stateAt', {
                clock: clockOf(finding.stateAt),
                span: formatSpan(language, Math.max(0, finding.stateAt - finding.at)),
              })}
          {finding.reason === '' ? null : (
            <span className="detail-reason">{t('review.detail.reason', { reason: finding.reason })}</span>
          )}
        </Fact>
        {correction === undefined ? null : (
          <Fact name={t('review.detail.correctedBy')}>
            <button
              type="button"
              className="detail-link"
              onClick={() => choose({ kind: 'claim', claimId: correction.id, findingId: null })}
            >
              {clockOf(correction.at)} <span lang="zh-CN">{correction.text}</span>
            </button>
          </Fact>
        )}
        <Fact name={t('review.detail.rule')}>
          {finding.rule}
          <span className="detail-pack">
            {t('review.detail.pack', { pack: finding.pack, version: finding.packVersion })}
          </span>
        </Fact>
      </dl>
    </section>
  )
}

type ProductPartProps = {
  readonly product: Product | null
  readonly title: string
  readonly price: Fen | null
  readonly at: EpochMs
}

const ProductPart = ({ product, title, price, at }: ProductPartProps) => {
  const t = useTranslate()
  const language = useLanguage()
  const local = useLocalText()
  const definitions = useBootstrapStore((state) => state.bootstrap?.guarantees ?? NO_DEFINITIONS)
  const rights = useMemo(
    () => stageGuarantees(product?.guarantees ?? [], definitions, at).map(({ name }) => local(name)),
    [product, definitions, at, local],
  )
  const none = t('review.detail.none.value')
  return (
    <section className="detail-part">
      <h3>{t('review.detail.product')}</h3>
      <div className="detail-product">
        {product === null ? null : <ProductPicture picture={product.picture} size={40} />}
        <span className="selectable">{product?.name ?? (title === '' ? none : title)}</span>
        {price === null ? null : <strong>{formatMoney(price)}</strong>}
      </div>
      {product === null ? null : (
        <dl className="detail-facts">
          <Fact name={t('review.detail.listPrice')}>
            {product.listPrice === null ? none : formatMoney(product.listPrice)}
            {product.listPrice === null ? null : (
              <span className={product.priceEvidence ? 'review-quiet' : 'detail-missing'}>
                {' '}
                {product.priceEvidence ? t('review.detail.listProved') : t('review.detail.listUnproved')}
              </span>
            )}
          </Fact>
          <Fact name={t('review.detail.category')}>{product.category === '' ? none : product.category}</Fact>
          <Fact name={t('review.detail.stock')}>
            {product.stock === null ? none : formatCount(language, product.stock)}
          </Fact>
          <Fact name={t('review.detail.guarantees')}>{rights.length === 0 ? none : rights.join(' · ')}</Fact>
          <Fact name={t('review.detail.documents')}>
            {product.documents.length === 0 ? (
              none
            ) : (
              <ul>
                {product.documents.map((document) => (
                  <li key={`${document.type}${document.says}`}>
                    {document.type}
                    {document.says === '' ? '' : `：${document.says}`}
                    {document.expiresAt === null ? null : (
                      <span className="review-quiet detail-until">
                        {' '}
                        {t('review.detail.until', { date: formatDate(document.expiresAt) })}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </Fact>
          <Fact name={t('review.detail.maker')}>{product.maker === '' ? none : product.maker}</Fact>
        </dl>
      )}
    </section>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="detail-fact">
    <dt>{name}</dt>
    <dd className="selectable">{children}</dd>
  </div>
)
