/** What the script reads, for people: `--help` and every wrong call lead here. */
export const USAGE = `Usage: node go-live.mjs

Takes an offer live: asks the Go Live service once, follows the operation, and ends 0 when the offer is live.
It takes no arguments; all it is told is in the environment:

   GO_LIVE_URL              base of the API, such as https://func-golive-x.azurewebsites.net/api
   GO_LIVE_PUBLISHER        publisher id
   GO_LIVE_OFFER            offer id
   GO_LIVE_KEY              idempotency key: the same key is the same operation, with the same result. On GitHub and in Azure
                            Pipelines it may be left out and names the attempt of the run; elsewhere it is needed
   GO_LIVE_REQUEST          optional JSON, such as {"expectedVersion": 2}
   GO_LIVE_FUNCTION_KEY     the caller's function key
   GO_LIVE_API_APPLICATION  client id of the API's Entra application, where one guards it
   GO_LIVE_CLIENT_ID        with it, on GitHub: client id of the identity that trusts the workflow
   GO_LIVE_TENANT_ID        with it, on GitHub: that identity's tenant. Azure DevOps says both itself; elsewhere the Azure
                            CLI signs in
   GO_LIVE_AWAY_MINUTES     how long the service may be away (15)
   GO_LIVE_WAIT_MINUTES     how long to follow (as long as it takes); the operation goes on without a follower
   GO_LIVE_ON_TIMEOUT       what the job is when that time is over: fail (default: exit code 3) or neutral (0, with a warning)

Exit codes: 0 live, 1 failed or canceled, 2 wrong settings, 3 still running, 4 refused, 5 service away, 6 no sign-in,
7 a person said that it is live and the marketplace did not, 130 and 143 stopped from outside. All of it: README.md.
`;

/** Every variable of the usage, in its order. */
export const VARIABLES = [...USAGE.matchAll(/^ {3}(GO_LIVE_\w+) /gm)].map(([, name]) => name);
