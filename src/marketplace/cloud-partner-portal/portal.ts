import type { Channel } from '../http/channel.ts';

/** Shared by all calls of the Cloud Partner Portal client. */
export interface Portal extends Channel {
  publisherId: string;
}
