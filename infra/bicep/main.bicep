metadata description = 'Go Live: everything that the service needs in one resource group, without a stored key.'

@description('Distinguishes installations: it is part of every name, and the value of the tag azd-env-name.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of every resource.')
param location string = resourceGroup().location

@description('First part of every name.')
@minLength(2)
@maxLength(8)
param namePrefix string = 'golive'

@description('Where orchestrations are stored: in a storage account, or in a Durable Task Scheduler for large scale. Running instances cannot be moved from one to the other.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string = 'AzureStorage'

@description('SKU of the scheduler: Consumption is billed per action, Dedicated per capacity unit.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Capacity units of a Dedicated scheduler.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('True: storage, vault, topic, scheduler and a Premium Service Bus are reachable through private endpoints only.')
param privateNetworking bool = false

@description('An existing network, for private networking. Its app subnet must be delegated to Microsoft.App/environments. dnsZonesGroupId is the resource group of central private DNS zones; if it is empty, zones are created here and linked to the network. Null: a network is created.')
param existingNetwork { appSubnetId: string, endpointSubnetId: string, dnsZonesGroupId: string }?

@description('For private networking: public IP addresses or CIDR ranges from which operators reach the vault and a Premium Service Bus. Empty: these are reachable from inside the network only.')
param operatorIpRules string[] = []

@description('Tier of the Service Bus namespace that takes requests as messages. None: requests come by HTTP only. Private endpoints exist in Premium only; a Standard namespace stays reachable from the internet, guarded by roles and without keys.')
@allowed(['None', 'Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('True: a deleted vault cannot be purged before 90 days. Use false for environments that are created and thrown away.')
param purgeProtection bool = true

@description('Set it to true for one deployment after an environment of this name was deleted: recovers its vault with the secrets in it.')
param recoverVault bool = false

@description('True: instances are spread over zones. Requires a region with zones, Standard_ZRS, and at least two always-ready instances in each group.')
param zoneRedundant bool = false

@description('Standard_ZRS survives the loss of a zone; use Standard_LRS in a region without zones.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_ZRS'

@description('Always-ready instances for HTTP calls and for orchestrations; 0 scales to zero.')
param alwaysReadyInstances { http: int, durable: int } = { http: 0, durable: 0 }

@description('Maximum number of instances.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Memory of one instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Behaviour of the app: see "Settings" in docs/deploying.md.')
param goLive {
  marketplaceEndpoint: string
  marketplaceScope: string
  marketplaceApi: 'cloud-partner-portal' | 'product-ingestion'
  productIngestionEndpoint: string
  productIngestionScope: string
  productIngestionPollMinSeconds: int
  queue: string
  table: string
  pollMinSeconds: int
  pollMaxSeconds: int
  deadlineHours: int
  settleSeconds: int
  marketplaceConcurrency: int
  @description('Public address of the API, including its path, when callers reach it through a gateway or a domain of your own. Empty: the app\'s own address.')
  publicUrl: string
} = {
  marketplaceEndpoint: 'https://cloudpartner.azure.com'
  marketplaceScope: 'https://cloudpartner.azure.com/.default'
  marketplaceApi: 'cloud-partner-portal'
  productIngestionEndpoint: 'https://graph.microsoft.com/rp/product-ingestion'
  productIngestionScope: 'https://graph.microsoft.com/.default'
  productIngestionPollMinSeconds: 60
  queue: 'golive-requests'
  table: 'golive'
  pollMinSeconds: 30
  pollMaxSeconds: 600
  deadlineHours: 384
  settleSeconds: 60
  marketplaceConcurrency: 16
  publicUrl: ''
}

@description('Number of days for which an ended operation, and with it its idempotency key, is kept.')
@minValue(1)
@maxValue(3660)
param retentionDays int = 90

@description('Number of days for which logs and telemetry are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Client id of the Entra application that protects the HTTP API. Empty: only function keys protect it.')
param apiApplicationId string = ''

@description('Client ids of the applications that may call. Empty: every application to which Entra issues a token for the API.')
param allowedCallers string[] = []

@description('E-mail addresses that are notified when an alert fires.')
param alertEmails string[] = []

@description('Address of a webhook that receives every event as a CloudEvent. Empty: no subscription is created.')
@secure()
param subscriberUrl string = ''

// Links put a slash behind it.
var publicUrl = endsWith(goLive.publicUrl, '/') ? substring(goLive.publicUrl, 0, max(0, length(goLive.publicUrl) - 1)) : goLive.publicUrl
var token = uniqueString(resourceGroup().id, environmentName)
var suffix = '${namePrefix}-${token}'
var tags = { 'azd-env-name': environmentName }
var onScheduler = durableBackend == 'DurableTaskScheduler'
var publicNetworkAccess = privateNetworking ? 'Disabled' : 'Enabled'
var hasQueue = serviceBusTier != 'None'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: 'id-${suffix}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { suffix: suffix, location: location, tags: tags, logRetentionDays: logRetentionDays }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take(toLower('st${namePrefix}${token}'), 24)
    location: location
    tags: tags
    sku: storageSku
    publicNetworkAccess: publicNetworkAccess
    tableName: goLive.table
  }
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: take('kv-${suffix}', 24)
    location: location
    tags: tags
    isOpen: !privateNetworking
    operatorIpRules: operatorIpRules
    purgeProtection: purgeProtection
    recover: recoverVault
  }
}

module serviceBus 'modules/service-bus.bicep' = if (hasQueue) {
  name: 'service-bus'
  params: {
    name: 'sb-${suffix}'
    location: location
    tags: tags
    queueName: goLive.queue
    tier: serviceBusTier == 'Premium' ? 'Premium' : 'Standard'
    isOpen: !privateNetworking
    operatorIpRules: operatorIpRules
  }
}

module eventGrid 'modules/event-grid.bicep' = {
  name: 'event-grid'
  params: {
    name: 'evgt-${suffix}'
    location: location
    tags: tags
    publicNetworkAccess: publicNetworkAccess
  }
}

module scheduler 'modules/durable-task.bicep' = if (onScheduler) {
  name: 'durable-task'
  params: {
    name: 'dts-${suffix}'
    location: location
    tags: tags
    sku: schedulerSku
    capacity: schedulerCapacity
    publicNetworkAccess: publicNetworkAccess
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    appPrincipalId: identity.outputs.principalId
    topicPrincipalId: eventGrid.outputs.principalId
    storageAccountName: storage.outputs.name
    deadLetterContainerName: storage.outputs.deadLetterContainerName
    keyVaultName: keyVault.outputs.name
    serviceBusName: serviceBus.?outputs.name ?? ''
    queueName: serviceBus.?outputs.queueName ?? ''
    topicName: eventGrid.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    schedulerName: scheduler.?outputs.name ?? ''
    taskHubName: scheduler.?outputs.taskHubName ?? ''
  }
}

var storageTargets = [
  { name: 'blob', serviceId: storage.outputs.id, group: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { name: 'queue', serviceId: storage.outputs.id, group: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { name: 'table', serviceId: storage.outputs.id, group: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
]
var hubTargets = onScheduler
  ? [{ name: 'scheduler', serviceId: scheduler.?outputs.id ?? '', group: 'scheduler', zone: 'privatelink.durabletask.io' }]
  : []
var serviceTargets = [
  { name: 'vault', serviceId: keyVault.outputs.id, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'topic', serviceId: eventGrid.outputs.id, group: 'topic', zone: 'privatelink.eventgrid.azure.net' }
]
var queueTargets = serviceBusTier == 'Premium'
  ? [{ name: 'service-bus', serviceId: serviceBus.?outputs.id ?? '', group: 'namespace', zone: 'privatelink.servicebus.windows.net' }]
  : []

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  params: {
    suffix: suffix
    location: location
    tags: tags
    targets: concat(storageTargets, hubTargets, serviceTargets, queueTargets)
    given: existingNetwork
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  params: {
    name: 'func-${suffix}'
    planName: 'plan-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    packageContainerUrl: storage.outputs.packageContainerUrl
    subnetId: network.?outputs.appSubnetId ?? ''
    scale: {
      maximumInstanceCount: maximumInstanceCount
      instanceMemoryMB: instanceMemoryMB
      alwaysReady: alwaysReadyInstances
      zoneRedundant: zoneRedundant
    }
    apiApplicationId: apiApplicationId
    allowedCallers: allowedCallers
    storageEndpoints: storage.outputs.endpoints
    schedulerEndpoint: scheduler.?outputs.endpoint ?? ''
    taskHubName: scheduler.?outputs.taskHubName ?? ''
    hasQueue: hasQueue
    serviceBusHostName: serviceBus.?outputs.hostName ?? ''
    appSettings: {
      MARKETPLACE_ENDPOINT: goLive.marketplaceEndpoint
      MARKETPLACE_SCOPE: goLive.marketplaceScope
      MARKETPLACE_API: goLive.marketplaceApi
      PRODUCT_INGESTION_ENDPOINT: goLive.productIngestionEndpoint
      PRODUCT_INGESTION_SCOPE: goLive.productIngestionScope
      PRODUCT_INGESTION_POLL_MIN_SECONDS: string(goLive.productIngestionPollMinSeconds)
      KEY_VAULT_URI: keyVault.outputs.uri
      EVENT_GRID_TOPIC_ENDPOINT: eventGrid.outputs.endpoint
      GO_LIVE_QUEUE: serviceBus.?outputs.queueName ?? 'none'
      GO_LIVE_TABLE: storage.outputs.tableName
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      GO_LIVE_POLL_MIN_SECONDS: string(goLive.pollMinSeconds)
      GO_LIVE_POLL_MAX_SECONDS: string(goLive.pollMaxSeconds)
      GO_LIVE_DEADLINE_HOURS: string(goLive.deadlineHours)
      GO_LIVE_RETENTION_DAYS: string(retentionDays)
      GO_LIVE_SETTLE_SECONDS: string(goLive.settleSeconds)
      GO_LIVE_MARKETPLACE_CONCURRENCY: string(goLive.marketplaceConcurrency)
      GO_LIVE_PUBLIC_URL: goLive.publicUrl
    }
  }
  // The app reads its package and takes its leases as soon as it exists, so it needs its roles before.
  dependsOn: [roles]
}

module subscription 'modules/event-subscription.bicep' = if (!empty(subscriberUrl)) {
  name: 'event-subscription'
  params: {
    topicName: eventGrid.outputs.name
    subscriberUrl: subscriberUrl
    storageAccountId: storage.outputs.id
    deadLetterContainerName: storage.outputs.deadLetterContainerName
  }
  dependsOn: [roles]
}

module diagnostics 'modules/diagnostics.bicep' = {
  name: 'diagnostics'
  params: {
    workspaceId: monitoring.outputs.workspaceId
    keyVaultName: keyVault.outputs.name
    serviceBusName: serviceBus.?outputs.name ?? ''
    topicName: eventGrid.outputs.name
    storageAccountName: storage.outputs.name
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    suffix: suffix
    location: location
    tags: tags
    emails: alertEmails
    workspaceId: monitoring.outputs.workspaceId
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    vaultId: keyVault.outputs.id
    appUrl: functionApp.outputs.url
    apiUrl: empty(goLive.publicUrl) ? functionApp.outputs.url : publicUrl
    stillMinutes: max(60, goLive.pollMaxSeconds / 20)
    serviceBusId: serviceBus.?outputs.id ?? ''
    queueName: serviceBus.?outputs.queueName ?? ''
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

@description('Base of the HTTP API.')
output apiUrl string = functionApp.outputs.url

@description('Name of the function app, to which the package is deployed.')
output functionAppName string = functionApp.outputs.name

@description('Selects the package to deploy: go-live.zip for AzureStorage, go-live-scheduler.zip for DurableTaskScheduler.')
output durableBackend string = durableBackend

@description('Object id of the app\'s identity: the subject that a publisher\'s application trusts.')
output identityPrincipalId string = identity.outputs.principalId

@description('Vault for the publishers\' credentials.')
output keyVaultName string = keyVault.outputs.name

@description('Namespace of the request queue; empty when requests come by HTTP only.')
output serviceBusHostName string = serviceBus.?outputs.hostName ?? ''

@description('With private networking: the network from which a machine reaches the vault and the queue.')
output networkId string = network.?outputs.networkId ?? ''

@description('The topic that subscribers subscribe to.')
output eventGridTopicName string = eventGrid.outputs.name
