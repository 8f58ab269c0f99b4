metadata description = 'The queue that requests arrive on.'

param name string
param location string
param tags object
param queueName string

@description('Private endpoints and address rules exist in the Premium tier alone. A namespace keeps its tier for life.')
@allowed(['Standard', 'Premium'])
param tier string

@description('False, in the Premium tier: reached by private endpoints, and from the addresses of operatorIpRules.')
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
      // What a message meets of trouble is waited for, delivery by delivery: these span more than two hours. One that can
      // never be valid is dead-lettered at its first.
      maxDeliveryCount: 100
      deadLetteringOnMessageExpiration: true
      defaultMessageTimeToLive: 'P14D'
      // The app knows a repeated message by its id. The queue's own detection would silently drop a dead-lettered
      // message that is sent again under the same id.
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
