import type { HttpMethod, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { withTelemetry } from './activities/with-telemetry.ts';
import { type ActivityParts, httpPorts } from './composition-root.ts';
import type { ActivityCommand, AnswerOf, CommandOf } from './domain/command.ts';
import { answer } from './http/answer.ts';
import { pageInstead } from './http/navigation.ts';
import { isOnThisMachine } from './http/this-machine.ts';
import { platformAuthenticates } from './platform/settings.ts';

type HttpPorts = ReturnType<typeof httpPorts>;

/** For an activity that asks the task hub. */
export const WITH_TASK_HUB = { extraInputs: [df.input.durableClient()] };

interface Activity<Input, Answer> {
  readonly options: Partial<typeof WITH_TASK_HUB>;
  readonly run: (input: Input, context: InvocationContext) => Promise<Answer>;
}

/** An activity, with what it is run with. */
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

/** Registers an activity. What it takes is what our own orchestrators give it, in this version or the one before. */
export function register<Input>(name: string, { options, run }: Activity<Input, unknown>): void {
  df.app.activity(name, { ...options, handler: (input, context) => run(input as Input, context) });
}

/**
 * Registers a page. Where the platform does not authenticate, a browser has no way to show a function key: the page is
 * there on this machine alone, and elsewhere `closed` answers.
 */
export function page(
  name: string,
  route: string,
  handle: (request: HttpRequest, ports: HttpPorts) => Promise<HttpResponseInit>,
  closed: (request: HttpRequest, ports: HttpPorts) => Promise<HttpResponseInit>,
): void {
  df.app.client.http(name, {
    route,
    methods: ['GET'],
    authLevel: 'anonymous',
    handler: (request, client, context) =>
      answer(request, context, () =>
        (platformAuthenticates() || isOnThisMachine(request) ? handle : closed)(request, httpPorts(client)),
      ),
  });
}

/** Registers a call of the API that asks for a function key. */
export function http(
  name: string,
  method: HttpMethod,
  route: string,
  handle: (request: HttpRequest, ports: HttpPorts) => Promise<HttpResponseInit>,
): void {
  df.app.client.http(name, {
    route,
    methods: [method],
    authLevel: 'function',
    handler: (request, client, context) =>
      answer(request, context, async () => pageInstead(request) ?? handle(request, httpPorts(client))),
  });
}
