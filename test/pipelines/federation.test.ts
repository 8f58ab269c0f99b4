import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runScript } from './run-script.ts';
import { ended, running, type ScriptedService, startService } from './scripted-service.ts';

/** A build agent's token service and Entra, in one: each of the agent's tokens is good for one exchange. */
interface Identity {
  url: string;
  server: Server;
  asked: string[];
  refuses: boolean;
  /** The number of requests that are answered with 503. */
  away: number;
}

async function startIdentity(): Promise<Identity> {
  const asked: string[] = [];
  const identity: Identity = { url: '', server: createServer(), asked, refuses: false, away: 0 };
  const used = new Set<string>();
  let issued = 0;
  identity.server.on('request', async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://agent');
    asked.push(`${request.method} ${pathname} ${searchParams} ${request.headers.authorization ?? ''}`.trim());
    response.setHeader('Content-Type', 'application/json');
    if (identity.away > 0) {
      identity.away -= 1;
      response.statusCode = 503;
      return response.end();
    }
    if (pathname.startsWith('/agent')) {
      issued += 1;
      return response.end(JSON.stringify({ value: `agent-${issued}`, oidcToken: `agent-${issued}` }));
    }
    const form = new URLSearchParams(body);
    const assertion = form.get('client_assertion') ?? '';
    if (identity.refuses || used.has(assertion) || !/^agent-\d+$/.test(assertion)) {
      response.statusCode = 401;
      return response.end(
        JSON.stringify({ error_description: 'AADSTS700024: Client assertion is not within its valid time range.' }),
      );
    }
    used.add(assertion);
    return response.end(JSON.stringify({ access_token: `${form.get('client_id')}:${form.get('scope')}:${assertion}` }));
  });
  identity.server.listen(0, '127.0.0.1');
  await once(identity.server, 'listening');
  identity.url = `http://127.0.0.1:${(identity.server.address() as AddressInfo).port}`;
  return identity;
}

const AGENTS: [string, (url: string) => Record<string, string>, string][] = [
  [
    'GitHub',
    (url) => ({
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/agent?job=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'agent-key',
      GO_LIVE_CLIENT_ID: 'client-1',
      GO_LIVE_TENANT_ID: 'tenant-1',
    }),
    'GET /agent job=1&audience=api%3A%2F%2FAzureADTokenExchange Bearer agent-key',
  ],
  [
    'Azure DevOps',
    (url) => ({
      SYSTEM_OIDCREQUESTURI: `${url}/agent`,
      SYSTEM_ACCESSTOKEN: 'agent-key',
      AZURESUBSCRIPTION_CLIENT_ID: 'client-1',
      AZURESUBSCRIPTION_TENANT_ID: 'tenant-1',
      AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'connection-1',
    }),
    'POST /agent api-version=7.1&serviceConnectionId=connection-1 Bearer agent-key',
  ],
];

describe.each(AGENTS)('a pipeline that signs in by what it is, on %s', (_, variablesOf, askForAgentToken) => {
  let identity: Identity;
  let service: ScriptedService;

  beforeEach(async () => {
    identity = await startIdentity();
  });
  afterEach(async () => {
    identity.server.closeAllConnections();
    identity.server.close();
    await service.shut();
  });

  const run = () =>
    runScript({
      GO_LIVE_URL: service.url,
      GO_LIVE_API_APPLICATION: 'app-1',
      AZURE_AUTHORITY_HOST: identity.url,
      ...variablesOf(identity.url),
    });

  test('goes on with a new token when its first one has expired, and the token of the agent too', async () => {
    // Prepare
    service = await startService([running('publishing'), () => ({ status: 401 }), ended('Succeeded')]);

    // Act
    const { code } = await run();

    // Assess
    const tokens = service.asked.map(({ headers }) => headers.authorization);
    const bearer = (agent: string) => `Bearer client-1:api://app-1/.default:${agent}`;
    expect({ code, tokens }).toEqual({ code: 0, tokens: [bearer('agent-1'), bearer('agent-1'), bearer('agent-2')] });
    const twice = [askForAgentToken, 'POST /tenant-1/oauth2/v2.0/token'];
    expect(identity.asked).toEqual([...twice, ...twice]);
  });

  test('outlives a token service that is away for a moment', async () => {
    // Prepare
    service = await startService([ended('Succeeded')]);
    identity.away = 1;

    // Act
    const { code } = await run();

    // Assess
    expect(code).toBe(0);
    expect(identity.asked).toEqual([askForAgentToken, askForAgentToken, 'POST /tenant-1/oauth2/v2.0/token']);
  });

  test('says that the operation runs on when it cannot sign in any more', async () => {
    // Prepare
    service = await startService([
      running('publishing'),
      () => {
        identity.refuses = true;
        return { status: 401 };
      },
    ]);

    // Act
    const { code, last } = await run();

    // Assess
    expect(code).toBe(3);
    expect(last).toMatch(
      /^StillRunning: Operation op-1 runs on\. It cannot be followed any more: .*AADSTS700024.* Then run the job again/,
    );
  });

  test('names the reason when it cannot sign in at all', async () => {
    // Prepare
    service = await startService([running('publishing')]);
    identity.refuses = true;

    // Act
    const { code, last } = await run();

    // Assess
    expect({ code, asked: service.asked.length }).toEqual({ code: 6, asked: 0 });
    expect(last).toMatch(/^SignInFailed: .*AADSTS700024.* Check the federated credential/);
    expect(last).not.toContain('agent-1');
  });
});
