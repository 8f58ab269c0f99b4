import type { Channel } from '../http/channel.ts';

/** What the single calls of the Product Ingestion client share. */
export interface Ingestion extends Channel {
  /** The path below which the API lives, without a slash at its end. */
  base: string;
}
