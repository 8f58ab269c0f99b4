/** What Azure Storage does rarely or only after minutes; off unless it is configured. */
export interface Trouble {
  /** What a host held, or what fell due before the next start, stays invisible this long after the start. */
  standStillMs: number;
  /** Requests to entities are delayed by up to this long, so that they can overtake one another. */
  disorderMs: number;
}

/**
 * Reads `LOCAL_DURABLE_TROUBLE`, for example `stand-still=300,disorder=1` with seconds.
 * @throws when it names something else.
 */
export function readTrouble(text = ''): Trouble {
  const trouble: Trouble = { standStillMs: 0, disorderMs: 0 };
  for (const part of text.split(',').filter((named) => named !== '')) {
    const [, name, seconds] = /^(stand-still|disorder)=(\d+(?:\.\d+)?)$/.exec(part.trim()) ?? [];
    if (name === 'stand-still') trouble.standStillMs = Number(seconds) * 1_000;
    else if (name === 'disorder') trouble.disorderMs = Number(seconds) * 1_000;
    else throw new Error(`LOCAL_DURABLE_TROUBLE names "${part}", wanted stand-still=<seconds> or disorder=<seconds>.`);
  }
  return trouble;
}
