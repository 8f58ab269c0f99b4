metadata description = 'A Durable Task Scheduler with one task hub: the backend for scale.'

param name string
param location string
param tags object
@allowed(['Consumption', 'Dedicated'])
param sku string
@description('Capacity units of a Dedicated scheduler.')
param capacity int
@allowed(['Enabled', 'Disabled'])
param publicNetworkAccess string

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: capacity } : { name: sku }
    // The list must not be empty. Roles decide who may use the scheduler; it accepts no keys.
    ipAllowlist: ['0.0.0.0/0']
    publicNetworkAccess: publicNetworkAccess
  }

  resource taskHub 'taskHubs' = {
    // Must be the hub name in host.json.
    name: 'GoLive'
    properties: {}
  }
}

output id string = scheduler.id
output name string = scheduler.name
output taskHubName string = scheduler::taskHub.name
output endpoint string = scheduler.properties.endpoint
