import { setTimeout as sleep } from 'node:timers/promises';
import { troubleOf } from './connection-trouble.mjs';
import { EXIT } from './exit-codes.mjs';
import { parseObject } from './json.mjs';
import { Stop } from './stop.mjs';

const REQUEST_MS = 30_000;
const PAUSES_MS = [1000, 3000, 9000];
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Signs in as the build agent: a token that the agent issues is exchanged for one of Entra ("Workload identity
 * federation"). Undefined when the agent issues no tokens.
 */
export function openFederation(env) {
  const agent = githubAgent(env) ?? azureDevOpsAgent(env);
  return agent && { token: async (scope) => exchange(agent, scope, await assertionOf(agent), env) };
}

/** GitHub Actions, with the permission `id-token: write`. */
function githubAgent(env) {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: key } = env;
  const { GO_LIVE_CLIENT_ID: clientId, GO_LIVE_TENANT_ID: tenantId } = env;
  if (!url || !key || !clientId || !tenantId) return undefined;
  const audience = encodeURIComponent('api://AzureADTokenExchange');
  return {
    name: 'GitHub',
    clientId,
    tenantId,
    key,
    method: 'GET',
    url: `${url}&audience=${audience}`,
    member: 'value',
  };
}

/** Azure DevOps, in AzureCLI@2 with a service connection that uses workload identity federation. */
function azureDevOpsAgent(env) {
  const { SYSTEM_OIDCREQUESTURI: url, SYSTEM_ACCESSTOKEN: key } = env;
  const { AZURESUBSCRIPTION_CLIENT_ID: clientId, AZURESUBSCRIPTION_TENANT_ID: tenantId } = env;
  const connection = env.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID;
  if (!url || !key || !clientId || !tenantId || !connection) return undefined;
  const query = `api-version=7.1&serviceConnectionId=${encodeURIComponent(connection)}`;
  return { name: 'Azure DevOps', clientId, tenantId, key, method: 'POST', url: `${url}?${query}`, member: 'oidcToken' };
}

async function assertionOf({ name, method, url, key, member }) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const { status, body } = await ask(name, url, { method, headers });
  return body[member] ?? fail(`${name} gave no token of the agent: HTTP ${status}`);
}

async function exchange({ clientId, tenantId }, scope, assertion, env) {
  const authority = env.AZURE_AUTHORITY_HOST || 'https://login.microsoftonline.com';
  const form = {
    client_id: clientId,
    scope,
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
  };
  const url = `${authority.replace(/\/+$/, '')}/${tenantId}/oauth2/v2.0/token`;
  const { status, body } = await ask('Microsoft Entra ID', url, { method: 'POST', body: new URLSearchParams(form) });
  return (
    body.access_token ??
    fail(`Microsoft Entra ID gave no token for ${scope}: ${body.error_description ?? `HTTP ${status}`}`)
  );
}

/** Retries transient errors: a job of many hours signs in often, and one failure must not end it. */
async function ask(who, url, init) {
  for (const pauseMs of [...PAUSES_MS, undefined]) {
    const answer = await send(url, init);
    if (answer.kind === 'answer') return answer;
    if (answer.kind !== 'away' || pauseMs === undefined) return fail(`${who} did not answer: ${answer.reason}`);
    await sleep(pauseMs);
  }
}

async function send(url, init) {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(REQUEST_MS) });
    const { status } = response;
    const body = parseObject(await response.text()) ?? {};
    return status >= 500 || status === 429
      ? { kind: 'away', reason: `HTTP ${status}` }
      : { kind: 'answer', status, body };
  } catch (error) {
    return troubleOf(error);
  }
}

function fail(message) {
  throw new Stop(
    'SignInFailed',
    message,
    "Check the federated credential of the pipeline's identity and its role, and run the job again",
    EXIT.signIn,
  );
}
