import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EXIT } from './exit-codes.mjs';
import { openFederation } from './federation.mjs';
import { Stop } from './stop.mjs';

/** The credentials that identify the caller: a function key, a token of the API's Entra application, or both. */
export function openCaller({ functionKey, application }, env = process.env) {
  let token;
  return {
    async headers() {
      const key = functionKey ? { 'x-functions-key': functionKey } : {};
      if (!application) return key;
      token ??= await signIn(application, env);
      return { ...key, Authorization: `Bearer ${token}` };
    },
    /** Returns true when a retry with a new token may help. */
    signInAgain() {
      if (!application) return false;
      token = undefined;
      return true;
    },
  };
}

/**
 * Gets each token from scratch. The Azure CLI is asked only when the agent issues none: it keeps the agent's own token,
 * which is valid for minutes, and cannot sign in again after an hour (AADSTS700024; Azure/azure-cli issue 28708).
 */
function signIn(application, env) {
  const scope = `api://${application}/.default`;
  const federation = openFederation(env);
  return federation ? federation.token(scope) : fromAzureCli(scope);
}

async function fromAzureCli(scope) {
  const command = ['account', 'get-access-token', '--scope', scope, '--query', 'accessToken', '--output', 'tsv'];
  try {
    const { stdout } = await promisify(execFile)('az', command);
    return stdout.trim();
  } catch (error) {
    if (error.code === 'ENOENT') {
      throw new Stop(
        'SignInFailed',
        'There is no Azure CLI ("az") here, and the build agent gives no token of its own',
        'Install it and sign in; or, on GitHub, set GO_LIVE_CLIENT_ID and GO_LIVE_TENANT_ID; or, in Azure Pipelines, run in AzureCLI@2 with SYSTEM_ACCESSTOKEN',
        EXIT.signIn,
      );
    }
    throw new Stop(
      'SignInFailed',
      `"az account get-access-token" for ${scope} failed: ${(error.stderr || error.message).trim()}`,
      'Sign in to Azure before this step (azure/login, AzureCLI@2), and run the job again',
      EXIT.signIn,
    );
  }
}
