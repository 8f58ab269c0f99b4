metadata description = 'A Durable Task Scheduler with one task hub: the backend for scale.'

param name string
param location string
param tags object
@allowed(['Consumption', 'Dedicated'])
param sku string
@description('Of a Dedicated scheduler.')
param capacity int
@allowed(['Enabled', 'Disabled'])
param publicNetworkAccess string

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: capacity } : { name: sku }
    // The list must not be empty. Who may use the scheduler is decided by roles; it takes no keys.
    ipAllowlist: ['0.0.0.0/0']
    publicNetworkAccess: publicNetworkAccess
  }

  resource taskHub 'taskHubs' = {
    // The name that host.json gives the hub.
    name: 'GoLive'
    properties: {}
  }
}

output id string = scheduler.id
output name string = scheduler.name
output taskHubName string = scheduler::taskHub.name
output endpoint string = scheduler.properties.endpoint
