/**
 * Draws of a long list only the lines in sight. What it gives changes under the same identity, so whoever calls it passes
 * nothing of it on to a memoised component: only plain numbers and elements.
 */
export { useVirtualizer as useVirtualLines } from '@tanstack/react-virtual'
