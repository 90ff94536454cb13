/** What is read of a Zod schema; a pipe (trimmed, then checked as an address) has its string at the front. */
export interface TextSchema {
  readonly maxLength?: number | null;
  readonly in?: unknown;
  unwrap?(): unknown;
}

/** The longest text that a schema takes; undefined where it names no end. */
export const schemaMaxLength = (schema: TextSchema | undefined): number | undefined => {
  if (!schema) return undefined;
  if (typeof schema.maxLength === 'number') return schema.maxLength;
  if (schema.in) return schemaMaxLength(schema.in);
  return schema.unwrap ? schemaMaxLength(schema.unwrap() as TextSchema) : undefined;
};
