/**
 * One colour a person, for carets, cursors and faces; the index is an Identity's `colour`. Each has at
 * least 4.5:1 to the white that stands on it and 3:1 to the paper of either theme.
 */
export const presenceColours = [
  '#266ec3',
  '#af4514',
  '#0c853d',
  '#9a4a9e',
  '#0a7e83',
  '#7d6a0a',
  '#705bbe',
  '#b23f50',
  '#5d7b02',
  '#057697',
  '#986106',
  '#a8417a',
] as const;

export const presenceColour = (index: number): string =>
  presenceColours[Math.abs(Math.trunc(index)) % presenceColours.length] ?? presenceColours[0];
