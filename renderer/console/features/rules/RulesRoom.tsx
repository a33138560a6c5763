/** The rule packs in use, to read (规则). */
export const RulesRoom = () => <main />
