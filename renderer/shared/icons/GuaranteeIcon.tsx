import type { ReactElement } from 'react'

/** What is drawn for each right: paths on a 48 × 48 field, one line weight, no fill. Drawn for this app. */
const drawings: Readonly<Record<string, readonly string[]>> = {
  // A rosette with a tick: genuine, or paid for.
  seal: [
    'M24 5.5l4.3 3 5.2-.3 2 4.8 4.5 2.7-1 5.1 2 4.8-4 3.4-1.2 5.1-5.2.6L24 38l-4.6-3.3-5.2-.6-1.2-5.1-4-3.4 2-4.8-1-5.1 4.5-2.7 2-4.8 5.2.3z',
    'M17.5 21.5l4.7 4.7 8.6-9',
    'M17 35.5L15 43l9-3.4L33 43l-2-7.5',
  ],
  // A price tag whose price went down.
  'tag-shield': [
    'M24.6 6.5H39a2.5 2.5 0 0 1 2.5 2.5v14.4L23 41.9a2.5 2.5 0 0 1-3.5 0L6.1 28.5a2.5 2.5 0 0 1 0-3.5z',
    'M34.5 16.2a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z',
    'M22.5 20v12',
    'M17.6 27.2l4.9 4.9 4.9-4.9',
  ],
  // A parcel under way.
  'parcel-fast': [
    'M17.5 15.5L30.5 9l13 6.5v16L30.5 38l-13-6.5z',
    'M17.5 15.5l13 6.5 13-6.5',
    'M30.5 22v16',
    'M4 17h7.5',
    'M7 24.5h4.5',
    'M4 32h7.5',
  ],
  // A clock, and what lateness costs.
  'clock-coin': [
    'M34.2 16.6A15 15 0 1 0 21.4 36',
    'M20 12v9.2l5.6 3.4',
    'M34.5 43a8.8 8.8 0 1 0 0-17.6 8.8 8.8 0 0 0 0 17.6z',
    'M31.3 30.4l3.2 3.8 3.2-3.8',
    'M34.5 34.2v5',
    'M31.8 36h5.4',
  ],
  // A box that cracked on the way.
  'box-crack': [
    'M23 13.5H8.5A2.5 2.5 0 0 0 6 16v23a2.5 2.5 0 0 0 2.5 2.5H21',
    'M26.5 41.5h13A2.5 2.5 0 0 0 42 39V16a2.5 2.5 0 0 0-2.5-2.5h-12',
    'M6 14.5l5-8h26l5 8',
    'M25.2 6.5l-3.4 9 6 6.8-5.4 7 4.4 4.2-3 8',
  ],
  // A drop with a leaf in it.
  'drop-leaf': [
    'M24 5.5C20 11 10.5 20.6 10.5 29a13.5 13.5 0 0 0 27 0C37.5 20.6 28 11 24 5.500z',
    'M18.5 33.500c-.6-6.4 4-10.2 11.5-9.8.4 7-4 11-9.6 10.2',
    'M17 36.500c2-4.2 4.6-6.6 7.6-8',
  ],
  // A calendar leaf with seven days.
  'calendar-return': [
    'M9 10.500h30A2.5 2.5 0 0 1 41.5 13v26a2.5 2.5 0 0 1-2.5 2.500H9A2.5 2.5 0 0 1 6.5 39V13A2.5 2.5 0 0 1 9 10.500z',
    'M6.5 19h35',
    'M15.5 6v8.5',
    'M32.5 6v8.5',
    'M18.5 24.500h11l-6.5 11.5',
  ],
  // A van that brings it back.
  'parcel-return': [
    'M9.5 34H6.500A2.5 2.5 0 0 1 4 31.500v-17A2.5 2.5 0 0 1 6.5 12h19a2.5 2.5 0 0 1 2.5 2.500V34H18.5',
    'M28 19.500h7.600c.7 0 1.4.3 1.8.8l5.9 6.500c.4.5.7 1.1.7 1.700v3A2.5 2.5 0 0 1 41.5 34H40',
    'M31 34h-3',
    'M14 38.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z',
    'M35.5 38.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z',
    'M21.5 21H10.5',
    'M14.5 17l-4 4 4 4',
  ],
  // A coin at lightning speed.
  'coin-bolt': ['M24 42a18 18 0 1 0 0-36 18 18 0 0 0 0 36z', 'M26.5 12.500L16 26h7l-2 9.500L32 22h-7z'],
  // A coin held in the hand.
  'coin-keep': [
    'M28 25.500a10 10 0 1 0 0-20 10 10 0 0 0 0 20z',
    'M24.4 10.800l3.6 4.2 3.6-4.2',
    'M28 15v6',
    'M24.8 17.400h6.4',
    'M5 29.500h5.500c3.6 0 5.5 2.5 9 2.500h6a3 3 0 0 1 0 6h-7',
    'M27.8 36.500l9.7-4.700a3.3 3.3 0 0 1 3.4 5.600L30.5 43H14.200L11 40.800H5',
  ],
  shield: [
    'M24 5l16 5.500v12.700C40 32.6 33.4 39.7 24 43 14.6 39.7 8 32.6 8 23.200V10.500z',
    'M16.5 23.500l5.5 5.5 9.8-10.5',
  ],
}

const shield = drawings['shield'] ?? []

/** Names that are drawn; every other name falls back to the shield. */
export const GUARANTEE_ICONS: readonly string[] = Object.keys(drawings)

/** A right's drawn icon in the current text colour, as large as its box. Decorative: the name stands beside it. */
export const GuaranteeIcon = ({ icon }: { readonly icon: string }): ReactElement => (
  <svg
    className="guarantee-icon"
    viewBox="0 0 48 48"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.75"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {(drawings[icon] ?? shield).map((path) => (
      <path key={path} d={path} />
    ))}
  </svg>
)
