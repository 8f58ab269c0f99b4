import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plain, say } from './print.mjs';

/** What the build agent shows of a job besides its log: outputs for later steps, annotations, a summary. */
export function openBuildAgent(env) {
  if (env.GITHUB_ACTIONS === 'true') return github(env);
  if (env.TF_BUILD) return azurePipelines(env);
  return { writeOutputs() {}, annotate() {}, summarize() {}, endNeutral() {} };
}

/** GitHub Actions. If an output is written twice, the later value counts. */
function github(env) {
  return {
    writeOutputs(outputs) {
      if (!env.GITHUB_OUTPUT) return;
      for (const [name, value] of Object.entries(outputs)) {
        write(env.GITHUB_OUTPUT, `${hyphened(name)}=${String(value).replace(/\s+/g, ' ')}\n`);
      }
    },
    annotate(level, title, text) {
      console.log(`::${level} title=${githubProperty(title)}::${githubData(plain(text))}`);
    },
    summarize(markdown) {
      if (env.GITHUB_STEP_SUMMARY) write(env.GITHUB_STEP_SUMMARY, markdown);
    },
    // GitHub has no state between success and failure, so the warning is the only sign.
    endNeutral() {},
  };
}

/** Azure Pipelines. */
function azurePipelines(env) {
  return {
    writeOutputs(outputs) {
      for (const [name, value] of Object.entries(outputs)) {
        console.log(`##vso[task.setvariable variable=${name};isOutput=true]${azureData(plain(String(value)))}`);
      }
    },
    annotate(level, title, text) {
      console.log(`##vso[task.logissue type=${level}]${azureData(plain(`${title}: ${text}`))}`);
    },
    summarize(markdown, name) {
      // The agent reads the file after the step has ended, and shows its name as the title.
      const file = path.join(mkdtempSync(path.join(env.AGENT_TEMPDIRECTORY || tmpdir(), 'go-live-')), `${name}.md`);
      if (write(file, markdown)) console.log(`##vso[task.uploadsummary]${file}`);
    },
    endNeutral() {
      console.log('##vso[task.complete result=SucceededWithIssues;]');
    },
  };
}

/** Appends to a file. A failure is only printed, because a full disk says nothing about the offer. */
function write(file, text) {
  try {
    appendFileSync(file, text);
    return true;
  } catch (error) {
    say(`${file} cannot be written: ${error.message}.`);
    return false;
  }
}

function hyphened(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Escapes data and properties of a command as @actions/core does. */
function githubData(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function githubProperty(text) {
  return githubData(plain(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Escapes the data of a command as azure-pipelines-task-lib does. */
function azureData(text) {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
