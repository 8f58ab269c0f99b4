import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { EVENT_SCHEMAS } from '../../src/http/event-schemas.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { eventExamples } from '../../tools/docs/event-examples.ts';
import { generatedFiles } from '../../tools/docs/files.ts';

test('the documents in docs/ are what the code says; `npm run docs` brings them up to date', async () => {
  for (const [file, text] of Object.entries(await generatedFiles())) {
    const found = existsSync(file) ? readFileSync(file, 'utf8') : '';
    // Documents are reformatted, so only their content is compared.
    const same = file.endsWith('.json') ? isSameJson(found, text) : found === text;
    expect([file, same]).toEqual([file, true]);
  }
});

test('docs/events holds a schema for each event, that of the operation, and nothing else', () => {
  expect(readdirSync('docs/events').sort()).toEqual(
    ['operation', ...Object.keys(EVENT_SCHEMAS)].map((id) => `${id}.schema.json`).sort(),
  );
});

describe('events', () => {
  test('there is one example of each', async () => {
    const types = (await eventExamples()).map(({ type }) => type);
    expect(types.sort()).toEqual(Object.keys(EVENT_SCHEMAS).sort());
  });

  test.each(Object.keys(EVENT_SCHEMAS))('the schema describes every member of the example of %s', async (type) => {
    const example = (await eventExamples()).find((event) => event.type === type);
    expect(EVENT_SCHEMAS[type]?.parse(example)).toEqual(example);
  });

  test('the files alone, which refer to one another, judge an example as well', async () => {
    // Prepare
    const ajv = addFormats.default(new Ajv2020({ strict: false }));
    const files = readdirSync('docs/events').map((file) => JSON.parse(readFileSync(`docs/events/${file}`, 'utf8')));
    ajv.addSchema(files);
    const examples = await eventExamples();

    // Act
    const judged = examples.map((event) => ajv.validate(`${event.type}.schema.json`, event));
    const failed = examples.find(({ type }) => type.endsWith('.failed.v1'));

    // Assess
    expect(judged).toEqual(examples.map(() => true));
    expect(
      ajv.validate(`${failed?.type}.schema.json`, {
        ...failed,
        data: { ...(failed?.data as object), error: undefined },
      }),
    ).toBe(false);
  });

  test('a schema tells one event from another', async () => {
    const [example] = await eventExamples();
    const matching = Object.values(EVENT_SCHEMAS).filter((schema) => schema.safeParse(example).success);
    expect(matching).toHaveLength(1);
  });
});

describe('openapi.json', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument()));
  const calls = Object.entries<Record<string, Call>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ path, method, call })),
  );

  interface Call {
    operationId: string;
    parameters?: { name: string; in: string; required?: boolean }[];
    requestBody?: unknown;
    responses: Record<string, { description: string }>;
  }

  test('every reference leads somewhere, and every schema is used', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    const used = new Set(references.map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  test('every call has a name of its own, its path parameters and described answers', () => {
    for (const { path, call } of calls) {
      const inPath = (call.parameters ?? []).filter((parameter) => parameter.in === 'path' && parameter.required);
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(Object.values(call.responses).every(({ description }) => description.length > 1)).toBe(true);
    }
    expect(new Set(calls.map(({ call }) => call.operationId)).size).toBe(calls.length);
  });

  test('describes every HTTP function of the app, and no other', () => {
    // Prepare
    const source = readFileSync('src/index.ts', 'utf8');

    // Act
    const byHelper = [...source.matchAll(/^http\('\w+', '(\w+)', '([^']+)'/gm)].map(([, method, route]) => ({
      method,
      route,
    }));
    // All open routes except the pages' assets, because pages are for people.
    const open = [...source.matchAll(/^open\('\w+', '((?!ui\/)[^']+)'/gm)].map(([, route]) => ({
      method: 'GET',
      route,
    }));

    // Assess
    const registered = [...byHelper, ...open].map(({ method, route }) => `${method?.toLowerCase()} /${route}`);
    expect(calls.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(registered.sort());
  });
});

function isSameJson(found: string, text: string): boolean {
  return found !== '' && JSON.stringify(JSON.parse(found)) === JSON.stringify(JSON.parse(text));
}
