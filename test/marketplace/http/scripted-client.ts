import type { ChannelOptions } from '../../../src/marketplace/http/channel.ts';
import type { Limits } from '../../../src/marketplace/http/send.ts';
import type { Log, Marketplace, PublisherTokens, TokenOutcome } from '../../../src/marketplace/port.ts';
import { type Script, type ScriptedServer, startServer } from './scripted-server.ts';

export interface Opened {
  marketplace: Marketplace;
  server: ScriptedServer;
  log: jest.Mock<void, Parameters<Log>>;
  token: jest.Mock<Promise<TokenOutcome>, Parameters<PublisherTokens['token']>>;
}

export interface OpenOptions {
  tokens?: TokenOutcome[];
  now?: Date;
  limits?: Partial<Limits>;
  endpoint?: string;
}

const servers: ScriptedServer[] = [];

/** Opens a client on a scripted server; `closeServers` stops all of them. */
export async function openOn(
  script: Script,
  options: OpenOptions,
  openClient: (options: ChannelOptions & { endpoint: string }) => Marketplace,
): Promise<Opened> {
  const server = await startServer(script);
  servers.push(server);
  const log = jest.fn<void, Parameters<Log>>();
  const outcomes = [
    ...(options.tokens ?? [
      { kind: 'token' as const, token: 'first' },
      { kind: 'token' as const, token: 'second' },
    ]),
  ];
  const token = jest.fn(async (_scope: string, request?: { fresh?: boolean }): Promise<TokenOutcome> => {
    const fresh = request?.fresh === true;
    return outcomes[fresh ? Math.min(1, outcomes.length - 1) : 0] ?? { kind: 'token', token: 'first' };
  });
  const marketplace = openClient({
    endpoint: options.endpoint ?? server.origin,
    origin: server.origin,
    scope: 'scope',
    tokens: { token },
    log,
    ...(options.now !== undefined && { now: () => options.now ?? new Date() }),
    limits: options.limits ?? {},
  });
  return { marketplace, server, log, token };
}

export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}
