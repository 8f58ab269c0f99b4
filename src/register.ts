import type { HttpMethod, HttpRequest, HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
import { withTelemetry } from './activities/with-telemetry.ts';
import { type ActivityParts, httpPorts } from './composition-root.ts';
import { answer } from './http/answer.ts';

type HttpPorts = ReturnType<typeof httpPorts>;

/** For an activity that asks the task hub. */
export const WITH_TASK_HUB = { extraInputs: [df.input.durableClient()] };

/** Registers an activity. What it takes is what our own orchestrators give it, in this version or the one before. */
export function activity<Input extends { traceparent?: string }, Ports>(
  name: string,
  act: (input: Input, ports: Ports) => Promise<unknown>,
  portsOf: (parts: ActivityParts) => Ports | Promise<Ports>,
  options: Partial<typeof WITH_TASK_HUB> = {},
): void {
  df.app.activity(name, {
    ...options,
    handler: (input, context) =>
      withTelemetry(input as Input, async (telemetry) => act(input as Input, await portsOf({ telemetry, context }))),
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
    handler: (request, client, context) => answer(request, context, async () => handle(request, httpPorts(client))),
  });
}
