/** The client's light colours; sizes in points. */
export const colours = { ink: '#13212b', quiet: '#51616b', line: '#c9d1cf', city: '#14589e', link: '#0b57d0' } as const;
export const sizes = { title: 26, section: 17, headings: [14, 12, 11], text: 10.5, small: 9.5, foot: 8.5 } as const;
export const gap = { page: 64, list: 16 } as const;
