/** Explains the variables; `--help` and every wrong call print it. */
export const USAGE = `Usage: node go-live.mjs

Takes an offer live: sends one request to the Go Live service, follows the operation, and exits with 0 when the offer
is live. It takes no arguments; all settings are environment variables:

   GO_LIVE_URL              base of the API, such as https://func-golive-x.azurewebsites.net/api
   GO_LIVE_PUBLISHER        publisher id
   GO_LIVE_OFFER            offer id
   GO_LIVE_KEY              idempotency key: the same key returns the same operation, with the same result. Default on
                            GitHub and in Azure Pipelines: the attempt of the run; required elsewhere
   GO_LIVE_REQUEST          optional JSON, such as {"expectedVersion": 2}
   GO_LIVE_FUNCTION_KEY     the caller's function key
   GO_LIVE_API_APPLICATION  client id of the API's Entra application, if one protects the API
   GO_LIVE_CLIENT_ID        with it, on GitHub: client id of the identity that trusts the workflow
   GO_LIVE_TENANT_ID        with it, on GitHub: that identity's tenant. Azure DevOps provides both itself; elsewhere the
                            Azure CLI signs in
   GO_LIVE_AWAY_MINUTES     how long to keep retrying while the service is unavailable (default 15)
   GO_LIVE_WAIT_MINUTES     how long to follow (default: until it ends); the operation continues without a follower
   GO_LIVE_ON_TIMEOUT       result of the job after that time: fail (default; exit code 3) or neutral (0, with a warning)

Exit codes: 0 live, 1 failed or canceled, 2 wrong settings, 3 still running, 4 refused, 5 service unavailable,
6 sign-in failed, 7 recorded as succeeded by a person, not confirmed by the marketplace, 130 and 143 stopped by a signal.
README.md explains them.
`;

/** Every variable that the usage text lists, in order. */
export const VARIABLES = [...USAGE.matchAll(/^ {3}(GO_LIVE_\w+) /gm)].map(([, name]) => name);
