metadata description = 'The queue on which requests arrive.'

param name string
param location string
param tags object
param queueName string

@description('Private endpoints and address rules exist in the Premium tier only. The tier of a namespace cannot be changed later.')
@allowed(['Standard', 'Premium'])
param tier string

@description('False, in the Premium tier: reachable through private endpoints and from the addresses in operatorIpRules only.')
param isOpen bool
param operatorIpRules string[]

var isShut = tier == 'Premium' && !isOpen

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: tier == 'Premium' ? { name: tier, tier: tier, capacity: 1 } : { name: tier, tier: tier }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isShut && empty(operatorIpRules) ? 'Disabled' : 'Enabled'
  }

  resource queue 'queues' = {
    name: queueName
    properties: {
      lockDuration: 'PT1M'
      // Each delivery waits for transient trouble to pass; this many deliveries span more than two hours. A message
      // that can never be valid is dead-lettered on its first delivery.
      maxDeliveryCount: 100
      deadLetteringOnMessageExpiration: true
      defaultMessageTimeToLive: 'P14D'
      // The app recognises a repeated message by its id. The queue's own duplicate detection would silently drop a
      // dead-lettered message that is sent again under the same id.
      requiresDuplicateDetection: false
    }
  }

  resource doors 'networkRuleSets' = if (isShut && !empty(operatorIpRules)) {
    name: 'default'
    properties: {
      defaultAction: 'Deny'
      publicNetworkAccess: 'Enabled'
      trustedServiceAccessEnabled: false
      ipRules: map(operatorIpRules, address => { action: 'Allow', ipMask: address })
    }
  }
}

output id string = namespace.id
output name string = namespace.name
output queueName string = namespace::queue.name
output hostName string = replace(split(namespace.properties.serviceBusEndpoint, '://')[1], ':443/', '')
