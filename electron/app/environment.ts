import path from 'node:path'

/** What the app takes from its surroundings. */
export type Environment = {
  /** Folder of the user's data instead of the system's; null = the system's. */
  readonly userData: string | null
  /** Stage port instead of the setting; 0 = any free one; null = the setting. */
  readonly stagePort: number | null
  /** The database addon of the stand-in runtime; null = the one its package finds. */
  readonly sqliteAddon: string | null
  readonly latencyFile: string | undefined
}

const text = (value: string | undefined): string | null =>
  value === undefined || value === '' ? null : value

/** Reads the environment; a port that is no port counts as not given. */
export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment => {
  const userData = text(env['TRUSTCUE_USER_DATA'])
  const port = text(env['TRUSTCUE_STAGE_PORT'])
  const number = port === null || !/^\d{1,5}$/.test(port) ? null : Number(port)
  return {
    userData: userData === null ? null : path.resolve(userData),
    stagePort: number !== null && number <= 65_535 ? number : null,
    sqliteAddon: text(env['TRUSTCUE_SQLITE_ADDON']),
    latencyFile: env['TRUSTCUE_LATENCY_FILE'],
  }
}
