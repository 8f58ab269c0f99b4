/** What Azure Storage does by chance or late; nothing of it happens unless somebody asks for it. */
export interface Trouble {
  /** What was held or fell due before the host starts stands still this long: its messages are invisible till then. */
  standStillMs: number;
  /** Requests to entities take up to this long, so that they arrive in another order than they were sent. */
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
