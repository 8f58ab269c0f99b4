metadata description = 'For azd: a resource group of its own, and main.bicep in it.'

targetScope = 'subscription'

@minLength(1)
@maxLength(32)
param environmentName string

param location string

@description('See main.bicep.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string

@description('See main.bicep.')
param privateNetworking bool

@description('See main.bicep.')
param apiApplicationId string

@description('See main.bicep.')
param alertEmails string[]

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
    apiApplicationId: apiApplicationId
    alertEmails: alertEmails
  }
}

// azd keeps these in its environment, for `azd env get-values`.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = goLive.outputs.functionAppName
output AZURE_KEY_VAULT_NAME string = goLive.outputs.keyVaultName
output GO_LIVE_DURABLE_BACKEND string = goLive.outputs.durableBackend
output GO_LIVE_API_URL string = goLive.outputs.apiUrl
