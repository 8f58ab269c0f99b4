/** The exit codes of the job. The table in README.md explains them. */
export const EXIT = {
  live: 0,
  failed: 1,
  usage: 2,
  stillRunning: 3,
  refused: 4,
  away: 5,
  signIn: 6,
  notConfirmed: 7,
  defect: 70,
  /** As a shell counts: 128 and the number of the signal. */
  SIGINT: 130,
  SIGTERM: 143,
};
