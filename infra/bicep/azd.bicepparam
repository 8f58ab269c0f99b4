using 'azd.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param durableBackend = readEnvironmentVariable('GO_LIVE_DURABLE_BACKEND', 'AzureStorage')
param privateNetworking = bool(readEnvironmentVariable('GO_LIVE_PRIVATE_NETWORKING', 'false'))
param apiApplicationId = readEnvironmentVariable('GO_LIVE_API_APPLICATION_ID', '')
param alertEmails = filter(split(readEnvironmentVariable('GO_LIVE_ALERT_EMAILS', ''), ','), email => !empty(email))
