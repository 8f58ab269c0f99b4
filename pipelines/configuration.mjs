import { attemptKey } from './attempt-key.mjs';
import { EXIT } from './exit-codes.mjs';
import { objectFault } from './json.mjs';
import { nearestName } from './nearest-name.mjs';
import { say } from './print.mjs';
import { readSecret } from './secret.mjs';
import { Stop } from './stop.mjs';
import { VARIABLES } from './usage.mjs';

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const MAX_KEY = 255;

/**
 * The job's configuration; usage.mjs lists the variables.
 * @throws {Stop} that names the variable, its value and what is expected.
 */
export function readConfiguration(env) {
  for (const name of Object.keys(env).filter((name) => name.startsWith('GO_LIVE_') && !VARIABLES.includes(name))) {
    const near = nearestName(name, VARIABLES);
    if (near) say(`Nothing reads ${name}; ${near} is what it looks like.`);
  }
  const publisher = id(env, 'GO_LIVE_PUBLISHER');
  const offer = id(env, 'GO_LIVE_OFFER');
  return {
    url: address(env),
    publisher,
    offer,
    ...keys(env),
    request: request(env),
    functionKey: readSecret(env, 'GO_LIVE_FUNCTION_KEY'),
    ...identity(env),
    awayMinutes: minutes(env, 'GO_LIVE_AWAY_MINUTES', 15),
    waitMinutes: minutes(env, 'GO_LIVE_WAIT_MINUTES', Number.POSITIVE_INFINITY),
    neutralOnTimeout: oneOf(env, 'GO_LIVE_ON_TIMEOUT', ['fail', 'neutral']) === 'neutral',
  };
}

function address(env) {
  const name = 'GO_LIVE_URL';
  const text = required(env, name);
  const wanted = 'Give the base of the API, such as https://func-golive-x.azurewebsites.net/api';
  if (!URL.canParse(text)) throw wrong(`${name} is "${text}", which is no address`, wanted);
  const url = new URL(text);
  if (url.search || url.hash || url.username) {
    // The value is not shown, because the extra part is usually a function key.
    throw wrong(`${name} has more than host and path`, `${wanted}; the function key goes into GO_LIVE_FUNCTION_KEY`);
  }
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && here)) {
    throw wrong(`${name} is "${text}"`, 'Give an https address; http is for this machine alone');
  }
  const call = /\/(health|openapi\.json|operations|publishers)(\/.*)?$/.exec(url.pathname);
  if (call) throw wrong(`${name} is "${text}": that is one call of the API`, `Give its base, without "${call[0]}"`);
  return text.replace(/\/+$/, '');
}

function id(env, name) {
  const text = required(env, name);
  if (ID.test(text)) return text;
  const both = text.includes('/') ? ': publisher and offer have a variable each' : '';
  throw wrong(
    `${name} is "${text}"`,
    `Give the id as the marketplace has it: letters, digits, "-" and "_", at most 100${both}`,
  );
}

/**
 * The key, and its form for a header: percent-encoded UTF-8, which the API decodes, if it has "%" or non-ASCII
 * characters.
 */
function keys(env) {
  const text = readText(env, 'GO_LIVE_KEY') ?? attemptKey(env);
  if (text === undefined) {
    throw wrong(
      'GO_LIVE_KEY is not set, and no build agent says which run this is',
      'Set it to the idempotency key of this go-live, such as the number of the release: the same key is the same operation',
    );
  }
  const isPlain = /^[\x20-\x24\x26-\x7e]+$/.test(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const isText = text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text);
  const keyHeader = isPlain || !isText ? text : encodeURIComponent(text);
  if (isText && text.length <= MAX_KEY) return { key: text, keyHeader };
  const shown = JSON.stringify(text.slice(0, 60));
  throw wrong(`GO_LIVE_KEY is ${shown}`, `Give one line of at most ${MAX_KEY} characters`);
}

function request(env) {
  const text = readText(env, 'GO_LIVE_REQUEST') ?? '{}';
  const fault = objectFault(text);
  if (fault === undefined) return text;
  throw wrong(
    `GO_LIVE_REQUEST is not a JSON object: ${fault}`,
    'Give an object such as {"expectedVersion": 2}, or nothing',
  );
}

/** The identity that signs in when Entra protects the API. */
function identity(env) {
  const application = readText(env, 'GO_LIVE_API_APPLICATION');
  const clientId = readText(env, 'GO_LIVE_CLIENT_ID');
  const tenantId = readText(env, 'GO_LIVE_TENANT_ID');
  if (application && !/^[\w-]+$/.test(application)) {
    throw wrong(
      `GO_LIVE_API_APPLICATION is "${application}"`,
      'Give the client id of the application alone, without "api://"',
    );
  }
  if (Boolean(clientId) !== Boolean(tenantId)) {
    const [set, missing] = clientId
      ? ['GO_LIVE_CLIENT_ID', 'GO_LIVE_TENANT_ID']
      : ['GO_LIVE_TENANT_ID', 'GO_LIVE_CLIENT_ID'];
    throw wrong(`${set} is set and ${missing} is not`, 'Set both, or neither');
  }
  if (clientId && !application) {
    throw wrong(
      'GO_LIVE_CLIENT_ID is set and GO_LIVE_API_APPLICATION is not',
      'Set the client id of the application that guards the API: a token is asked for it',
    );
  }
  if (clientId && env.GITHUB_ACTIONS === 'true' && !env.ACTIONS_ID_TOKEN_REQUEST_URL) {
    throw wrong(
      'GO_LIVE_CLIENT_ID is set, and GitHub lets this job have no token',
      'Give the job the permission "id-token: write" (and "contents: read", which is then no longer given by itself)',
    );
  }
  return { application };
}

function minutes(env, name, otherwise) {
  const text = readText(env, name);
  if (text === undefined) return otherwise;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw wrong(`${name} is "${text}"`, 'Give a number of minutes, such as 90 or 0.5');
}

function oneOf(env, name, words) {
  const text = readText(env, name) ?? words[0];
  if (words.includes(text)) return text;
  throw wrong(`${name} is "${text}"`, `Give ${words.map((word) => `"${word}"`).join(' or ')}`);
}

function required(env, name) {
  const text = readText(env, name);
  if (text !== undefined) return text;
  const [mistyped] = Object.keys(env).filter((other) => !VARIABLES.includes(other) && nearestName(other, [name]));
  throw wrong(
    `${name} is not set`,
    `${mistyped ? `${mistyped} is; is it meant? ` : ''}Set it; "node go-live.mjs --help" says what it is`,
  );
}

/** The text of a variable without the white space that copying adds at its ends; undefined when it is empty. */
function readText(env, name) {
  const text = env[name]?.trim() || undefined;
  // Azure Pipelines leaves a reference to an unknown variable unexpanded.
  if (text && /^\$\([\w.]+\)$/.test(text)) {
    throw wrong(
      `${name} is "${text}": the pipeline knows no variable of that name`,
      'Define it, or link the variable group that has it',
    );
  }
  return text;
}

function wrong(message, remedy) {
  return new Stop('InvalidConfiguration', message, remedy, EXIT.usage);
}
