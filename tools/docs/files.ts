import { EVENT_SCHEMAS } from '../../src/http/event-schemas.ts';
import { toJsonSchema } from '../../src/http/json-schema.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { eventExamples } from './event-examples.ts';
import { eventsPage } from './events-page.ts';

/** Every generated file under docs/ by its path, with its text before formatting. A test compares, `npm run docs` writes. */
export async function generatedFiles(): Promise<Record<string, string>> {
  const schemas = Object.entries(EVENT_SCHEMAS).map(([type, schema]) => [
    `docs/events/${type}.schema.json`,
    pretty({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `${type}.schema.json`,
      title: type,
      ...toJsonSchema(schema),
    }),
  ]);
  return {
    'docs/openapi.json': pretty(openApiDocument()),
    'docs/events.md': eventsPage(await eventExamples()),
    ...Object.fromEntries(schemas),
  };
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
