#!/usr/bin/env node
// Takes an offer live from a pipeline: sends one request to the Go Live service and follows the operation. Exits with 0
// when the offer is live; otherwise with another exit code and the reason in the last line. Needs only Node 20 or
// later. usage.mjs lists its variables; README.md explains how to use it.

import { inspect } from 'node:util';
import { openBuildAgent } from './build-agent.mjs';
import { readConfiguration } from './configuration.mjs';
import { EXIT } from './exit-codes.mjs';
import { takeLive } from './job.mjs';
import { say } from './print.mjs';
import { Stop, sentences } from './stop.mjs';
import { summaryOf } from './summary.mjs';
import { USAGE } from './usage.mjs';

const beganAt = Date.now();
const agent = openBuildAgent(process.env);
/** What is known so far, so that a signal handler can report it too. */
const job = { isAsked: false, hasEnded: false };

const [argument] = process.argv.slice(2);
if (argument === undefined) await main();
else if (['--help', '-h', 'help'].includes(argument)) console.log(USAGE);
else {
  console.error(`go-live.mjs takes no arguments; it got "${argument}".\n\n${USAGE}`);
  process.exitCode = EXIT.usage;
}

async function main() {
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stopAt(signal));
  try {
    job.configuration = readConfiguration(process.env);
    end(await takeLive({ job, agent, beganAt }));
  } catch (error) {
    if (error instanceof Stop) return end({ ...endOf(error), level: 'error' });
    // On the same stream as the last line, which the other one could overtake; and it may hold words from outside.
    for (const line of inspect(error).split('\n')) say(line);
    const stop = defect(error, job);
    // The defect may be in the code that shows the operation, so it must not be shown again.
    job.operation = undefined;
    end({ ...endOf(stop), level: 'error' });
  }
}

/** The agent kills a canceled job within seconds, so everything here is synchronous. */
function stopAt(signal) {
  if (job.hasEnded) return;
  end({ ...endOf(stopped(job, signal)), level: 'warning' });
  process.exit();
}

/** A defect of this script; it does not mean that the go-live has failed. */
function defect(error, { operation, location }) {
  const goesOn = operation && `Operation ${operation.id} does not depend on this job: look at ${location}`;
  return new Stop('Defect', error.message, sentences(goesOn, 'Report it with the lines above'), EXIT.defect);
}

function stopped({ operation, location, isAsked }, signal) {
  const what = `This job was told to stop (${signal})`;
  if (operation) {
    return new Stop(
      'JobStopped',
      `${what}. Operation ${operation.id} goes on, in phase ${operation.phase}`,
      `Run the job again to follow it; or look at it: GET ${location}; or end it: POST ${location}/cancel`,
      EXIT[signal],
    );
  }
  const remedy = isAsked
    ? 'Whether the go-live was started is not known. Run the job again: it finds what was started'
    : 'Nothing was started';
  return new Stop('JobStopped', what, remedy, EXIT[signal]);
}

function endOf({ code, line, exitCode }) {
  return { code, line, exitCode };
}

/**
 * Reports the end to later steps, to the run's page and, as the last line, to the log. Without a level nothing is
 * annotated.
 */
function end({ code, line, exitCode, level, isNeutral }) {
  const { configuration, operation, location } = job;
  const name = configuration ? `${configuration.publisher}/${configuration.offer}` : 'an offer';
  const title = `Go-live of ${name}`;
  job.hasEnded = true;
  agent.writeOutputs({ ...(operation && { status: operation.status }), code });
  const summary = summaryOf({ title, line, operation, location, key: configuration?.key });
  agent.summarize(summary, title.replace('/', ' '));
  if (level) agent.annotate(level, title, line);
  if (isNeutral) agent.endNeutral();
  say(line);
  process.exitCode = exitCode;
}
