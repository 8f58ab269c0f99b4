/**
 * The default idempotency key: it identifies the attempt of the run, as the build agent counts attempts. A job that is
 * run again is therefore a new request, which joins a running go-live, finds an offer that is already live, and retries
 * a failed one. Undefined when the agent reports no attempt.
 */
export function attemptKey(env) {
  if (env.GITHUB_RUN_ID && env.GITHUB_RUN_ATTEMPT) return `github-${env.GITHUB_RUN_ID}-${env.GITHUB_RUN_ATTEMPT}`;
  // A classic release reports only the id of the build that it releases, so two releases of one build would share a
  // key.
  if (env.SYSTEM_HOSTTYPE === 'release') return undefined;
  const { BUILD_BUILDID: build, SYSTEM_STAGEATTEMPT: stage, SYSTEM_JOBATTEMPT: job } = env;
  // Re-runs of a stage and re-runs of a job are counted separately.
  return build && stage && job ? `azure-devops-${build}-${stage}.${job}` : undefined;
}
