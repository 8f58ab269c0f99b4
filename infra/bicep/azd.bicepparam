using 'azd.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param storageSku = readEnvironmentVariable('GO_LIVE_STORAGE_SKU', 'Standard_ZRS')
param alwaysReadyInstances = json(readEnvironmentVariable('GO_LIVE_ALWAYS_READY', '{"http": 0, "durable": 0}'))
param purgeProtection = bool(readEnvironmentVariable('GO_LIVE_PURGE_PROTECTION', 'false'))

// A variable that a pipeline leaves empty counts as unset.
var backend = readEnvironmentVariable('GO_LIVE_DURABLE_BACKEND', '')
var private = readEnvironmentVariable('GO_LIVE_PRIVATE_NETWORKING', '')
var network = readEnvironmentVariable('GO_LIVE_EXISTING_NETWORK', '')
var tier = readEnvironmentVariable('GO_LIVE_SERVICE_BUS_TIER', '')
var recover = readEnvironmentVariable('GO_LIVE_RECOVER_VAULT', '')
param durableBackend = empty(backend) ? 'AzureStorage' : backend
param privateNetworking = bool(empty(private) ? 'false' : private)
// JSON {"appSubnetId", "endpointSubnetId", "dnsZonesGroupId"}: an existing network; without it a new one is created.
param existingNetwork = json(empty(network) ? 'null' : network)
param serviceBusTier = empty(tier) ? 'Standard' : tier
param recoverVault = bool(empty(recover) ? 'false' : recover)
param operatorIpRules = filter(split(readEnvironmentVariable('GO_LIVE_OPERATOR_IP_RULES', ''), ','), rule => !empty(rule))
param apiApplicationId = readEnvironmentVariable('GO_LIVE_API_APPLICATION_ID', '')
param allowedCallers = filter(split(readEnvironmentVariable('GO_LIVE_ALLOWED_CALLERS', ''), ','), id => !empty(id))
param alertEmails = filter(split(readEnvironmentVariable('GO_LIVE_ALERT_EMAILS', ''), ','), email => !empty(email))
param subscriberUrl = readEnvironmentVariable('GO_LIVE_SUBSCRIBER_URL', '')
