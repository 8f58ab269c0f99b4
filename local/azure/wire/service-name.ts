import * as z from 'zod';

/** The services whose requests are recorded and whose faults can be scripted. */
export const ServiceName = z.enum(['keyVault', 'identity', 'eventGrid', 'applicationInsights', 'storage']);

/** One of those services. */
export type ServiceName = z.infer<typeof ServiceName>;
