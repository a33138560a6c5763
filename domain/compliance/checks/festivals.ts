/** Days a Chinese shop names by their feast, month and day of the solar calendar, in folded letters (一 is 1). */
const SOLAR: ReadonlyArray<readonly [names: readonly string[], month: number, day: number]> = [
  [['元旦', '跨年'], 1, 1],
  [['情人节'], 2, 14],
  [['38节', '38妇女节', '妇女节', '女神节'], 3, 8],
  [['51劳动节', '劳动节', '51'], 5, 1],
  [['520'], 5, 20],
  [['61儿童节', '儿童节', '61'], 6, 1],
  [['618'], 6, 18],
  [['教师节'], 9, 10],
  [['国庆节', '国庆', '十1黄金周'], 10, 1],
  [['双十1', '双11'], 11, 11],
  [['双十2', '双12'], 12, 12],
  [['圣诞节', '圣诞'], 12, 25],
]

/** Feasts of the moon calendar by year, 2026–2035, from the calendar of 紫金山天文台; later years are not known here. */
const LUNAR: ReadonlyArray<readonly [names: readonly string[], days: Readonly<Record<number, string>>]> = [
  [
    ['春节', '过年', '大年初1'],
    {
      2026: '02-17',
      2027: '02-06',
      2028: '01-26',
      2029: '02-13',
      2030: '02-03',
      2031: '01-23',
      2032: '02-11',
      2033: '01-31',
      2034: '02-19',
      2035: '02-08',
    },
  ],
  [
    ['端午节', '端午'],
    {
      2026: '06-19',
      2027: '06-09',
      2028: '05-28',
      2029: '06-16',
      2030: '06-05',
      2031: '06-24',
      2032: '06-12',
      2033: '06-01',
      2034: '06-20',
      2035: '06-10',
    },
  ],
  [
    ['中秋节', '中秋', '8月十5'],
    {
      2026: '09-25',
      2027: '09-15',
      2028: '10-03',
      2029: '09-22',
      2030: '09-12',
      2031: '10-01',
      2032: '09-19',
      2033: '09-08',
      2034: '09-27',
      2035: '09-16',
    },
  ],
]

/** A feast's folded name and the UTC midnight of its day in a year; null = that year is not known. */
export type Festival = { readonly name: string; readonly dayIn: (year: number) => number | null }

/** Every feast, longest names first, so that 国庆节 is not read as 国庆. */
export const FESTIVALS: readonly Festival[] = [
  ...SOLAR.flatMap(([names, month, day]) =>
    names.map((name): Festival => ({ name, dayIn: (year) => Date.UTC(year, month - 1, day) })),
  ),
  ...LUNAR.flatMap(([names, days]) =>
    names.map((name): Festival => ({
      name,
      dayIn: (year) => {
        const day = days[year]
        return day === undefined ? null : Date.parse(`${String(year)}-${day}T00:00:00Z`)
      },
    })),
  ),
].toSorted((left, right) => right.name.length - left.name.length)
