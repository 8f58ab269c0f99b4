import type { Channel } from '../http/channel.ts';

/** What the single calls of the Cloud Partner Portal client share. */
export interface Portal extends Channel {
  publisherId: string;
}
