/**
 * A key that names the attempt of the run, as the build agent counts: a job that is run again is another wish, which joins
 * what runs, finds what is live, and tries again what has failed. Nothing where the agent says no attempt.
 */
export function attemptKey(env) {
  if (env.GITHUB_RUN_ID && env.GITHUB_RUN_ATTEMPT) return `github-${env.GITHUB_RUN_ID}-${env.GITHUB_RUN_ATTEMPT}`;
  // A classic release says the id of the build that it releases: two releases of one build would be one wish.
  if (env.SYSTEM_HOSTTYPE === 'release') return undefined;
  const { BUILD_BUILDID: build, SYSTEM_STAGEATTEMPT: stage, SYSTEM_JOBATTEMPT: job } = env;
  // A stage that is run again, and a job that is, count each for itself.
  return build && stage && job ? `azure-devops-${build}-${stage}.${job}` : undefined;
}
