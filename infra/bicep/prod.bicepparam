using 'main.bicep'

// Private, warm, and guarded by Entra. Addresses and ids come from the environment of whoever deploys; without the API's
// application there is no deployment.
param environmentName = 'prod'
param durableBackend = 'AzureStorage'
param privateNetworking = true
param alwaysReadyInstances = { http: 1, durable: 1 }
param maximumInstanceCount = 40
param retentionDays = 90
param logRetentionDays = 180
param apiApplicationId = readEnvironmentVariable('GO_LIVE_API_APPLICATION_ID')
param alertEmails = filter(split(readEnvironmentVariable('GO_LIVE_ALERT_EMAILS', ''), ','), email => !empty(email))
param subscriberUrl = readEnvironmentVariable('GO_LIVE_SUBSCRIBER_URL', '')
