metadata description = 'Four alerts: an operation failed, one needs a person for too long, requests are dead, events do not get out.'

param suffix string
param location string
param tags object
param emails string[]
param workspaceId string
param serviceBusId string
param queueName string

var queries = [
  {
    name: 'operation-failed'
    description: 'An operation ended Failed. Its event carries the code and the remedy.'
    query: loadTextContent('../queries/operation-failed.kql')
    every: 'PT5M'
    window: 'PT5M'
    severity: 2
    // Each failure is news of its own; it does not become better by time.
    autoMitigate: false
  }
  {
    name: 'attention-over-an-hour'
    description: 'An operation has asked for attention for more than an hour.'
    query: loadTextContent('../queries/attention-over-an-hour.kql')
    every: 'PT15M'
    window: 'P2D'
    severity: 2
    autoMitigate: true
  }
  {
    name: 'events-do-not-get-out'
    description: 'For more than 15 minutes Event Grid has not taken the oldest event of an operation.'
    query: loadTextContent('../queries/events-do-not-get-out.kql')
    every: 'PT5M'
    window: 'PT6H'
    severity: 2
    autoMitigate: true
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
  for rule in queries: {
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
      // The tables appear with the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource deadRequests 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'requests-dead-lettered-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The dead-letter queue of the request queue is not empty. The reason of each message there says whether it can never be valid or met trouble for more than two hours.'
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
