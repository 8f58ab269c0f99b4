import type { Rejection } from '../domain/rejection.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/** Name of the telemetry event for a message that can never be a request. */
export const REQUEST_IS_REJECTED = 'request-rejected';

/** Reports which message was rejected, and why. */
export function tellRejection(telemetry: Telemetry, rejection: Rejection): void {
  const { id: rejectionId, queue, messageId, code, detail: reason, remedy } = rejection;
  telemetry.event(`golive.${REQUEST_IS_REJECTED}`, { rejectionId, queue, messageId, code, reason, remedy });
}
