import { create } from 'zustand'
import {
  fitsForm,
  formOfRule,
  newRuleForm,
  nextShopRuleId,
  ruleOfForm,
  type RuleForm,
} from '../../../../domain/compliance/ruleForm.ts'
import type { Rule } from '../../../../domain/compliance/rulePack.ts'
import type { PackPreview } from '../../../../domain/contract/rules.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import { callMain } from '../../../shared/bridge.ts'
import { askMain } from '../../bridge/askMain.ts'
import { takeRules, useRulesStore } from '../../stores/rulesStore.ts'
import type { Place } from './listRules.ts'

/** A rule being written. It outlives a look into another room. */
export type Draft = {
  /** The shop rule that is being changed; null = a new one. */
  readonly base: Rule | null
  /** The rule it was begun from; null = from nothing. */
  readonly from: Rule | null
  readonly form: RuleForm
  readonly isDirty: boolean
  /** Why it was not saved; null = nothing was refused. */
  readonly failure: Failure | null
  readonly isSaving: boolean
}

/** A pack that is looked at before it is adopted. */
export type Looking =
  | { readonly at: 'reading'; readonly file: string }
  | { readonly at: 'failed'; readonly file: string; readonly failure: Failure }
  | { readonly at: 'preview'; readonly preview: PackPreview; readonly isUpdate: boolean }

export type RulesRoomState = {
  readonly browse: 'family' | 'law'
  readonly place: Place
  readonly search: string
  /** Id of the rule shown at the right. */
  readonly chosen: string | null
  readonly draft: Draft | null
  readonly looking: Looking | null
  /** A shop rule that was just deleted and can be brought back. */
  readonly deleted: Rule | null
}

export const useRulesRoom = create<RulesRoomState>()(() => ({
  browse: 'family',
  place: { kind: 'all' },
  search: '',
  chosen: null,
  draft: null,
  looking: null,
  deleted: null,
}))

/** Narrows the list. */
export const goToPlace = (place: Place): void => useRulesRoom.setState({ place, chosen: null })

/** Shows everything again. */
export const showAllRules = (): void =>
  useRulesRoom.setState({ place: { kind: 'all' }, search: '', chosen: null })

/** Shows a rule at the right. */
export const chooseRule = (chosen: string): void => useRulesRoom.setState({ chosen })

const open = (draft: Pick<Draft, 'base' | 'from' | 'form'>): void =>
  useRulesRoom.setState({ draft: { ...draft, isDirty: false, failure: null, isSaving: false } })

/** Begins a new rule: empty, in the family one is looking at. */
export const beginRule = (): void => {
  const { place } = useRulesRoom.getState()
  open({ base: null, from: null, form: newRuleForm(place.kind === 'family' ? place.family : 'ABS') })
}

/** Begins a new rule from another one. */
export const beginFrom = (rule: Rule): void =>
  open({ base: null, from: rule, form: { ...formOfRule(rule), messageEn: '' } })

/** Opens one of the shop's own rules. */
export const editRule = (rule: Rule): void => {
  if (fitsForm(rule)) open({ base: rule, from: null, form: formOfRule(rule) })
}

/** Changes fields of the rule being written. */
export const changeForm = (fields: Partial<RuleForm>): void =>
  useRulesRoom.setState(({ draft }) =>
    draft === null
      ? {}
      : { draft: { ...draft, form: { ...draft.form, ...fields }, isDirty: true, failure: null } },
  )

/** Closes the editor; what was written is gone. */
export const closeEditor = (): void => useRulesRoom.setState({ draft: null })

/** The rule as it would be saved now. */
export const ruleOfDraft = (draft: Draft): Rule => {
  const taken =
    useRulesStore.getState().rules?.packs.flatMap(({ pack }) => pack.rules.map(({ id }) => id)) ?? []
  return ruleOfForm(draft.form, draft.base?.id ?? nextShopRuleId(taken), draft.base ?? draft.from)
}

/** Saves the rule being written; refused while it is incomplete or one of its examples fails. */
export const saveDraft = async (): Promise<void> => {
  const { draft } = useRulesRoom.getState()
  if (draft === null || draft.isSaving) return
  const rule = ruleOfDraft(draft)
  useRulesRoom.setState({ draft: { ...draft, isSaving: true, failure: null } })
  const answer = await callMain('rules.save', { rule, replaces: draft.base?.id ?? null })
  if (answer.ok) {
    takeRules(answer.value)
    useRulesRoom.setState({ draft: null, place: { kind: 'own' }, search: '', chosen: rule.id })
    return
  }
  const now = useRulesRoom.getState().draft
  if (now !== null) useRulesRoom.setState({ draft: { ...now, isSaving: false, failure: answer.error } })
}

/** Deletes one of the shop's own rules; it can be brought back. */
export const deleteRule = async (rule: Rule): Promise<void> => {
  const state = await askMain('rules.remove', { rule: rule.id })
  if (state === null) return
  takeRules(state)
  useRulesRoom.setState({ chosen: null, deleted: rule })
}

/** Brings back the rule that was deleted last. */
export const undoDelete = async (): Promise<void> => {
  const { deleted } = useRulesRoom.getState()
  if (deleted === null) return
  const state = await askMain('rules.restore', { rule: deleted.id })
  if (state === null) return
  takeRules(state)
  useRulesRoom.setState({ deleted: null, chosen: deleted.id, place: { kind: 'own' }, search: '' })
}

/** Reads a file of rules and shows what it would change. */
export const lookAtFile = async (file: File): Promise<void> => {
  useRulesRoom.setState({ looking: { at: 'reading', file: file.name } })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const answer = await callMain('rules.importPreview', { file: { name: file.name, bytes } })
  useRulesRoom.setState({
    looking: answer.ok
      ? { at: 'preview', preview: answer.value, isUpdate: false }
      : { at: 'failed', file: file.name, failure: answer.error },
  })
}

/** Shows what the update of a shipped pack would change. */
export const lookAtUpdate = async (pack: string): Promise<void> => {
  const preview = await askMain('rules.updatePreview', { pack })
  if (preview !== null) useRulesRoom.setState({ looking: { at: 'preview', preview, isUpdate: true } })
}

/** Puts the preview away; the rules in use stay. */
export const stopLooking = (): void => {
  const { looking } = useRulesRoom.getState()
  if (looking?.at === 'preview') void callMain('rules.discard', { token: looking.preview.token })
  useRulesRoom.setState({ looking: null })
}

/** Takes the pack over; its rules hold from the next claim on. */
export const adoptPack = async (preview: PackPreview): Promise<void> => {
  const state = await askMain('rules.adopt', { token: preview.token })
  if (state === null) return
  takeRules(state)
  useRulesRoom.setState({
    looking: null,
    place: { kind: 'pack', pack: preview.packId },
    search: '',
    chosen: null,
  })
}
