#!/usr/bin/env node
// Takes an offer live from a pipeline: asks the Go Live service once, follows the operation, and ends 0 when the offer is
// live, with another exit code and the reason in the last line when it is not. Needs Node 20 or later and nothing else.
// What it reads is in usage.mjs; how to use it, in README.md.

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
/** What is known so far: whoever ends the job tells it. */
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
    console.error(error);
    const stop = defect(error, job);
    // The defect may be in showing it: it is not touched again.
    job.operation = undefined;
    end({ ...endOf(stop), level: 'error' });
  }
}

/** The agent ends a canceled job in seconds: everything here is done at once. */
function stopAt(signal) {
  if (job.hasEnded) return;
  end({ ...endOf(stopped(job, signal)), level: 'warning' });
  process.exit();
}

/** Whatever it is, it is not the go-live that has failed. */
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

/** Tells later steps, the run's page and, in the last line, the log. Without a level there is nothing to annotate. */
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
