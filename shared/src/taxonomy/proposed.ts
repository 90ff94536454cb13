import { z } from 'zod';

const prefix = 'proposed:';

/** Single spaces, and a capital first letter. */
const normaliseName = (name: string): string => {
  const [first = '', ...others] = name.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return `${first.toLocaleUpperCase('en')}${others.join('')}`;
};

/**
 * A capability that the table lacks, in the words of whoever proposed it. Its id holds its name:
 * it is usable at once, on a board and in a profile that is taken to another board, and two people
 * who propose the same have proposed one.
 */
export const ProposedCapability = z
  .templateLiteral([prefix, z.string().regex(/\S.{1,78}\S/)])
  .refine(
    (id) => id === `${prefix}${normaliseName(id.slice(prefix.length))}`,
    'Blanks too many, or a small first letter',
  );
export type ProposedCapability = z.output<typeof ProposedCapability>;

export const isProposed = (capability: string): capability is ProposedCapability => capability.startsWith(prefix);

export const nameOfProposed = (id: ProposedCapability): string => id.slice(prefix.length);

/** The capability of that name, or undefined where it is too short or too long for one. */
export const proposeCapability = (name: string): ProposedCapability | undefined =>
  ProposedCapability.safeParse(`${prefix}${normaliseName(name)}`).data;
