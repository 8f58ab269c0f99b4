type Api = typeof import('@opentelemetry/api');

let api: Api | undefined;

/** Loads the module that binds trace contexts. Until then there are no spans to carry one. */
export async function bindTraceContext(): Promise<void> {
  api = await import('@opentelemetry/api');
}

/**
 * Runs `act` as part of the trace that `traceparent` names: spans, events and outgoing requests carry its id. The
 * SDK's own hook binds the context of the invocation, which a durable activity starts anew; this binds the operation's.
 */
export function withTraceContext<T>(traceparent: string | undefined, act: () => T): T {
  const match = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(traceparent ?? '');
  const [, traceId, spanId] = match ?? [];
  if (api === undefined || traceId === undefined || spanId === undefined) return act();
  const { context, trace, TraceFlags } = api;
  // Always recorded: a go-live is rare, and a caller that does not sample its own traces still wants to see this one.
  const parent = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return context.with(trace.setSpanContext(context.active(), parent), act);
}
