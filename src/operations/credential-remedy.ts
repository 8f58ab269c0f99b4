/** Remedies by Microsoft Entra ID error code ("Microsoft Entra authentication and authorization error codes"). */
const REMEDIES: Record<string, string> = {
  AADSTS700211:
    "The application trusts another issuer. Make the issuer of its federated credential https://login.microsoftonline.com/{tenant of the app's identity}/v2.0.",
  AADSTS700212:
    'The application trusts tokens for another audience. Make the audience of its federated credential api://AzureADTokenExchange.',
  AADSTS700213:
    "The application trusts another identity. Make the subject of its federated credential the object id of the app's identity, letter by letter.",
  AADSTS70021:
    "The application has no federated credential that fits. Add one: issuer https://login.microsoftonline.com/{tenant of the app's identity}/v2.0, subject the identity's object id, audience api://AzureADTokenExchange.",
  AADSTS700016:
    'The tenant does not know the application. Check both ids; an application of another tenant has to be consented to there.',
  AADSTS90002: 'There is no such tenant. Check the tenant id.',
  AADSTS7000215:
    'The client secret is wrong. Store the value of the secret, not its id; a new one counts after a minute.',
  AADSTS7000222: 'The client secret has expired. Add another one to the application, and store it.',
  AADSTS700027: 'The certificate is not registered with the application, or its key is another one. Upload it there.',
  AADSTS1000502: 'The certificate has expired. Register another one with the application, and store it.',
};

/** The remedy for refused credentials, where their code reveals one. */
export function credentialRemedy(code: string | undefined): string | undefined {
  return code === undefined ? undefined : REMEDIES[code];
}
