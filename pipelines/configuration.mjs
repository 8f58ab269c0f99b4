import { parseObject } from './json.mjs';
import { Stop } from './stop.mjs';

/**
 * What the job was told: see the top of go-live.mjs.
 * @throws {Stop} that names the variable.
 */
export function readConfiguration(env) {
  const url = required(env, 'GO_LIVE_URL').replace(/\/+$/, '');
  if (!/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) {
    stop(`GO_LIVE_URL is "${url}"`, 'Give an https address; http is for this machine alone');
  }
  const request = env.GO_LIVE_REQUEST || '{}';
  if (parseObject(request) === undefined) {
    stop('GO_LIVE_REQUEST is not a JSON object', 'Give an object such as {"expectedVersion": 2}, or nothing');
  }
  return {
    url,
    request,
    publisher: required(env, 'GO_LIVE_PUBLISHER'),
    offer: required(env, 'GO_LIVE_OFFER'),
    key: required(env, 'GO_LIVE_KEY'),
    functionKey: env.GO_LIVE_FUNCTION_KEY,
    application: env.GO_LIVE_API_APPLICATION,
    awayMinutes: minutes(env, 'GO_LIVE_AWAY_MINUTES', 15),
    waitMinutes: minutes(env, 'GO_LIVE_WAIT_MINUTES', Number.POSITIVE_INFINITY),
  };
}

function required(env, name) {
  return env[name] || stop(`${name} is not set`, `Set it; the top of go-live.mjs says what it is`);
}

function minutes(env, name, otherwise) {
  const value = Number(env[name] || otherwise);
  return value >= 0 ? value : stop(`${name} is "${env[name]}"`, 'Give a number of minutes');
}

function stop(message, remedy) {
  throw new Stop('InvalidConfiguration', message, remedy);
}
