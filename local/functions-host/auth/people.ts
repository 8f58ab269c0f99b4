import * as z from 'zod';

/** A person who can sign in on this machine. */
export interface Person {
  /** The name used to sign in as this person: `?as=ann`. */
  key: string;
  /** An object id such as Entra's. */
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
 * The people who can sign in: two by default, or those of `GO_LIVE_LOCAL_PEOPLE` (JSON) for tests that need others.
 * @throws Error when the JSON does not describe people.
 */
export function peopleOf(json: string | undefined): Person[] {
  return json === undefined ? PEOPLE : Others.parse(JSON.parse(json));
}
