metadata description = 'Private endpoints, in a network of the installation\'s own or in one that exists.'

param suffix string
param location string
param tags object

@description('What gets a private endpoint: the resource, its group id, and the zone that its name is resolved in.')
param targets { name: string, serviceId: string, group: string, zone: string }[]

@description('A network to use; null: one is made. The app\'s subnet has to be delegated to Microsoft.App/environments and to have a way out to the internet.')
param given { appSubnetId: string, endpointSubnetId: string, dnsZonesGroupId: string }?

var makesNetwork = given == null
var makesZones = empty(given.?dnsZonesGroupId ?? '')

// The marketplace and Entra are on the internet. New networks have no way out of their own.
resource address 'Microsoft.Network/publicIPAddresses@2024-07-01' = if (makesNetwork) {
  name: 'pip-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2024-07-01' = if (makesNetwork) {
  name: 'ng-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = if (makesNetwork) {
  name: 'vnet-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.80.0.0/23'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.80.0.0/24'
          defaultOutboundAccess: false
          natGateway: { id: gateway.id }
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.80.1.0/24', defaultOutboundAccess: false }
      }
    ]
  }

  resource appSubnet 'subnets' existing = { name: 'app' }
  resource endpointSubnet 'subnets' existing = { name: 'endpoints' }
}

var endpointSubnetId = given.?endpointSubnetId ?? network::endpointSubnet.id
var usedNetworkId = makesNetwork ? network.id : split(endpointSubnetId, '/subnets/')[0]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: if (makesZones) {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, index) in targets: if (makesZones) {
    parent: zones[index]
    name: 'link-${suffix}'
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: usedNetworkId } }
  }
]

// A subnet takes one change at a time.
@batchSize(1)
resource endpoints 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for target in targets: {
    name: 'pep-${target.name}-${suffix}'
    location: location
    tags: tags
    properties: {
      subnet: { id: endpointSubnetId }
      privateLinkServiceConnections: [
        { name: target.name, properties: { privateLinkServiceId: target.serviceId, groupIds: [target.group] } }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (target, index) in targets: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.name
          properties: {
            privateDnsZoneId: makesZones
              ? zones[index].id
              : '${given.?dnsZonesGroupId ?? ''}/providers/Microsoft.Network/privateDnsZones/${target.zone}'
          }
        }
      ]
    }
  }
]

output appSubnetId string = given.?appSubnetId ?? network::appSubnet.id

@description('Where a machine has to be that reaches the vault, the queue and the record.')
output networkId string = usedNetworkId
