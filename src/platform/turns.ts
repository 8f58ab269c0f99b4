/** Ends a turn and gives it to the next in line. */
export type EndTurn = () => void;

/** Waits for a turn under a name; undefined when none became free in time. */
export type TakeTurn = (name: string) => Promise<EndTurn | undefined>;

interface Line {
  running: number;
  waiting: (() => void)[];
}

/** Limits the concurrent turns under each name, in order of arrival. The limit applies to this process only. */
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

/** Whether a turn was handed over in time. After a timeout the waiter has left the line, so no turn is lost on it. */
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
