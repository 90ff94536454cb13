const patterns: readonly RegExp[] = [
  // Mail addresses.
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/u,
  // Telephone numbers: a plus or a zero, then at least seven more digits with the usual marks between.
  /(?:\+|\b0)\d(?:[\s()/-]?\d){6,}\b/u,
  // Swedish personal identity numbers.
  /\b(?:19|20)?\d{6}[-+]\d{4}\b/u,
];

/** The first text that identifies a person, if any: a brief names roles, not people. */
export const findPersonalData = (text: string): string | undefined => {
  for (const pattern of patterns) {
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) return match.trim();
  }
  return undefined;
};
