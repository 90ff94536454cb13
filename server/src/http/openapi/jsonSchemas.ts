import { z } from 'zod';

/**
 * Makes the JSON schemas of one OpenAPI document. A recursive schema refers to a definition of its own; these
 * definitions are gathered in `components`, because a reference counts from the document's root.
 */
export class JsonSchemas {
  /** For `components.schemas`, once all schemas are made. */
  readonly components: Record<string, object> = {};

  make(schema: z.ZodType, io: 'input' | 'output'): object {
    const { $schema: _dialect, $defs: definitions = {}, ...jsonSchema } = z.toJSONSchema(schema, { io });
    const references = new Map<unknown, string>();
    for (const name of Object.keys(definitions)) {
      const component = `Definition${Object.keys(this.components).length}`;
      this.components[component] = {};
      references.set(`#/$defs/${name}`, component);
    }
    const withReferences = (value: object): object =>
      z.record(z.string(), z.unknown()).parse(
        JSON.parse(
          JSON.stringify(value, (key, each: unknown) => {
            const component = key === '$ref' ? references.get(each) : undefined;
            return component === undefined ? each : `#/components/schemas/${component}`;
          }),
        ),
      );
    if (references.size === 0) return jsonSchema;
    for (const [name, definition] of Object.entries(definitions)) {
      const component = references.get(`#/$defs/${name}`);
      if (component !== undefined) this.components[component] = withReferences(definition);
    }
    return withReferences(jsonSchema);
  }
}
