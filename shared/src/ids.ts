import { z } from 'zod';

const idSchema = <Brand extends string>() =>
  z
    .string()
    .regex(/^[A-Za-z0-9]{12,32}$/)
    // Records are plain objects by id, in which `hasOwnProperty` would always be found.
    .refine((id) => !(id in Object.prototype), 'Not an id')
    .brand<Brand>();

export const PersonId = idSchema<'PersonId'>();
export type PersonId = z.output<typeof PersonId>;
export const OrganisationId = idSchema<'OrganisationId'>();
export type OrganisationId = z.output<typeof OrganisationId>;
export const WorkshopId = idSchema<'WorkshopId'>();
export type WorkshopId = z.output<typeof WorkshopId>;
export const CardId = idSchema<'CardId'>();
export type CardId = z.output<typeof CardId>;
export const NeedId = idSchema<'NeedId'>();
export type NeedId = z.output<typeof NeedId>;
/** A record in a card that is no need: a criterion, a constraint and the like. */
export const RecordId = idSchema<'RecordId'>();
export type RecordId = z.output<typeof RecordId>;
export const StepId = idSchema<'StepId'>();
export type StepId = z.output<typeof StepId>;

export const PlanActionId = idSchema<'PlanActionId'>();
export type PlanActionId = z.output<typeof PlanActionId>;
export const PlanFileId = idSchema<'PlanFileId'>();
export type PlanFileId = z.output<typeof PlanFileId>;
export const PlanImportId = idSchema<'PlanImportId'>();
export type PlanImportId = z.output<typeof PlanImportId>;

export const ReturnedEditId = idSchema<'ReturnedEditId'>();
export type ReturnedEditId = z.output<typeof ReturnedEditId>;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idLength = 20;

/**
 * A fresh random id of the given brand: 20 letters and digits, some 119 bits.
 *
 * @example const card = newId(CardId);
 */
export const newId = <Schema extends z.ZodType<string>>(schema: Schema): z.output<Schema> => {
  let id = '';
  while (id.length < idLength) {
    for (const byte of crypto.getRandomValues(new Uint8Array(idLength))) {
      // 248 is the largest multiple of 62 in a byte: with the rest, the first letters would come up too often.
      if (byte < 248 && id.length < idLength) id += alphabet[byte % alphabet.length];
    }
  }
  return schema.parse(id);
};
