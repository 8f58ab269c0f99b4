metadata description = 'Alerts: the app is down, an operation fails or stands still, a person is needed, messages or events do not get through, a secret expires.'

param suffix string
param location string
param tags object
param emails string[]
param workspaceId string
param applicationInsightsId string
param vaultId string

@description('Base address of the HTTP API at the app itself; the health test calls it.')
param appUrl string

@description('Base address of the HTTP API as people reach it; alerts link to it.')
param apiUrl string

@description('An operation without a look for this long stands still; longer than the longest pause between two looks.')
param stillMinutes int

@description('Empty when there is no queue.')
param serviceBusId string
param queueName string

// The columns that every query about operations returns. As dimensions they raise one alert per operation, which
// contains them all.
var told = [
  for column in ['operation', 'offer', 'reason', 'remedy', 'link']: { name: column, operator: 'Include', values: ['*'] }
]

// The same for a message, which has no operation.
var toldOfMessage = [
  for column in ['message', 'reason', 'remedy', 'link']: { name: column, operator: 'Include', values: ['*'] }
]

// A row that leaves the window does not mean that the problem is over. So an alert resolves by itself only if its
// window always holds a row while the problem lasts; the others are sent again daily.
var queries = [
  {
    name: 'operation-failed'
    description: 'An operation ended Failed.'
    query: loadTextContent('../queries/operation-failed.kql')
    every: 'PT5M'
    // The query selects rows by arrival time, so a late row is not missed.
    window: 'PT1H'
    severity: 2
    autoMitigate: false
    mute: null
    dimensions: told
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'attention-over-an-hour'
    description: 'An operation has asked for attention for more than an hour.'
    query: loadTextContent('../queries/attention-over-an-hour.kql')
    every: 'PT15M'
    window: 'P2D'
    severity: 2
    autoMitigate: false
    mute: 'P1D'
    dimensions: told
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'operation-stands-still'
    description: 'An operation that should look at the marketplace does not.'
    query: loadTextContent('../queries/operation-stands-still.kql')
    every: 'PT15M'
    window: 'P2D'
    severity: 1
    autoMitigate: false
    mute: 'P1D'
    dimensions: told
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'events-do-not-get-out'
    description: 'For more than 15 minutes Event Grid has not taken the oldest event of an operation.'
    query: loadTextContent('../queries/events-do-not-get-out.kql')
    every: 'PT5M'
    window: 'PT6H'
    severity: 2
    autoMitigate: true
    mute: null
    dimensions: told
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'telemetry-stops'
    description: 'No function has run for half an hour, although a timer is due every five minutes: the app is down, or its telemetry does not arrive, and then no other alert of this list can fire.'
    query: loadTextContent('../queries/telemetry-stops.kql')
    every: 'PT15M'
    window: 'PT30M'
    severity: 1
    autoMitigate: true
    mute: null
    dimensions: []
    operator: 'LessThan'
    threshold: 1
  }
]

var queriesOfQueue = empty(serviceBusId)
  ? []
  : [
      {
        name: 'message-rejected'
        description: 'A message can never be a request. GET ${apiUrl}/rejections lists such messages with all that is wrong with each; docs/operating.md, "Rejected messages", says what to do.'
        query: loadTextContent('../queries/message-rejected.kql')
        every: 'PT5M'
        window: 'PT1H'
        severity: 2
        autoMitigate: false
        mute: null
        dimensions: toldOfMessage
        operator: 'GreaterThan'
        threshold: 0
      }
    ]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'golive'
    emailReceivers: [
      for (email, index) in emails: { name: 'email-${index}', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in concat(queries, queriesOfQueue): {
    name: '${rule.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Go Live: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      autoMitigate: rule.autoMitigate
      muteActionsDuration: rule.mute
      // The tables do not exist before the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: replace(replace(rule.query, '{apiUrl}', apiUrl), '{stillMinutes}', string(stillMinutes))
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            dimensions: rule.dimensions
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id], customProperties: { api: apiUrl, guide: 'docs/operating.md' } }
    }
  }
]

resource deadRequests 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(serviceBusId)) {
  name: 'requests-dead-lettered-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The dead-letter queue of the request queue is not empty. GET ${apiUrl}/rejections lists the messages that can never be requests, and why; a message that is not there met trouble for more than two hours and may be valid: docs/operating.md, "Rejected messages".'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-lettered'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadletteredMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: [queueName] }]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource waitingRequests 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(serviceBusId)) {
  name: 'requests-not-taken-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages have lain in the request queue for 15 minutes: the app does not take them.'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'waiting'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'ActiveMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: [queueName] }]
          // Greater than zero only if the queue was empty at no moment of the window.
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// Three locations, so that a network problem between one of them and the app alerts nobody.
var places = ['emea-nl-ams-azr', 'us-va-ash-azr', 'apac-sg-sin-azr']

resource healthTest 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'health-${suffix}'
  location: location
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'health-${suffix}'
    Name: 'Go Live: health'
    Enabled: true
    Kind: 'standard'
    // Each request wakes an app that has scaled to zero, so they are rare.
    Frequency: 900
    Timeout: 60
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: { RequestUrl: '${appUrl}/health', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'app-is-down-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The health of the app could not be read, or is not good, from two of three places. GET ${apiUrl}/health names the dependency.'
    severity: 0
    enabled: true
    scopes: [healthTest.id, applicationInsightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: healthTest.id
      componentId: applicationInsightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource vaultEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgs-${suffix}'
  location: location
  tags: tags
  properties: { source: vaultId, topicType: 'Microsoft.KeyVault.vaults' }

  // The vault raises these events 30 days before the expiry date that a secret or certificate was given, and on that
  // date.
  resource expiry 'eventSubscriptions' = {
    name: 'secret-expires'
    properties: {
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: {
        includedEventTypes: [
          'Microsoft.KeyVault.SecretNearExpiry'
          'Microsoft.KeyVault.SecretExpired'
          'Microsoft.KeyVault.CertificateNearExpiry'
          'Microsoft.KeyVault.CertificateExpired'
        ]
      }
      destination: {
        endpointType: 'MonitorAlert'
        properties: {
          severity: 'Sev2'
          description: 'A publisher\'s credentials expire: docs/azure/rotating-credentials.md.'
          actionGroups: [people.id]
        }
      }
    }
  }
}
