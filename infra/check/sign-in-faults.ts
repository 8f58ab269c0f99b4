import { member } from './exposure-faults.ts';
import { appSettings, type Installation, ofType } from './installation.ts';

/** Microsoft, "Configure your App Service or Azure Functions app to use Microsoft Entra sign-in". */
const BY_IDENTITY = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';
const OTHERS_TOKENS = 'WEBSITE_AUTH_AAD_ALLOWED_TENANTS';

/**
 * Settings with which the app would trust headers that nothing protects, or Entra would admit other applications than
 * configured.
 * @param callers Client ids of the applications that the sample was configured to admit.
 */
export function signInFaults(installation: Installation, callers?: string[]): string[] {
  const settings = appSettings(installation);
  const configs = ofType(installation, 'Microsoft.Web/sites/config');
  const guard = configs.find(({ name }) => name.endsWith('/authsettingsV2'))?.properties;
  const wanted = guard === undefined ? 'keys' : 'platform';
  const entra = member(member(guard, 'identityProviders'), 'azureActiveDirectory');
  const issuer = String(member(member(entra, 'registration'), 'openIdIssuer'));
  const policy = member(member(entra, 'validation'), 'defaultAuthorizationPolicy');
  const allowed = member(policy, 'allowedApplications');
  const validation = member(guard, 'globalValidation');
  const action = member(validation, 'unauthenticatedClientAction');
  const secret = member(member(entra, 'registration'), 'clientSecretSettingName');
  return [
    ...(settings['GO_LIVE_SIGN_IN'] === wanted
      ? []
      : [`GO_LIVE_SIGN_IN is ${settings['GO_LIVE_SIGN_IN']}; wanted: ${wanted}, for that is what is deployed.`]),
    ...(guard === undefined || /\/v2\.0['\]]*/.test(issuer) ? [] : [`The issuer ${issuer} is not that of v2 tokens.`]),
    ...(guard === undefined || (action === 'AllowAnonymous' && member(validation, 'requireAuthentication') === false)
      ? []
      : [
          `The platform answers strangers by ${action}: no browser could sign in; wanted: AllowAnonymous, the app refuses them.`,
        ]),
    ...(guard === undefined || (secret === BY_IDENTITY && BY_IDENTITY in settings)
      ? []
      : [`Browsers sign in by a secret, or not at all; wanted: clientSecretSettingName and setting ${BY_IDENTITY}.`]),
    ...(guard === undefined || OTHERS_TOKENS in settings
      ? []
      : [`Tokens of other tenants are let in: ${OTHERS_TOKENS}.`]),
    ...(guard === undefined ||
    callers === undefined ||
    JSON.stringify(allowed) === JSON.stringify([settings['GO_LIVE_API_APPLICATION_ID'], ...callers])
      ? []
      : ['Others are let in than the application itself, for browsers, and those that GO_LIVE_ALLOWED_CALLERS names.']),
  ];
}
