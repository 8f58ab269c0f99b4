/** Where an operation can stand, in the order that it passes through. */
export const PHASES = [
  'scheduled',
  'awaiting-approval',
  'queued',
  'checking',
  'submitting',
  'settling',
  'publishing',
  'canceling',
  'ended',
] as const;
export type Phase = (typeof PHASES)[number];

/** Where an operation can stand that has not ended. */
export const ACTIVE_PHASES = PHASES.filter((phase) => phase !== 'ended');
export type ActivePhase = (typeof ACTIVE_PHASES)[number];
