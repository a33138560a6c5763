import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { newRuleForm, type RuleForm, ruleOfForm } from '../../domain/compliance/ruleForm.ts'
import { type Need, type Rule, ruleSchema } from '../../domain/compliance/rulePack.ts'
import { surroundingsOf } from '../../domain/compliance/shopPack.ts'
import { compileAlone, runExamples } from '../../domain/compliance/tryRule.ts'
import { FAMILIES, severitySchema } from '../../domain/model/claim.ts'
import { translate } from '../../domain/messages/translate.ts'
import { exampleProduct, FRIDAY_EVENING, onAir, shippedPacks } from './shippedPacks.ts'

const text = readFileSync(path.join(import.meta.dirname, '../../docs/rules.md'), 'utf8')

const chapter = (title: string): string => {
  const found = text.split('\n## ').find((part) => part.startsWith(title))
  if (found === undefined) throw new Error(`docs/rules.md has no chapter ${title}`)
  return found
}

/** The rows of a worked example: what is written into which field, as the page shows it. */
const fieldsOf = (example: string): ReadonlyMap<string, string> =>
  new Map(
    [...example.matchAll(/^\| (.+?) +\| (.+?) +\|$/gmu)].map(([, name, value]) => [
      name ?? '',
      (value ?? '').replaceAll('\\|', '|'),
    ]),
  )

const typed = (value: string | undefined): string[] =>
  [...(value ?? '').matchAll(/`([^`]+)`/gu)].map(([, words]) => words ?? '')

const needsOf = (value: string | undefined): Need[] => {
  if (value === undefined) return []
  const words = typed(value)
  return words.length > 0 ? [{ has: 'document', words }] : [{ has: 'said-in-document' }]
}

/** Which of some codes the page calls by this name. */
const called = <Code extends string>(
  name: string,
  codes: readonly Code[],
  nameOf: (code: Code) => string,
): Code => {
  const code = codes.find((each) => nameOf(each) === name)
  if (code === undefined) throw new Error(`the form has no ${name}`)
  return code
}

/** The form of a new rule, filled in as the example says; what it does not name stays as it is. */
const formOf = (fields: ReadonlyMap<string, string>): RuleForm => {
  const [family = '', severity = ''] = (fields.get('类别、级别') ?? '').split('，')
  const [law = '', article = ''] = typed(fields.get('法规或店规、第几条'))
  const one = (name: string): string => typed(fields.get(name))[0] ?? ''
  return {
    ...newRuleForm(called(family, FAMILIES, (code) => translate('zh', `family.${code}`, {}))),
    severity: called(severity, severitySchema.options, (code) => translate('zh', `severity.${code}`, {})),
    say: [...fields].filter(([name]) => name.startsWith('不能说的话')).flatMap(([, value]) => typed(value)),
    bad: typed(fields.get('该提醒的')),
    ok: typed(fields.get('不该提醒的')),
    messageZh: one('提醒'),
    suggestion: one('可以怎么说'),
    correction: one('说错了当场怎么更正'),
    basis: [{ law, article, mark: 'confirmed' }],
    needs: needsOf(fields.get('有了这些就可以说')),
  }
}

const compiled = (rule: Rule) => {
  const lone = compileAlone(rule, surroundingsOf(shippedPacks), [])
  if (!lone.ok) throw new Error(`${lone.field}: ${lone.reason.zh}`)
  return lone.compiled
}

describe('what docs/rules.md has one type in', () => {
  const examples = chapter('三个例子')
    .split(/^\*\*(?=[一二三]、)/mu)
    .slice(1)
  const rules = examples.map((example) => ruleOfForm(formOf(fieldsOf(example)), 'shop.1', null))

  test('are three worked examples', () => {
    expect(rules).toHaveLength(3)
  })

  for (const rule of rules) {
    test(`can be saved as it stands: ${rule.message.zh}`, () => {
      expect(ruleSchema.safeParse(rule).error).toBeUndefined()
      const results = runExamples(rule, compiled(rule), onAir(null).guarantees, FRIDAY_EVENING)
      expect(results).toHaveLength(4)
      expect(results.filter(({ passes }) => passes !== true)).toEqual([])
    })
  }

  test('rests when the product’s document says it', () => {
    const [, , handmade] = rules
    if (handmade === undefined) throw new Error('no third example')
    const context = onAir('bag-15')
    const [document] = exampleProduct('noodle-06').documents
    if (context.product === null || document === undefined) throw new Error('no product or document')
    const said = handmade.examples.bad.map(String)[0] ?? ''
    const withDocument = {
      ...context.product,
      documents: [{ ...document, says: '手工缝制', validUntil: null }],
    }
    const found = (product: typeof withDocument): number =>
      checkClaim(said, { ...context, product }, compiled(handmade)).findings.length
    expect([found({ ...context.product, documents: [] }), found(withDocument)]).toEqual([1, 0])
  })

  test('as a file compares with the product on air', () => {
    const [, block = ''] = /```json\n([\s\S]+?)```/u.exec(chapter('用文件写一条')) ?? []
    const rule = ruleSchema.array().parse(JSON.parse(block))[0]
    if (rule === undefined) throw new Error('no rule in the file')
    const found = (kind: 'bad' | 'ok'): boolean[] =>
      rule.examples[kind].map((example) => {
        const [said, product] =
          typeof example === 'string' ? [example, null] : [example.text, example.product]
        return checkClaim(said, onAir(product), compiled(rule)).findings.length > 0
      })
    expect([found('bad'), found('ok')]).toEqual([
      [true, true],
      [false, false],
    ])
  })
})
