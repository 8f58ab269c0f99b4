import type { Channel } from '../http/channel.ts';

/** Shared by all calls of the Product Ingestion client. */
export interface Ingestion extends Channel {
  /** The path below which the API lives, without a slash at its end. */
  base: string;
}
