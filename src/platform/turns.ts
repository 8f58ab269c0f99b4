/** Ends a turn: the next in line has it. */
export type EndTurn = () => void;

/** Waits for a turn under a name; nothing when none came in time. */
export type TakeTurn = (name: string) => Promise<EndTurn | undefined>;

interface Line {
  running: number;
  waiting: (() => void)[];
}

/** Limits how many have a turn at once under each name, first come, first served. The limit is this process's alone. */
export function createTurns(atOnce: () => number, patienceMs: number): TakeTurn {
  const lines = new Map<string, Line>();

  function endTurn(name: string, line: Line): EndTurn {
    return () => {
      const next = line.waiting.shift();
      if (next) return next();
      line.running--;
      if (line.running === 0) lines.delete(name);
    };
  }

  return async (name) => {
    const line = lines.get(name) ?? { running: 0, waiting: [] };
    lines.set(name, line);
    if (line.running < atOnce()) line.running++;
    else if (!(await called(line.waiting, patienceMs))) return undefined;
    return endTurn(name, line);
  };
}

/** Whether a turn was handed over before patience was at an end; who has left the line is called no more. */
function called(waiting: (() => void)[], patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const call = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(call), 1);
      resolve(false);
    }, patienceMs);
    waiting.push(call);
  });
}
