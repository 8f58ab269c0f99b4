/** The Azure services that have a service principal in every tenant, so that tokens can be requested for them. */
export const RESOURCES = [
  'https://vault.azure.net',
  'https://eventgrid.azure.net',
  'https://servicebus.azure.net',
  'https://monitor.azure.com',
  'https://storage.azure.com',
  'https://management.azure.com',
  'https://graph.microsoft.com',
  'api://AzureADTokenExchange',
];
