import { createHash } from 'node:crypto';

const MAX_NAME = 127;

/**
 * The name of a publisher's secret: `marketplace-{publisherId}`.
 *
 * A publisher is the same in upper and lower case. Key Vault allows letters, digits and hyphens, so the id in lower case is
 * mapped one-to-one: letters, digits and hyphens before one of these stand for themselves; any other character becomes
 * `--` and its code in two hex digits, e.g. `Contoso_1` is `marketplace-contoso--5f1`. An id so long in this form that
 * Key Vault would not take it becomes `--h` and its SHA-256 in hex.
 */
export function secretName(publisherId: string): string {
  const id = publisherId.toLowerCase();
  const name = id.replace(/[^a-z0-9-]|-(?![a-z0-9])/g, escaped);
  if (`marketplace-${name}`.length <= MAX_NAME) return `marketplace-${name}`;
  return `marketplace---h${createHash('sha256').update(id).digest('hex')}`;
}

function escaped(character: string): string {
  return `--${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
