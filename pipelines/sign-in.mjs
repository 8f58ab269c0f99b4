import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EXIT } from './exit-codes.mjs';
import { openFederation } from './federation.mjs';
import { Stop } from './stop.mjs';

/** What shows the service who calls: a function key, a token of the API's Entra application, or both. */
export function openCaller({ functionKey, application }, env = process.env) {
  let token;
  return {
    async headers() {
      const key = functionKey ? { 'x-functions-key': functionKey } : {};
      if (!application) return key;
      token ??= await signIn(application, env);
      return { ...key, Authorization: `Bearer ${token}` };
    },
    /** True when another try, with a new token, may help. */
    signInAgain() {
      if (!application) return false;
      token = undefined;
      return true;
    },
  };
}

/**
 * A token, from the beginning each time: the Azure CLI keeps the agent's own token, which is good for minutes, and cannot
 * sign in once more after an hour (AADSTS700024; Azure/azure-cli issue 28708). It is asked only where the agent has none.
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
