import * as z from 'zod';
import { type Answer, json } from '../http/answer.ts';
import type { Entry } from '../offers/entry.ts';
import type { OfferBook } from '../offers/offer-book.ts';
import { ID } from '../offers/offer-name.ts';
import { parseDurableId } from './durable-id.ts';
import { failure } from './failure.ts';
import { parseSchema, wantsSources } from './schema.ts';

/** Names a product by its durable id or by the publisher's own id. */
const Reference = z.union([z.string(), z.object({ externalId: z.string() })]);

// A null member is not an absent one: the API refuses `"id": null`.
const Resource = z.looseObject({
  $schema: z.string(),
  id: z.string().optional(),
  product: Reference.optional(),
  target: z.looseObject({ targetType: z.enum(['preview', 'live']) }).optional(),
  sources: z.array(z.looseObject({ module: z.string(), branch: z.string() })).optional(),
});
export type Resource = z.infer<typeof Resource>;

const Configure = z.object({ $schema: z.string(), resources: z.array(Resource).min(1) });

/** The valid body of a configure call. */
export interface ConfigureRequest {
  resources: Resource[];
  submission?: Resource | undefined;
}

export type ReadConfigure = { ok: true; request: ConfigureRequest } | { ok: false; answer: Answer };

/** Validates the body of a configure call as the service does before it accepts a job. */
export function readConfigure(body: string): ReadConfigure {
  const value = parseJson(body);
  const retired = schemasOf(value).find((address) => parseSchema(address)?.isServed !== true);
  if (retired !== undefined) return refuse(`Schema ${retired} could not be accessed`);
  const parsed = Configure.safeParse(value);
  if (!parsed.success) return invalid(schemasOf(value).at(0), z.prettifyError(parsed.error));
  const { $schema, resources } = parsed.data;
  if (parseSchema($schema)?.kind !== 'configure') return invalid($schema, 'A configure request is needed');
  const wrong = resources.find((resource) => faultOfResource(resource) !== undefined);
  if (wrong !== undefined) return invalid(wrong.$schema, faultOfResource(wrong) ?? '');
  const submissions = resources.filter(isSubmission);
  const [submission] = submissions;
  if (submissions.length > 1) return invalid($schema, 'There can be one submission in a request');
  if (submission?.target?.targetType === 'live' && resources.length > 1) {
    return refuse('Only the submission itself can be published to live.');
  }
  return { ok: true, request: { resources, submission } };
}

/** The offer that a body is about, as far as an invalid body reveals it. */
export function productOf(body: string, book: OfferBook): Entry | undefined {
  const entries = mentionsIn(body).map(({ product, id }) => find(product ?? id, book));
  return entries.find((entry) => entry !== undefined);
}

/** The target to which a body wants something published, as far as an invalid body reveals it. */
export function targetTypeOf(body: string): string | undefined {
  return mentionsIn(body).find(({ target }) => target !== undefined)?.target?.targetType;
}

const Mentions = z.object({
  resources: z.array(
    z.object({
      id: z.string().optional().catch(undefined),
      product: Reference.optional().catch(undefined),
      target: z.object({ targetType: z.string() }).optional().catch(undefined),
    }),
  ),
});

function mentionsIn(body: string): z.infer<typeof Mentions>['resources'] {
  return Mentions.safeParse(parseJson(body)).data?.resources ?? [];
}

function find(reference: z.infer<typeof Reference> | undefined, book: OfferBook): Entry | undefined {
  if (reference === undefined) return undefined;
  if (typeof reference === 'string') return book.byGuid(parseDurableId(reference).guid);
  return ID.test(reference.externalId) ? book.byOfferId(reference.externalId) : undefined;
}

function isSubmission({ $schema }: Resource): boolean {
  return parseSchema($schema)?.kind === 'submission';
}

function faultOfResource(resource: Resource): string | undefined {
  if (!isSubmission(resource)) return undefined;
  const { product, target, sources } = resource;
  const required = { target, product, ...(wantsSources(parseSchema(resource.$schema)?.version ?? '') && { sources }) };
  const missing = Object.entries(required).filter(([, value]) => value === undefined);
  const names = missing.map(([name]) => `"${name}"`).join(',');
  return missing.length === 0 ? undefined : `Required properties [${names}] were not present #`;
}

function schemasOf(value: unknown): string[] {
  const Schemas = z.object({ $schema: z.string().optional().catch(undefined) });
  const Both = Schemas.extend({ resources: z.array(Schemas.catch({})).catch([]) });
  const found = Both.safeParse(value).data;
  return [found, ...(found?.resources ?? [])].flatMap((each) => each?.$schema ?? []);
}

function refuse(message: string): { ok: false; answer: Answer } {
  return { ok: false, answer: json(400, { error: { code: 'badRequest', message } }) };
}

function invalid(schema = 'configure', reason: string): { ok: false; answer: Answer } {
  const message = `Schema validation failed for schema ${schema}: ${reason}`;
  const details = [{ code: 'schemaValidationError', message }];
  const answer = failure(400, 'badRequest', 'Invalid configuration: schema validation failed', details);
  return { ok: false, answer };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
