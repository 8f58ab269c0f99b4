import * as z from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Formats whose name suffices; zod would add a long pattern. */
const SAID_BY_FORMAT = new Set(['date-time', 'email']);

const OPTIONS: z.core.ToJSONSchemaParams & z.core.RegistryToJSONSchemaParams = {
  target: 'draft-2020-12',
  // Describes requests: members with a default may be left out. Answers may gain members later.
  io: 'input',
  unrepresentable: 'any',
  override({ jsonSchema }) {
    if (SAID_BY_FORMAT.has(jsonSchema.format ?? '')) delete jsonSchema.pattern;
    // Generated clients take a member with a default for one that is always present; descriptions state the defaults.
    delete jsonSchema.default;
  },
};

/** A zod schema as JSON Schema 2020-12. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, OPTIONS);
  return rest;
}

/** Schemas that refer to one another by name, as an OpenAPI document holds them. */
export function toComponents(schemas: Record<string, z.ZodType>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const components = z.toJSONSchema(registry, { ...OPTIONS, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(components.schemas).map(([id, { $schema: _, $id: __, ...rest }]) => [id, rest]),
  );
}

/** Schemas that refer to one another by the names of their files, each a document of its own. */
export function toFiles(schemas: Record<string, z.ZodType>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  return z.toJSONSchema(registry, { ...OPTIONS, uri: fileOf }).schemas;
}

/** The file that describes what is called so. */
export function fileOf(id: string): string {
  return `${id}.schema.json`;
}
