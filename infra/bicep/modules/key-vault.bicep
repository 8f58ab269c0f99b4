metadata description = 'The vault with one secret per publisher. Access by role only.'

param name string
param location string
param tags object

@description('True: open to every network. False: open to private endpoints and to the addresses in operatorIpRules only.')
param isOpen bool
param operatorIpRules string[]

@description('True: nobody can purge the vault before 90 days. This cannot be switched off again.')
param purgeProtection bool

@description('True: recovers a deleted vault of this name.')
param recover bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    createMode: recover ? 'recover' : 'default'
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtection ? 90 : 7
    // The service refuses false, so the property must be true or absent.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: isOpen || !empty(operatorIpRules) ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isOpen ? 'Allow' : 'Deny'
      ipRules: isOpen ? [] : map(operatorIpRules, address => { value: address })
    }
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
