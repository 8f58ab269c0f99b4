metadata description = 'Application Insights on a workspace; telemetry is taken from Entra identities alone.'

param suffix string
param location string
param tags object
param logRetentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logRetentionDays
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${suffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

output applicationInsightsId string = applicationInsights.id
output workspaceId string = workspace.id
output applicationInsightsName string = applicationInsights.name

@description('An address with an id, not a secret: with local authentication off, it lets nobody in.')
output connectionString string = applicationInsights.properties.ConnectionString
