import type { RunningStack } from './running-stack.ts';

/** App settings of a host on which these people, given by name and roles, can sign in. */
export function peopleSettings(people: Record<string, string[]>): Record<string, string> {
  const all = Object.entries(people).map(([key, roles]) => ({
    key,
    id: `${key}-id`,
    name: `${key}@contoso.com`,
    about: key,
    roles,
  }));
  return { GO_LIVE_SIGN_IN: 'platform', GO_LIVE_LOCAL_PEOPLE: JSON.stringify(all) };
}

/** Signs a person in as a browser does; returns the headers of that browser's calls. */
export async function signIn(stack: RunningStack, key: string): Promise<Record<string, string>> {
  const { app = '' } = stack.endpoints();
  const response = await fetch(`${app}/.auth/login/aad?as=${key}`, { redirect: 'manual' });
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  if (response.status !== 302 || cookie === '') throw new Error(`Signing in as ${key} answered ${response.status}.`);
  return { Cookie: cookie, Origin: app };
}
