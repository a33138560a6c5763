/** The address for an OBS browser source. Portrait is what the page shows by itself; empty stays empty. */
export const stageAddress = (stageUrl: string, orientation: 'portrait' | 'landscape'): string => {
  if (stageUrl === '' || orientation === 'portrait') return stageUrl
  return `${stageUrl}${stageUrl.includes('?') ? '&' : '?'}layout=landscape`
}
