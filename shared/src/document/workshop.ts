import { z } from 'zod';

/** The root `workshop`: what people see above the board. */
export const workshopFields = z.object({
  title: z.string().min(1).max(120),
  /** The language that its own words began in, as BCP 47 has it. */
  language: z.string().min(2).max(35),
});
