/** The Functions host's message for a call whose worker process was killed; every failure below repeats it. */
export const WORKER_EXIT = 'node exited with code 137 (0x89)';
