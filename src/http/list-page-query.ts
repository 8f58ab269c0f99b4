import * as z from 'zod';
import { marketplaceId } from './ids.ts';
import { continuation } from './operation-query.ts';

/** An empty form field counts as absent. */
const field = <T>(schema: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.trim())
    .transform((text) => (text === '' ? undefined : text))
    .pipe(z.union([z.undefined(), schema]))
    .optional();

/** A label as one text. */
const label = z
  .string()
  .max(400)
  .regex(/^[^=]+=/, 'must be name=text');

/** The query of the page of all go-lives. `sectionNames`: the sections that have further pages. */
export const listPageQuery = <Name extends string>(sectionNames: readonly Name[]) =>
  z
    .strictObject({
      publisherId: field(marketplaceId),
      offerId: field(marketplaceId),
      label: field(label),
      section: z.enum(sectionNames).optional(),
      continuation,
      lang: z.string().optional(),
    })
    .refine((query) => query.continuation === undefined || query.section !== undefined, {
      path: ['continuation'],
      message: 'is of a section: give section too',
    });

/** Splits a label into name and text; the text may contain "=". */
export function labelIn(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const at = text.indexOf('=');
  return { [text.slice(0, at)]: text.slice(at + 1) };
}
