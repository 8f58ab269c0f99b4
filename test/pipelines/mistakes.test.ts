import { runScript } from './run-script.ts';
import { type Answer, ended, running, startService } from './scripted-service.ts';

/** A mistake that people make, the service's answer to it, and what the script tells them. */
interface Mistake {
  did: string;
  env?: Record<string, string> | ((url: string) => Record<string, string>);
  args?: string[];
  answers?: ((url: string) => Answer)[];
  /** True when nothing listens at the address. */
  isShut?: true;
  says: RegExp;
  code: number;
  /** The number of calls that the service received. */
  asked: number;
}

const usage = { code: 2, asked: 0 };
const refused = { code: 4, asked: 1 };
const problem = (status: number, code: string, detail: string, errors: object[] = []) => [
  () => ({ status, body: { code, detail, errors } }),
];
const page = (status: number, headers: Record<string, string> = {}) => [
  () => ({ status, headers: { 'Content-Type': 'text/html', ...headers }, body: '<html>Not here</html>' }),
];
/** Makes Node fail as for an unknown host, without asking a name server. */
const NO_SUCH_HOST = `--import=data:text/javascript,${encodeURIComponent(
  'process.getBuiltinModule("dns").lookup = (host, options, done) => done(Object.assign(new Error(host), { code: "ENOTFOUND" }));',
)}`;

