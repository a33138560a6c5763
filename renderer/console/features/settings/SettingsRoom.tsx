/** What the shop sets (设置). */
export const SettingsRoom = () => <main />
