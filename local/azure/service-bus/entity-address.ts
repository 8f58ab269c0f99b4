/** The node that a link's address names. Names are compared case-insensitively. */
export interface EntityAddress {
  readonly queue: string;
  readonly isDeadLetterQueue: boolean;
  readonly isManagement: boolean;
}

/** Parses an address such as `orders/$DeadLetterQueue/$management`. */
export function parseEntityAddress(address: string): EntityAddress {
  const withoutHost = address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/^\/+|\/+$/g, '');
  const entity = withoutHost.replace(/\/\$management$/i, '');
  const queue = entity.replace(/\/\$deadletterqueue$/i, '');
  return {
    queue: queue.toLowerCase(),
    isDeadLetterQueue: queue !== entity,
    isManagement: entity !== withoutHost,
  };
}
