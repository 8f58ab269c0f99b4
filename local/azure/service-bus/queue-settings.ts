/** What a queue is made with; what is left out is as Azure makes it. */
export interface QueueOptions {
  readonly name: string;
  /** How long a received message belongs to its receiver. Azure: 5 minutes at most; 30 seconds if left out. */
  readonly lockDurationMs?: number;
  /** Failed deliveries after which a message is dead-lettered; 10 if left out. */
  readonly maxDeliveryCount?: number;
  /** Upper bound of every message's time to live; unlimited if left out. */
  readonly defaultMessageTimeToLiveMs?: number;
  /** Whether an expired message is dead-lettered rather than dropped; no if left out. */
  readonly deadLetteringOnMessageExpiration?: boolean;
  /** How long a message id is remembered to drop repetitions; no duplicate detection if left out. */
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
 * @throws RangeError when a value makes no sense
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
