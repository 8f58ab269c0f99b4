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
