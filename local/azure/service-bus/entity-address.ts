/** What a link's address names. Names are compared without regard to case. */
export interface EntityAddress {
  readonly queue: string;
  readonly isDeadLetterQueue: boolean;
  readonly isManagement: boolean;
}

/** Takes an address such as `orders/$DeadLetterQueue/$management` apart. */
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
