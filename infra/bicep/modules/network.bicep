metadata description = 'Private endpoints, in a new network or in an existing one.'

param suffix string
param location string
param tags object

@description('The resources that get a private endpoint: each with its group id and the DNS zone that resolves its name.')
param targets { name: string, serviceId: string, group: string, zone: string }[]

@description('The existing network to use; null to create one. Its app subnet must be delegated to Microsoft.App/environments and must have outbound internet access.')
param given { appSubnetId: string, endpointSubnetId: string, dnsZonesGroupId: string }?

var makesNetwork = given == null
var makesZones = empty(given.?dnsZonesGroupId ?? '')

// The marketplace and Entra are on the internet, and new networks have no outbound access by default.
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

// A subnet accepts only one change at a time.
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

@description('The network from which a machine reaches the vault, the queue and the record.')
output networkId string = usedNetworkId
