metadata description = 'For azd: a resource group of its own, and main.bicep in it.'

targetScope = 'subscription'

@minLength(1)
@maxLength(32)
param environmentName string

param location string

// These repeat the parameters of main.bicep.
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string
param privateNetworking bool
param existingNetwork { appSubnetId: string, endpointSubnetId: string, dnsZonesGroupId: string }?
@allowed(['None', 'Standard', 'Premium'])
param serviceBusTier string
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string
param alwaysReadyInstances { http: int, durable: int }
param purgeProtection bool
param recoverVault bool
param apiApplicationId string
param allowedCallers string[]
param alertEmails string[]
@secure()
param subscriberUrl string
param operatorIpRules string[]

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-golive-${environmentName}'
  location: location
  tags: { 'azd-env-name': environmentName }
}

module goLive 'main.bicep' = {
  scope: group
  name: 'go-live'
  params: {
    environmentName: environmentName
    location: location
    durableBackend: durableBackend
    privateNetworking: privateNetworking
    existingNetwork: existingNetwork
    serviceBusTier: serviceBusTier
    storageSku: storageSku
    alwaysReadyInstances: alwaysReadyInstances
    purgeProtection: purgeProtection
    recoverVault: recoverVault
    apiApplicationId: apiApplicationId
    allowedCallers: allowedCallers
    alertEmails: alertEmails
    subscriberUrl: subscriberUrl
    operatorIpRules: operatorIpRules
  }
}

// azd keeps these in its environment, for `azd env get-values`.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = goLive.outputs.functionAppName
output GO_LIVE_IDENTITY_PRINCIPAL_ID string = goLive.outputs.identityPrincipalId
output AZURE_KEY_VAULT_NAME string = goLive.outputs.keyVaultName
output GO_LIVE_DURABLE_BACKEND string = goLive.outputs.durableBackend
output GO_LIVE_API_URL string = goLive.outputs.apiUrl
