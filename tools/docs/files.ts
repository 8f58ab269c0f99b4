import { EVENT_SCHEMAS } from '../../src/http/event-schemas.ts';
import { fileOf, toFiles } from '../../src/http/json-schema.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { operationSchema } from '../../src/http/operation-schema.ts';
import { eventExamples } from './event-examples.ts';
import { eventsPage } from './events-page.ts';

/**
 * Every generated file under docs/, by path, with its text before formatting. `npm run docs` writes them, a test
 * compares them.
 */
export async function generatedFiles(): Promise<Record<string, string>> {
  const schemas = toFiles({ operation: operationSchema, ...EVENT_SCHEMAS });
  const files = Object.entries(schemas).map(([id, schema]) => [
    `docs/events/${fileOf(id)}`,
    pretty({ ...schema, title: id }),
  ]);
  return {
    'docs/openapi.json': pretty(openApiDocument()),
    'docs/events.md': eventsPage(await eventExamples()),
    ...Object.fromEntries(files),
  };
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
