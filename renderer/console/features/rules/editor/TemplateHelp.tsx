import { useTranslate } from '../../../../shared/useTranslate.ts'

/** The rule language in eight lines. */
export const TemplateHelp = ({ classes }: { classes: readonly string[] }) => {
  const t = useTranslate()
  const rows = [
    ['全网最低', t('rules.editor.help.plain')],
    ['全(网|国)最低', t('rules.editor.help.or')],
    ['最低(价)?', t('rules.editor.help.maybe')],
    ['用…变白', t('rules.editor.help.gap')],
    ['用~6变白', t('rules.editor.help.clause')],
    ['{N}天', t('rules.editor.help.number')],
    ['{钱}　{比}', t('rules.editor.help.money')],
    [`<${classes[0] ?? '疾病'}>`, t('rules.editor.help.class', { classes: classes.join('、') })],
  ] as const
  return (
    <details className="template-help">
      <summary>{t('rules.editor.help')}</summary>
      <dl>
        {rows.map(([written, does]) => (
          <div key={written}>
            <dt lang="zh-CN">{written}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
