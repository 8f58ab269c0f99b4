import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROLES } from '../../src/domain/caller.ts';

const SCRIPT = path.resolve(__dirname, '../../infra/entra/application.ts');

interface Form {
  appRoles: { id: string; value: string; displayName: string; allowedMemberTypes: string[] }[];
}

function run(...publishers: string[]) {
  return spawnSync(process.execPath, [SCRIPT, ...publishers], { encoding: 'utf8' });
}

const formOf = (...publishers: string[]) => JSON.parse(run(...publishers).stdout) as Form;

test('every role is declared for all publishers, and for each that is named', () => {
  // Act
  const { appRoles } = formOf('Contoso', 'fabrikam');

  // Assess
  const wanted = ['', ':contoso', ':fabrikam'].flatMap((of) => ROLES.map((role) => `${role}${of}`));
  expect(appRoles.map(({ value }) => value).sort()).toEqual(wanted.sort());
  for (const names of [appRoles.map(({ id }) => id), appRoles.map(({ displayName }) => displayName)]) {
    expect(new Set(names).size).toBe(appRoles.length);
  }
  expect(appRoles.every(({ id }) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
});

test('no application can be given the role to approve', () => {
  const approving = formOf('contoso').appRoles.filter(({ value }) => value.startsWith('GoLive.Approve'));

  expect(approving.map(({ allowedMemberTypes }) => allowedMemberTypes)).toEqual([['User'], ['User']]);
});

test('with one publisher more, the roles before keep their ids', () => {
  const [before, after] = [formOf('contoso').appRoles, formOf('fabrikam', 'contoso').appRoles];

  expect(after).toEqual(expect.arrayContaining(before));
});

test('what is no publisher id is refused', () => {
  const { status, stderr } = run('a b');

  expect([status, stderr]).toEqual([2, expect.stringContaining('is no publisher id')]);
});
