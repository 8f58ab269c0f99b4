import { startTelemetry, type Telemetry } from '../platform/telemetry.ts';
import { withTraceContext } from '../platform/trace-context.ts';

/** Runs an activity as part of its operation's trace, with the telemetry that its outgoing calls show up in. */
export async function withTelemetry<T>(
  input: { traceparent?: string },
  act: (telemetry: Telemetry) => Promise<T>,
): Promise<T> {
  const telemetry = await startTelemetry();
  return withTraceContext(input.traceparent, () => act(telemetry));
}
