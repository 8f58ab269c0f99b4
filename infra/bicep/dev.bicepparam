using 'main.bicep'

// Cheap and short-lived: scales to zero, function keys, one zone.
param environmentName = 'dev'
param storageSku = 'Standard_LRS'
param maximumInstanceCount = 10
param retentionDays = 14
param logRetentionDays = 30
