metadata description = 'The app, on Flex Consumption: it scales to zero and holds no keys.'

param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param packageContainerUrl string

@description('Subnet for the app\'s network integration; empty for none.')
param subnetId string
param scale { maximumInstanceCount: int, instanceMemoryMB: int, alwaysReady: { http: int, durable: int }, zoneRedundant: bool }
param apiApplicationId string
param allowedCallers string[]
param storageEndpoints { blob: string, queue: string, table: string }

param schedulerEndpoint string

@description('Empty when orchestrations are stored in the storage account.')
param taskHubName string
@description('False when requests come by HTTP only; there is then no host name.')
param hasQueue bool
param serviceBusHostName string

@description('Settings that the app itself reads, besides those for connections and the identity.')
param appSettings object

var onScheduler = !empty(taskHubName)

var hostStorage = {
  AzureWebJobsStorage__blobServiceUri: storageEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storageEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: storageEndpoints.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
}
// host.json in the package selects the backend (infra/package): an app setting would not reach the Scale Controller,
// which starts instances.
var hubInScheduler = {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};TaskHub=${taskHubName};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}
var connections = {
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}
var queueConnection = {
  ServiceBusConnection__fullyQualifiedNamespace: serviceBusHostName
  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__clientId: identityClientId
}
var guard = union(
  { GO_LIVE_API_APPLICATION_ID: apiApplicationId, GO_LIVE_API_TENANT_ID: tenant().tenantId },
  empty(apiApplicationId)
    ? { GO_LIVE_SIGN_IN: 'keys' }
    : {
        GO_LIVE_SIGN_IN: 'platform'
        WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
        // Browsers sign in without a client secret: the application trusts the app's identity.
        OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
      }
)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: scale.zoneRedundant }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    // The API itself stays reachable, because pipelines call it from build agents. docs/deploying.md says how to close
    // it.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: scale.maximumInstanceCount
        instanceMemoryMB: scale.instanceMemoryMB
        alwaysReady: filter(
          [
            { name: 'http', instanceCount: scale.alwaysReady.http }
            { name: 'durable', instanceCount: scale.alwaysReady.durable }
          ],
          group => group.instanceCount > 0
        )
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      appSettings,
      connections,
      guard,
      hostStorage,
      hasQueue ? queueConnection : {},
      onScheduler ? hubInScheduler : {}
    )
  }

  resource authentication 'config' = if (!empty(apiApplicationId)) {
    name: 'authsettingsV2'
    // A site accepts only one configuration change at a time.
    dependsOn: [settings]
    properties: {
      platform: { enabled: true }
      globalValidation: {
        // Unauthenticated callers reach the app, which answers a call with 401 and sends a browser to the sign-in.
        // Alerts and pipelines read its health without a token, and anyone who wants to call it reads openapi.json.
        requireAuthentication: false
        unauthenticatedClientAction: 'AllowAnonymous'
      }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: apiApplicationId
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: {
            allowedAudiences: [apiApplicationId, 'api://${apiApplicationId}']
            // A browser's token is issued to the application itself, so it must be allowed as well.
            defaultAuthorizationPolicy: empty(allowedCallers)
              ? {}
              : { allowedApplications: union([apiApplicationId], allowedCallers) }
          }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }

  resource ftpCredentials 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
    dependsOn: [settings, authentication]
  }

  resource scmCredentials 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
    dependsOn: [ftpCredentials]
  }
}

output name string = site.name
output url string = 'https://${site.properties.defaultHostName}/api'
