import type { PreflightItem } from '../../../../../domain/model/lineup.ts'
import type { Product } from '../../../../../domain/model/product.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { ParsedField } from '../../../ui/Field.tsx'
import { saveProduct } from '../lineupStore.ts'
import { openText } from './openText.ts'
import { formatLines, parseLines } from './texts.ts'
import { useJump } from './useJump.ts'

/** What to say, what must be said, what not to say: one entry a line, so that a script can be pasted whole. */
export const TalkTab = ({ product, open }: { product: Product; open: readonly PreflightItem[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const tooMany = (lines: number, limit: number): string => t('lineup.talk.tooMany', { lines, limit })
  return (
    <div className="detail-form">
      <div ref={useJump<HTMLDivElement>('sellingPoints')}>
        <ParsedField<readonly string[]>
          label={t('lineup.talk.sellingPoints')}
          help={t('lineup.talk.sellingPointsHelp')}
          rows={6}
          value={product.sellingPoints}
          format={formatLines}
          parse={parseLines(12, 120)}
          invalid={tooMany(12, 120)}
          {...openText(language, open, 'sellingPoints')}
          onCommit={(sellingPoints) => saveProduct(product.id, { sellingPoints: [...sellingPoints] })}
        />
      </div>
      <ParsedField<readonly string[]>
        label={t('lineup.talk.mustSay')}
        help={t('lineup.talk.mustSayHelp')}
        rows={3}
        value={product.mustSay}
        format={formatLines}
        parse={parseLines(12, 120)}
        invalid={tooMany(12, 120)}
        onCommit={(mustSay) => saveProduct(product.id, { mustSay: [...mustSay] })}
      />
      <ParsedField<readonly string[]>
        label={t('lineup.talk.forbidden')}
        help={t('lineup.talk.forbiddenHelp')}
        rows={3}
        value={product.forbiddenWords}
        format={formatLines}
        parse={parseLines(40, 40)}
        invalid={tooMany(40, 40)}
        onCommit={(forbiddenWords) => saveProduct(product.id, { forbiddenWords: [...forbiddenWords] })}
      />
    </div>
  )
}
