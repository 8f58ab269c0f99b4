using 'main.bicep'

// Private, warm, spread over zones, and protected by Entra. Addresses and ids come from the deployer's environment;
// without the API's application the deployment fails.
param environmentName = 'prod'
param zoneRedundant = true
param alwaysReadyInstances = { http: 2, durable: 2 }
param retentionDays = 90
param logRetentionDays = 180

// A variable that a pipeline leaves empty counts as unset.
var backend = readEnvironmentVariable('GO_LIVE_DURABLE_BACKEND', '')
var private = readEnvironmentVariable('GO_LIVE_PRIVATE_NETWORKING', '')
var network = readEnvironmentVariable('GO_LIVE_EXISTING_NETWORK', '')
var tier = readEnvironmentVariable('GO_LIVE_SERVICE_BUS_TIER', '')
var recover = readEnvironmentVariable('GO_LIVE_RECOVER_VAULT', '')
var application = readEnvironmentVariable('GO_LIVE_API_APPLICATION_ID', '')
param durableBackend = empty(backend) ? 'AzureStorage' : backend
param privateNetworking = bool(empty(private) ? 'true' : private)
// JSON {"appSubnetId", "endpointSubnetId", "dnsZonesGroupId"}: an existing network; without it a new one is created.
param existingNetwork = json(empty(network) ? 'null' : network)
param serviceBusTier = empty(tier) ? 'Premium' : tier
param recoverVault = bool(empty(recover) ? 'false' : recover)
param operatorIpRules = filter(split(readEnvironmentVariable('GO_LIVE_OPERATOR_IP_RULES', ''), ','), rule => !empty(rule))
param apiApplicationId = empty(application) ? fail('Set GO_LIVE_API_APPLICATION_ID: docs/deploying.md, "Guard the API".') : application
param allowedCallers = filter(split(readEnvironmentVariable('GO_LIVE_ALLOWED_CALLERS', ''), ','), id => !empty(id))
param alertEmails = filter(split(readEnvironmentVariable('GO_LIVE_ALERT_EMAILS', ''), ','), email => !empty(email))
param subscriberUrl = readEnvironmentVariable('GO_LIVE_SUBSCRIBER_URL', '')
