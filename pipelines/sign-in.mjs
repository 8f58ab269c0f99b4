import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Stop } from './stop.mjs';

/** What shows the service who calls: a function key, a token of the API's Entra application from the Azure CLI, or both. */
export function openCaller({ functionKey, application }) {
  let token;
  return {
    async headers() {
      const key = functionKey ? { 'x-functions-key': functionKey } : {};
      if (!application) return key;
      token ??= await signIn(application);
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

async function signIn(application) {
  const scope = `api://${application}/.default`;
  const command = ['account', 'get-access-token', '--scope', scope, '--query', 'accessToken', '--output', 'tsv'];
  try {
    const { stdout } = await promisify(execFile)('az', command);
    return stdout.trim();
  } catch (error) {
    throw new Stop(
      'SignInFailed',
      `"az account get-access-token" for ${scope} failed: ${(error.stderr || error.message).trim()}`,
      'Sign in to Azure before this step (azure/login, AzureCLI@2), and run the job again with the same key',
    );
  }
}
