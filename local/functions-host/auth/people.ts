import * as z from 'zod';

/** Somebody who can sign in on this machine. */
export interface Person {
  /** As what the sign-in is asked for: `?as=ann`. */
  key: string;
  /** Object id, as Entra has one. */
  id: string;
  name: string;
  about: string;
  roles: string[];
}

const PEOPLE: Person[] = [
  {
    key: 'ann',
    id: 'a0000000-0000-4000-8000-000000000001',
    name: 'ann@contoso.com',
    about: 'Ann approves go-lives',
    roles: ['GoLive.Approve'],
  },
  {
    key: 'omar',
    id: 'a0000000-0000-4000-8000-000000000002',
    name: 'omar@contoso.com',
    about: 'Omar releases and operates',
    roles: ['GoLive.Submit', 'GoLive.Operate'],
  },
];

const Others = z.array(
  z.object({
    key: z.string(),
    id: z.string(),
    name: z.string(),
    about: z.string().default(''),
    roles: z.array(z.string()),
  }),
);

/**
 * Who can sign in: two people, or those of `GO_LIVE_LOCAL_PEOPLE` (JSON) for tests that need others.
 * @throws Error when that is something else.
 */
export function peopleOf(json: string | undefined): Person[] {
  return json === undefined ? PEOPLE : Others.parse(JSON.parse(json));
}
