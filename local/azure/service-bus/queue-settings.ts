/** Options of a queue; Azure's defaults apply to those left out. */
export interface QueueOptions {
  readonly name: string;
  /** How long a receiver holds a message. Azure allows at most 5 minutes; default 30 seconds. */
  readonly lockDurationMs?: number;
  /** Failed deliveries after which a message is dead-lettered; default 10. */
  readonly maxDeliveryCount?: number;
  /** Upper bound of every message's time to live; unlimited if left out. */
  readonly defaultMessageTimeToLiveMs?: number;
  /** Whether an expired message is dead-lettered rather than dropped; no if left out. */
  readonly deadLetteringOnMessageExpiration?: boolean;
  /** How long a message id is remembered to drop duplicates; by default there is no duplicate detection. */
  readonly duplicateDetectionWindowMs?: number;
}

/** A queue's rules with every default filled in. */
export interface QueueSettings {
  readonly name: string;
  readonly lockDurationMs: number;
  readonly maxDeliveryCount: number;
  readonly defaultMessageTimeToLiveMs: number;
  readonly deadLetteringOnMessageExpiration: boolean;
  readonly duplicateDetectionWindowMs: number;
}

/**
 * Fills in Azure's defaults.
 * @throws RangeError when a value is out of range
 */
export function queueSettings(options: QueueOptions): QueueSettings {
  const settings = {
    name: options.name,
    lockDurationMs: options.lockDurationMs ?? 30_000,
    maxDeliveryCount: options.maxDeliveryCount ?? 10,
    defaultMessageTimeToLiveMs: options.defaultMessageTimeToLiveMs ?? Number.POSITIVE_INFINITY,
    deadLetteringOnMessageExpiration: options.deadLetteringOnMessageExpiration ?? false,
    duplicateDetectionWindowMs: options.duplicateDetectionWindowMs ?? 0,
  };
  if (!/^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$/.test(settings.name)) {
    throw new RangeError(`Queue name '${settings.name}': wanted letters, digits, '.', '-', '_' and '/' inside.`);
  }
  for (const name of ['lockDurationMs', 'maxDeliveryCount', 'defaultMessageTimeToLiveMs'] as const) {
    if (!(settings[name] > 0))
      throw new RangeError(`Queue ${settings.name}: ${name} is ${settings[name]}, wanted more than 0.`);
  }
  return settings;
}