/** Found when people used the product for the first time. */
const FOUND: Mistake[] = [
  {
    did: 'a key with a letter that no header carries',
    env: { GO_LIVE_KEY: 'sürüm-ş' },
    says: /^Succeeded: contoso\/offer is live\.$/,
    code: 0,
    asked: 1,
  },
  {
    did: 'a function key with the line break of its file',
    env: { GO_LIVE_FUNCTION_KEY: 'secret-1\n' },
    says: /^Succeeded: /,
    code: 0,
    asked: 1,
  },
  {
    did: 'two function keys in one secret',
    env: { GO_LIVE_FUNCTION_KEY: 'secret-1\nsecret-2' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY has a character that no function key has: .*one secret holds one key\.$/,
    ...usage,
  },
  {
    did: 'the address of the function with its key as the function key',
    env: { GO_LIVE_FUNCTION_KEY: 'https://func-x.azurewebsites.net/api/golive?code=secret-1' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY is an address\. Give the key alone: what follows "code="/,
    ...usage,
  },
  {
    did: 'the wrong function key',
    env: { GO_LIVE_FUNCTION_KEY: 'secret-1' },
    answers: page(401),
    says: /^Http401: .* Check that GO_LIVE_FUNCTION_KEY is a key of the app that GO_LIVE_URL names; where Entra guards the API/,
    ...refused,
  },
  {
    did: 'a key used again with another request',
    answers: problem(422, 'IdempotencyKeyReused', 'This Idempotency-Key started operation op-9 with another request.'),
    says: /^IdempotencyKeyReused: .*operation op-9.* Give another GO_LIVE_KEY, or the request that the key was first given with\.$/,
    ...refused,
  },
  {
    did: 'the key of a go-live that failed, after the repair',
    answers: [
      ended('Failed', {
        endedAt: '2026-01-01T00:00:00Z',
        error: { code: 'CertificationFailed', message: 'No agent', remedy: 'Repair it, then ask again.' },
      }),
    ],
    says: /^CertificationFailed: This is an old result: .* No agent\. Repair it, then ask again\. Only another key asks again; without GO_LIVE_KEY each attempt/,
    code: 1,
    asked: 1,
  },
  {
    did: 'a wrong port',
    isShut: true,
    env: { GO_LIVE_AWAY_MINUTES: '0.01' },
    says: /^ServiceAway: .*\(ECONNREFUSED\)\. .*Check GO_LIVE_URL\.$/,
    code: 5,
    asked: 0,
  },
  {
    did: 'the address without /api',
    env: (url) => ({ GO_LIVE_URL: url.replace(/\/api$/, '') }),
    answers: page(404),
    says: /^WrongAddress: http:.* answered HTTP 404, and not as Go Live does\. Check GO_LIVE_URL; the API of the function app ends in \/api\.$/,
    ...refused,
  },
  {
    did: 'the address with a slash at its end',
    env: (url) => ({ GO_LIVE_URL: `${url}/` }),
    says: /^Succeeded: /,
    code: 0,
    asked: 1,
  },
  {
    did: 'the address without its scheme',
    env: { GO_LIVE_URL: 'func-x.azurewebsites.net/api' },
    says: /^InvalidConfiguration: GO_LIVE_URL is "func-x\.azurewebsites\.net\/api", which is no address\. Give the base of the API, such as https:/,
    ...usage,
  },
  {
    did: 'http to a host on the network',
    env: { GO_LIVE_URL: 'http://golive.example/api' },
    says: /^InvalidConfiguration: GO_LIVE_URL is "http:\/\/golive\.example\/api"\. Give an https address/,
    ...usage,
  },
  {
    did: 'https to a server that speaks http',
    env: (url) => ({ GO_LIVE_URL: url.replace('http:', 'https:') }),
    says: /^WrongAddress: .* no secure connection could be made \(.+\)\. Check that the address speaks https/,
    code: 4,
    asked: 0,
  },
  {
    did: 'a host with a letter too many',
    env: { GO_LIVE_URL: 'https://func-xx.azurewebsites.net/api', NODE_OPTIONS: NO_SUCH_HOST },
    says: /^WrongAddress: https:\/\/func-xx\.azurewebsites\.net\/api cannot be reached: no name server knows the host \(ENOTFOUND\)/,
    code: 4,
    asked: 0,
  },
  {
    did: 'JSON with single quotes',
    env: { GO_LIVE_REQUEST: "{'expectedVersion': 2}" },
    says: /^InvalidConfiguration: GO_LIVE_REQUEST is not a JSON object: .*JSON wants double quotes/,
    ...usage,
  },
  {
    did: 'a JSON array',
    env: { GO_LIVE_REQUEST: '[1]' },
    says: /^InvalidConfiguration: GO_LIVE_REQUEST is not a JSON object: it holds another kind of value\. Give an object such as/,
    ...usage,
  },
  {
    did: 'JSON that was cut off',
    env: { GO_LIVE_REQUEST: '{"expectedVersion": 2' },
    says: /^InvalidConfiguration: GO_LIVE_REQUEST is not a JSON object: .*position \d+/,
    ...usage,
  },
  {
    did: 'a member that the API does not know',
    env: { GO_LIVE_REQUEST: '{"expected_version": 2}' },
    answers: problem(400, 'InvalidRequest', '/expected_version is unknown', [
      { pointer: '/expected_version', detail: 'is unknown' },
    ]),
    // Once, although the answer contains it twice.
    says: /^InvalidRequest: \/expected_version is unknown\. Repair what is named; GO_LIVE_REQUEST holds the body/,
    ...refused,
  },
  {
    did: 'a space in an id',
    env: { GO_LIVE_OFFER: 'my offer' },
    says: /^InvalidConfiguration: GO_LIVE_OFFER is "my offer"\. Give the id as the marketplace has it: letters, digits/,
    ...usage,
  },
  {
    did: 'a body of a megabyte',
    answers: problem(413, 'RequestTooLarge', 'The body has more than 64 KiB'),
    says: /^RequestTooLarge: The body has more than 64 KiB\. Repair the request/,
    ...refused,
  },
  {
    did: 'an address that knows the path and not the verb',
    answers: page(405),
    says: /^WrongAddress: .* answered HTTP 405, and not as Go Live does\. Check GO_LIVE_URL\.$/,
    ...refused,
  },
  {
    did: 'an operation that was kept no longer',
    answers: [running('publishing'), ...problem(404, 'OperationNotFound', 'There is no operation op-1')],
    says: /^OperationNotFound: There is no operation op-1\. An operation is known for the retention time only/,
    code: 4,
    asked: 2,
  },
  {
    did: 'no Azure CLI where it is needed',
    env: { GO_LIVE_API_APPLICATION: 'app-1', PATH: '/nowhere' },
    says: /^SignInFailed: There is no Azure CLI \("az"\) here, and the build agent gives no token of its own\. Install it and sign in; or, on GitHub,/,
    code: 6,
    asked: 0,
  },
  {
    did: 'a number of minutes that is none',
    env: { GO_LIVE_WAIT_MINUTES: '1h' },
    says: /^InvalidConfiguration: GO_LIVE_WAIT_MINUTES is "1h"\. Give a number of minutes, such as 90 or 0\.5\.$/,
    ...usage,
  },
  {
    did: 'an unknown flag',
    args: ['--port', '8080'],
    says: /^README\.md explains them\.$/,
    ...usage,
  },
];

/** Mistakes that we made up. */
const MADE_UP: Mistake[] = [
  {
    did: 'no key of any kind where one is needed',
    answers: page(401),
    says: /^Http401: .* Neither function key nor token was sent: set GO_LIVE_FUNCTION_KEY \(a secret that is not defined, or a run from a fork, is empty\)/,
    ...refused,
  },
  {
    did: 'publisher and offer in one variable',
    env: { GO_LIVE_OFFER: 'contoso/vm' },
    says: /^InvalidConfiguration: GO_LIVE_OFFER is "contoso\/vm"\. .*: publisher and offer have a variable each\.$/,
    ...usage,
  },
  {
    did: 'a mistyped variable',
    env: { GO_LIVE_PUBLISHER: '', GO_LIVE_PUBLISER: 'contoso' },
    says: /^InvalidConfiguration: GO_LIVE_PUBLISHER is not set\. GO_LIVE_PUBLISER is; is it meant\?/,
    ...usage,
  },
  {
    did: 'a function key in the address',
    env: { GO_LIVE_URL: 'https://func-x.azurewebsites.net/api?code=secret-1' },
    says: /^InvalidConfiguration: GO_LIVE_URL has more than host and path\. .*the function key goes into GO_LIVE_FUNCTION_KEY\.$/,
    ...usage,
  },
  {
    did: 'the address of one call',
    env: { GO_LIVE_URL: 'https://func-x.azurewebsites.net/api/health' },
    says: /^InvalidConfiguration: GO_LIVE_URL is ".*": that is one call of the API\. Give its base, without "\/health"\.$/,
    ...usage,
  },
  {
    did: 'an address that leads to a sign-in page',
    answers: page(302, { Location: 'https://login.microsoftonline.com/x' }),
    says: /^WrongAddress: .* answered HTTP 302 and leads to https:\/\/login\.microsoftonline\.com\/x; the key is sent to no other address\. .*GO_LIVE_API_APPLICATION/,
    ...refused,
  },
  {
    did: 'the address of a web site',
    answers: page(200),
    says: /^WrongAddress: .* answered HTTP 200, and not as Go Live does\./,
    ...refused,
  },
  {
    did: 'a variable that the pipeline does not know, as a secret',
    env: { GO_LIVE_FUNCTION_KEY: '$(goLiveSecret)' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY is the name of a variable that the pipeline does not know\. Define the secret variable/,
    ...usage,
  },
  {
    did: 'a variable that the pipeline does not know, as an id',
    env: { GO_LIVE_OFFER: '$(offer)' },
    says: /^InvalidConfiguration: GO_LIVE_OFFER is "\$\(offer\)": the pipeline knows no variable of that name\. Define it/,
    ...usage,
  },
  {
    did: 'a secret copied from a log',
    env: { GO_LIVE_FUNCTION_KEY: '***' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY is a row of stars, as logs show a secret\./,
    ...usage,
  },
  {
    did: 'a secret in quotes',
    env: { GO_LIVE_FUNCTION_KEY: '"secret-1"' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY is in quotes\./,
    ...usage,
  },
  {
    did: 'a token as the function key',
    env: { GO_LIVE_FUNCTION_KEY: 'Bearer secret-1' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY is a token\. .*GO_LIVE_API_APPLICATION\.$/,
    ...usage,
  },
  {
    did: 'an expression that nothing evaluated, as a secret',
    env: { GO_LIVE_FUNCTION_KEY: '$\u007b{ secrets.KEY }}' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY is an expression that nothing has evaluated\./,
    ...usage,
  },
  {
    did: 'the name "code=" with the function key',
    env: { GO_LIVE_FUNCTION_KEY: 'code=secret-1' },
    says: /^InvalidConfiguration: GO_LIVE_FUNCTION_KEY begins with "code="\./,
    ...usage,
  },
  {
    did: 'an application with its scheme',
    env: { GO_LIVE_API_APPLICATION: 'api://app-1' },
    says: /^InvalidConfiguration: GO_LIVE_API_APPLICATION is "api:\/\/app-1"\. Give the client id of the application alone/,
    ...usage,
  },
  {
    did: 'a client without its tenant',
    env: { GO_LIVE_API_APPLICATION: 'app-1', GO_LIVE_CLIENT_ID: 'client-1' },
    says: /^InvalidConfiguration: GO_LIVE_CLIENT_ID is set and GO_LIVE_TENANT_ID is not\. Set both, or neither\.$/,
    ...usage,
  },
  {
    did: 'a client without the application that it wants a token for',
    env: { GO_LIVE_CLIENT_ID: 'client-1', GO_LIVE_TENANT_ID: 'tenant-1' },
    says: /^InvalidConfiguration: GO_LIVE_CLIENT_ID is set and GO_LIVE_API_APPLICATION is not\./,
    ...usage,
  },
  {
    did: 'a workflow without the permission for tokens',
    env: {
      GITHUB_ACTIONS: 'true',
      GO_LIVE_API_APPLICATION: 'app-1',
      GO_LIVE_CLIENT_ID: 'client-1',
      GO_LIVE_TENANT_ID: 'tenant-1',
    },
    says: /^InvalidConfiguration: .*GitHub lets this job have no token\. Give the job the permission "id-token: write"/,
    ...usage,
  },
  {
    did: 'a key of two lines',
    env: { GO_LIVE_KEY: 'release\n7' },
    says: /^InvalidConfiguration: GO_LIVE_KEY is "release\\n7"\. Give one line of at most 255 characters\.$/,
    ...usage,
  },
  {
    did: 'a key that is too long',
    env: { GO_LIVE_KEY: 'ş'.repeat(256) },
    says: /^InvalidConfiguration: GO_LIVE_KEY is "ş{60}"\. Give one line of at most 255 characters\.$/,
    ...usage,
  },
  {
    did: 'a comma in a number',
    env: { GO_LIVE_AWAY_MINUTES: '0,5' },
    says: /^InvalidConfiguration: GO_LIVE_AWAY_MINUTES is "0,5"\./,
    ...usage,
  },
  {
    did: 'another word for neutral',
    env: { GO_LIVE_ON_TIMEOUT: 'green' },
    says: /^InvalidConfiguration: GO_LIVE_ON_TIMEOUT is "green"\. Give "fail" or "neutral"\.$/,
    ...usage,
  },
  {
    did: 'a caller without the role, or a stopped app',
    env: { GO_LIVE_FUNCTION_KEY: 'secret-1' },
    answers: page(403),
    says: /^Http403: .* Check the app role of this caller .*an app that is stopped or closed to this network answers so too\.$/,
    ...refused,
  },
];

describe.each([
  ['found', FOUND],
  ['made up', MADE_UP],
])('mistakes that were %s', (_, mistakes) => {
  test.each(mistakes.map((mistake) => [mistake.did, mistake] as const))('%s', async (_, mistake) => {
    // Prepare
    const service = await startService(mistake.answers ?? [ended('Succeeded')]);
    const env = typeof mistake.env === 'function' ? mistake.env(service.url) : mistake.env;
    if (mistake.isShut) await service.shut();

    try {
      // Act
      const { code, last, printed } = await runScript({ GO_LIVE_URL: service.url, ...env }, mistake.args);

      // Assess
      expect(last).toMatch(mistake.says);
      expect({ code, asked: service.asked.length }).toEqual({ code: mistake.code, asked: mistake.asked });
      // The output contains neither a stack trace nor a secret.
      expect(printed).not.toMatch(/^ {4}at |secret-\d/m);
    } finally {
      if (!mistake.isShut) await service.shut();
    }
  });
});

test('a mistyped variable that is not needed is named', async () => {
  // Prepare
  const service = await startService([ended('Succeeded')]);

  // Act
  const { code, lines } = await runScript({ GO_LIVE_URL: service.url, GO_LIVE_WAIT_MINUTE: '5' });
  await service.shut();

  // Assess
  expect({ code, first: lines[0] }).toEqual({
    code: 0,
    first: 'Nothing reads GO_LIVE_WAIT_MINUTE; GO_LIVE_WAIT_MINUTES is what it looks like.',
  });
});

test.each(['--help', '-h'])('%s says what there is to say, and is no mistake', async (argument) => {
  // Act
  const { code, printed } = await runScript({}, [argument]);

  // Assess
  expect(code).toBe(0);
  expect(printed).toMatch(/^Usage: [\s\S]*GO_LIVE_ON_TIMEOUT[\s\S]*Exit codes: /);
});
