import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

// node infra/entra/application.ts [publisher ...]: prints the API's application with each role for all publishers and
// for each named publisher. The output is the body of the PATCH in docs/deploying.md. A name always has the same id, so
// the body can be sent again with more publishers; one that is left out must first be disabled in Entra.

interface AppRole {
  id: string;
  value: string;
  displayName: string;
  description: string;
  allowedMemberTypes: string[];
  isEnabled: boolean;
}

const file = path.join(import.meta.dirname, 'application.json');
const { appRoles, ...form } = JSON.parse(readFileSync(file, 'utf8')) as { appRoles: AppRole[] };

const publishers = process.argv.slice(2).map((publisher) => publisher.toLowerCase());
const wrong = publishers.find((publisher) => !/^[a-z0-9][a-z0-9_-]{0,99}$/.test(publisher));
if (wrong !== undefined) {
  console.error(`"${wrong}" is no publisher id; wanted: 1 to 100 letters, digits, "-" or "_".`);
  process.exit(2);
}
const scoped = publishers.flatMap((publisher) => appRoles.map((role) => roleOf(role, publisher)));
console.log(JSON.stringify({ ...form, appRoles: [...appRoles, ...scoped] }, null, 2));

function roleOf(role: AppRole, publisher: string): AppRole {
  const value = `${role.value}:${publisher}`;
  const description = `${role.description} Of publisher ${publisher} alone.`;
  return { ...role, id: idOf(value), value, displayName: `${role.displayName} of ${publisher}`, description };
}

/** A GUID derived from the name. */
function idOf(value: string): string {
  const hex = createHash('sha256').update(value).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
