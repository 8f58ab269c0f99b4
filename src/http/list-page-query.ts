import * as z from 'zod';
import { marketplaceId } from './ids.ts';
import { continuation } from './operation-query.ts';

/** A field of a form that was left empty says nothing. */
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

/** What the page of all go-lives may be asked for. `sectionNames`: the parts of which a later page can be asked for. */
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

/** The name and the text of a label; a text may have "=" in it. */
export function labelIn(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const at = text.indexOf('=');
  return { [text.slice(0, at)]: text.slice(at + 1) };
}
