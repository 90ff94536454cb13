import { z } from 'zod';

/** ISO 3166-1 alpha-2. Names come from `Intl.DisplayNames` in the reader's language. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/);
export type CountryCode = z.output<typeof CountryCode>;
