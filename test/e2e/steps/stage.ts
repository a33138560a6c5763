import { expect } from '@playwright/test'
import { stageFrameSchema, type StageFrame } from '../../../domain/stage/frame.ts'

/** What the stage server says viewers see, read as any program on the machine would. The schema is strict. */
export const stageFrame = async (stageUrl: string): Promise<StageFrame> => {
  const answer = await fetch(new URL('/api/v1/stage.json', stageUrl))
  expect(answer.status).toBe(200)
  return stageFrameSchema.parse(await answer.json())
}
