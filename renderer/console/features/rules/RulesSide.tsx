import { ArrowUpCircle, Download, EllipsisVertical, Trash2, TriangleAlert } from 'lucide-react'
import type { PackInUse, RulesState } from '../../../../domain/contract/rules.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { FAMILIES } from '../../../../domain/model/claim.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { takeRules } from '../../stores/rulesStore.ts'
import { ChooseFile } from '../../ui/ChooseFile.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { isIn, isSamePlace, lawsOf, type ListedRule, type Place } from './listRules.ts'
import { goToPlace, lookAtFile, lookAtUpdate, useRulesRoom } from './rulesRoomStore.ts'

/** The left side: families or laws with counts, the shop's own, and the packs. */
export const RulesSide = ({ rules, all }: { rules: RulesState; all: readonly ListedRule[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const browse = useRulesRoom((state) => state.browse)
  const isWriting = useRulesRoom((state) => state.draft !== null)
  const places: readonly { title: string; place: Place }[] =
    browse === 'family'
      ? FAMILIES.map((family) => ({ title: t(`family.${family}`), place: { kind: 'family', family } }))
      : lawsOf(all).map((law) => ({ title: law, place: { kind: 'law', law } }))
  return (
    <nav className="rules-side" aria-label={t('rules.browse')} inert={isWriting}>
      <div className="rules-side-places">
        <ul className="rules-places">
          <PlaceLine title={t('rules.all')} count={all.length} place={{ kind: 'all' }} />
        </ul>
        <section className="rules-part" aria-label={t('rules.shop')}>
          <h2 className="rules-part-title">{t('rules.shop')}</h2>
          <ul className="rules-places">
            {(['own', 'changed', 'off'] as const).map((kind) => (
              <PlaceLine
                key={kind}
                title={t(`rules.${kind}`)}
                count={all.filter((listed) => isIn(listed, { kind })).length}
                place={{ kind }}
              />
            ))}
            <PlaceLine
              title={t('rules.allowed')}
              count={rules.shop.allowed.length}
              place={{ kind: 'allowed' }}
            />
          </ul>
        </section>
        <section className="rules-part rules-browse" aria-label={t('rules.browse')}>
          <Segmented
            label={t('rules.browse')}
            showLabel={false}
            options={[
              { value: 'family', title: t('rules.byFamily') },
              { value: 'law', title: t('rules.byLaw') },
            ]}
            value={browse}
            onChange={(next) => useRulesRoom.setState({ browse: next })}
          />
          <ul className="rules-places">
            {places.map(({ title, place }) => (
              <PlaceLine
                key={title}
                title={title}
                count={all.filter((listed) => isIn(listed, place)).length}
                place={place}
              />
            ))}
          </ul>
        </section>
      </div>
      <section className="rules-side-packs" aria-label={t('rules.packs')}>
        <h2 className="rules-part-title">{t('rules.packs')}</h2>
        {rules.packs
          .filter(({ origin, pack }) => origin !== 'shop' || pack.rules.length > 0)
          .map((entry) => (
            <PackLine key={entry.pack.id} entry={entry} />
          ))}
        {rules.leftOut.length === 0 ? null : (
          <div className="rules-left-out" role="alert">
            <p>
              <TriangleAlert aria-hidden />
              {t('rules.leftOut')}
            </p>
            <ul className="selectable">
              {rules.leftOut.map(({ id, failure }) => (
                <li key={id}>{failureText(language, failure)}</li>
              ))}
            </ul>
          </div>
        )}
        <ChooseFile
          name={t('rules.import')}
          title={t('rules.import')}
          accept=".json"
          tone="normal"
          onFile={(file) => void lookAtFile(file)}
        />
      </section>
    </nav>
  )
}

const PlaceLine = ({ title, count, place }: { title: string; count: number; place: Place }) => {
  const isChosen = useRulesRoom((state) => isSamePlace(state.place, place))
  return (
    <li>
      <button
        type="button"
        className="rules-place"
        aria-pressed={isChosen}
        data-none={count === 0 ? '' : undefined}
        onClick={() => goToPlace(place)}
      >
        <span className="ellipsis">{title}</span>
        <span className="rules-count">{count}</span>
      </button>
    </li>
  )
}

const PackLine = ({ entry: { pack, origin, update } }: { entry: PackInUse }) => {
  const t = useTranslate()
  const local = useLocalText()
  const place: Place = { kind: 'pack', pack: pack.id }
  const isChosen = useRulesRoom((state) => isSamePlace(state.place, place))
  const name = local(pack.name)
  const remove = async (): Promise<void> => {
    const state = await askMain('rules.removePack', { pack: pack.id })
    if (state === null) return
    takeRules(state)
    goToPlace({ kind: 'all' })
  }
  return (
    <div className="rules-pack">
      <button
        type="button"
        className="rules-place rules-pack-line"
        aria-pressed={isChosen}
        onClick={() => goToPlace(place)}
      >
        <span className="ellipsis">{name}</span>
        <span className="rules-version ellipsis">
          {t('rules.packVersion', { version: pack.version, count: pack.rules.length })}
          {origin === 'imported' ? ` · ${t('rules.packImported')}` : ''}
        </span>
      </button>
      <Menu
        label={t('rules.packActs', { name })}
        trigger={
          <IconButton label={t('rules.packActs', { name })} size="small">
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
        entries={[
          {
            id: 'export',
            title: t('rules.packExport'),
            icon: <Download aria-hidden />,
            run: () => void askMain('rules.export', { pack: pack.id }),
          },
          ...(origin === 'imported'
            ? [
                {
                  id: 'remove',
                  title: t('rules.packRemove'),
                  icon: <Trash2 aria-hidden />,
                  isDanger: true,
                  run: () => void remove(),
                },
              ]
            : []),
        ]}
      />
      {update === null ? null : (
        <button
          type="button"
          className="rules-update"
          aria-label={t('rules.packUpdateSee', { name, version: update })}
          onClick={() => void lookAtUpdate(pack.id)}
        >
          <ArrowUpCircle aria-hidden />
          {t('rules.packUpdate', { version: update })}
        </button>
      )}
    </div>
  )
}
