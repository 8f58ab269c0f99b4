import { actorOf, type Caller, may, publishersOf, type Role } from '../../src/domain/caller.ts';

const PRINCIPAL = { kind: 'principal', id: 'ann-id' } as const;
const KEY: Caller = { kind: 'key' };
const person = (...roles: string[]): Caller => ({ kind: 'person', principal: PRINCIPAL, roles });
const application = (...roles: string[]): Caller => ({ kind: 'application', principal: PRINCIPAL, roles });

test('what a caller does is written down as done by its principal, or by a key', () => {
  expect([actorOf(KEY), actorOf(person()), actorOf(application())]).toEqual([{ kind: 'key' }, PRINCIPAL, PRINCIPAL]);
});

test.each<[Caller, Role, 'all' | string[]]>([
  [KEY, 'GoLive.Operate', 'all'],
  [KEY, 'GoLive.Approve', []],
  [person('GoLive.Approve'), 'GoLive.Approve', 'all'],
  [application('GoLive.Approve'), 'GoLive.Approve', []],
  [person(), 'GoLive.Read', []],
  [person('GoLive.Submit:Contoso', 'GoLive.Submit:contoso'), 'GoLive.Submit', ['contoso']],
  [person('GoLive.Submit:contoso', 'GoLive.Submit'), 'GoLive.Submit', 'all'],
  [person('GoLive.Submit:contoso', 'GoLive.Operate:fabrikam'), 'GoLive.Read', ['contoso', 'fabrikam']],
  [person('GoLive.Read'), 'GoLive.Submit', []],
])('%j may do what %s allows for %j', (caller, role, publishers) => {
  expect(publishersOf(caller, role)).toEqual(publishers);
});

test.each<[string[], string | undefined, boolean]>([
  [['GoLive.Submit'], undefined, true],
  [['GoLive.Submit'], 'contoso', true],
  [['GoLive.Submit:contoso'], undefined, false],
  [['GoLive.Submit:contoso'], 'CONTOSO', true],
  [['GoLive.Submit:contoso'], 'contoso2', false],
  [['GoLive.Submit:'], 'contoso', false],
])('with %j, submitting for %s is %s', (roles, publisherId, allowed) => {
  expect(may(person(...roles), 'GoLive.Submit', publisherId)).toBe(allowed);
});
