import type { HttpMethod, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { DurableClient } from 'durable-functions';
import * as df from 'durable-functions';
import { withTelemetry } from './activities/with-telemetry.ts';
import { type ActivityParts, httpPorts, reportRefusal } from './composition-root.ts';
import type { ActivityCommand, AnswerOf, CommandOf } from './domain/command.ts';
import type { CallName, GuardedCall, OpenCall } from './http/access.ts';
import { answer } from './http/answer.ts';
import { type CallerOf, crossSiteProblem, enter } from './http/door.ts';
import { pageInstead } from './http/navigation.ts';
import { isNavigation, toSignIn } from './http/sign-in.ts';
import { isOnThisMachine } from './http/this-machine.ts';
import { asksForKey, platformAuthenticates } from './platform/settings.ts';

type HttpPorts = ReturnType<typeof httpPorts>;

/** For an activity that asks the task hub. */
export const WITH_TASK_HUB = { extraInputs: [df.input.durableClient()] };

interface Activity<Input, Answer> {
  readonly options: Partial<typeof WITH_TASK_HUB>;
  readonly run: (input: Input, context: InvocationContext) => Promise<Answer>;
}

/** An activity and the parts that it runs with. */
export function activity<Input extends { traceparent?: string }, Answer, Ports>(
  act: (input: Input, ports: Ports) => Promise<Answer>,
  portsOf: (parts: ActivityParts) => Ports | Promise<Ports>,
  options: Partial<typeof WITH_TASK_HUB> = {},
): Activity<Input, Answer> {
  return {
    options,
    run: (input, context) =>
      withTelemetry(input, async (telemetry) => act(input, await portsOf({ telemetry, context }))),
  };
}

/** Registers the machine's activities, each under the name of its command: the compiler says which is missing. */
export function commands(
  activities: { readonly [K in ActivityCommand['kind']]: Activity<CommandOf<K>, AnswerOf<K>> },
): void {
  for (const [kind, each] of Object.entries<Activity<never, unknown>>(activities)) register(kind, each);
}

/** Registers an activity. Its input comes from our own orchestrators, of this version or the one before. */
export function register<Input>(name: string, { options, run }: Activity<Input, unknown>): void {
  df.app.activity(name, { ...options, handler: (input, context) => run(input as Input, context) });
}

type Handle<Ports> = (request: HttpRequest, ports: Ports) => Promise<HttpResponseInit>;
type CallPorts<Name extends GuardedCall> = HttpPorts & { caller: CallerOf<Name> };

/**
 * Registers an API call. Its handler runs only for admitted callers, as `CALLS` requires; where the platform does not
 * authenticate, the host asks for a function key besides.
 */
export function http<Name extends GuardedCall>(
  name: Name,
  method: HttpMethod,
  route: string,
  handle: Handle<CallPorts<Name>>,
): void {
  atTheDoor(name, method, route, asksForKey() ? 'function' : 'anonymous', async (request, client) => {
    const elsewhere = pageInstead(request);
    if (elsewhere) return elsewhere;
    const ports = httpPorts(client);
    const entry = await enter(request, name, ports);
    return entry.kind === 'admitted' ? handle(request, { ...ports, caller: entry.caller }) : entry.response;
  });
}

/**
 * Registers a page. Where the platform authenticates, an unknown browser is sent to the sign-in. Where it does not, a
 * browser cannot present a function key, so the page is available on this machine alone. `closed` answers everybody
 * else, and callers without the role.
 */
export function page<Name extends GuardedCall>(
  name: Name,
  route: string,
  handle: Handle<CallPorts<Name>>,
  closed: (request: HttpRequest, ports: HttpPorts, refusal?: HttpResponseInit) => Promise<HttpResponseInit>,
): void {
  const isGuarded = platformAuthenticates();
  const level = isGuarded && asksForKey() ? 'function' : 'anonymous';
  atTheDoor(name, 'GET', route, level, async (request, client) => {
    const ports = httpPorts(client);
    if (!isGuarded && !isOnThisMachine(request)) return closed(request, ports);
    const entry = await enter(request, name, ports);
    if (entry.kind === 'admitted') return handle(request, { ...ports, caller: entry.caller });
    if (!isNavigation(request)) return entry.response;
    return entry.kind === 'stranger' ? toSignIn(request) : closed(request, ports, entry.response);
  });
}

/** Registers a function that is open to anybody. */
export function open(
  name: OpenCall,
  route: string,
  handle: (client: DurableClient, context: InvocationContext, request: HttpRequest) => Promise<HttpResponseInit>,
): void {
  atTheDoor(name, 'GET', route, 'anonymous', async (request, client, context) => handle(client, context, request));
}

/** The only way in from outside by HTTP. */
function atTheDoor(
  name: CallName,
  method: HttpMethod,
  route: string,
  authLevel: 'anonymous' | 'function',
  handle: (request: HttpRequest, client: DurableClient, context: InvocationContext) => Promise<HttpResponseInit>,
): void {
  df.app.client.http(name, {
    route,
    methods: [method],
    authLevel,
    handler: (request, client, context) =>
      answer(
        request,
        context,
        async () => crossSiteProblem(request, name, reportRefusal) ?? handle(request, client, context),
      ),
  });
}
