import type { Connection } from 'rhea';
import { amqpErrors } from './amqp-error.ts';
import type { AmqpRequest, AmqpResponse } from './request-link.ts';
import { covers, entityPath, type SharedAccessKey, sasTokenFault } from './sas-token.ts';

/** Claims-based security: the entities for which a connection has presented a valid token. */
export interface Claims {
  putToken(connection: Connection, request: AmqpRequest): AmqpResponse;
  isAuthorized(connection: Connection, address: string): boolean;
}

/** Keeps the claims of all connections. */
export function createClaims(access: SharedAccessKey, now: () => number): Claims {
  const grantedTo = new WeakMap<Connection, Set<string>>();

  return {
    putToken(connection, { operation, properties, body }) {
      if (operation !== 'put-token') {
        const error = amqpErrors.notImplemented(`$cbs does not know the operation '${operation}', only put-token.`);
        return { status: 501, error };
      }
      const audience = String(properties['name']);
      const fault =
        properties['type'] === 'servicebus.windows.net:sastoken'
          ? sasTokenFault(String(body), audience, access, now())
          : `Token type '${properties['type']}': this namespace takes shared access signatures only.`;
      if (fault) return { status: 401, error: amqpErrors.unauthorized(fault) };
      const granted = grantedTo.get(connection) ?? new Set();
      grantedTo.set(connection, granted.add(entityPath(audience)));
      return { status: 202, description: 'Accepted' };
    },
    isAuthorized(connection, address) {
      const wanted = entityPath(address);
      return [...(grantedTo.get(connection) ?? [])].some((granted) => covers(granted, wanted));
    },
  };
}
