metadata description = 'A workbook for the people on duty: running operations, their results, and where their time went.'

param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'go-live-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Go Live'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: replace(loadTextContent('../workbook.json'), '{workspace}', workspaceId)
  }
}
