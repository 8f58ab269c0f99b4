import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '..', '..', 'pipelines', 'deploy.sh');

/** A stand-in for the Azure CLI: records its calls, and knows the outputs of the deployment. */
const AZ = `#!/bin/sh
echo "az $*" >> "$ASKED"
case "$*" in
  *"deployment group create"*) exit "$CREATE_STATUS" ;;
  *config-zip*) exit "$(echo "$ZIP_STATUSES" | cut -d, -f"$(grep -c config-zip "$ASKED")")" ;;
  *functionAppName*) echo func-1 ;;
  *apiUrl*) echo https://func-1.example/api ;;
  *durableBackend*) echo "$BACKEND" ;;
  *"keys list"*) echo "$FUNCTION_KEY" ;;
  *"provider show"*) echo "$PROVIDER_STATE" ;;
esac
`;

/** A stand-in for curl: each health request returns the next status, the forged caller gets another one. */
const CURL = `#!/bin/sh
echo "curl $*" >> "$ASKED"
case "$*" in
  *approvals*) cat >> "$ASKED.stdin"; printf "$FORGED_STATUS" ;;
  *) status=$(echo "$HEALTH" | cut -d, -f"$(grep -c /health "$ASKED")")
     printf '{"dependencies":{"keyVault":"failing"}} HTTP %s' "\${status:-200}" ;;
esac
`;

const SLEEP = `#!/bin/sh
echo "sleep $*" >> "$ASKED"
`;

interface Run {
  status: number | null;
  printed: string;
  asked: string[];
  /** The standard input of curl. */
  handed: string;
}

function deploy(world: Record<string, string> = {}): Run {
  const directory = mkdtempSync(path.join(tmpdir(), 'go-live-deploy-'));
  try {
    const file = path.join(directory, 'asked');
    writeFileSync(file, '');
    writeFileSync(`${file}.stdin`, '');
    for (const [name, text] of Object.entries({ az: AZ, curl: CURL, sleep: SLEEP })) {
      writeFileSync(path.join(directory, name), text, { mode: 0o755 });
    }
    const { status, stdout, stderr } = spawnSync('bash', [SCRIPT, 'rg-1', 'dev', 'dist'], {
      encoding: 'utf8',
      env: {
        PATH: `${directory}:/usr/bin:/bin`,
        ASKED: file,
        CREATE_STATUS: '0',
        ZIP_STATUSES: '0',
        BACKEND: 'AzureStorage',
        HEALTH: '200',
        FUNCTION_KEY: 'key-of-the-app',
        FORGED_STATUS: '403',
        PROVIDER_STATE: 'Registered',
        ...world,
      },
    });
    const asked = readFileSync(file, 'utf8').trim().split('\n');
    return { status, printed: stdout + stderr, asked, handed: readFileSync(`${file}.stdin`, 'utf8') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const find = ({ asked }: Run, words: string) => asked.filter((line) => line.includes(words));

describe('a deployment', () => {
  test('provisions, then deploys the package to the app that was made, then waits for its health', () => {
    // Act
    const run = deploy();

    // Assess
    expect(run).toMatchObject({
      status: 0,
      printed: 'A forged caller is refused: HTTP 403.\nDeployed: https://func-1.example/api\n',
    });
    const [created] = find(run, 'az deployment group create');
    expect(created).toMatch(/--resource-group rg-1 .*infra\/bicep\/dev\.bicepparam$/);
    expect(find(run, 'config-zip')).toEqual([expect.stringMatching(/--name func-1 --src dist\/go-live\.zip/)]);
    const order = ['deployment group create', 'config-zip', '/api/health', '/approvals'];
    const places = order.map((words) => run.asked.findIndex((line) => line.includes(words)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  test('deploys the package of the scheduler where the deployment made one', () => {
    expect(find(deploy({ BACKEND: 'DurableTaskScheduler' }), 'config-zip')).toEqual([
      expect.stringContaining('--src dist/go-live-scheduler.zip'),
    ]);
  });

  test('deploys no package to an app whose backend it does not know', () => {
    // Act
    const run = deploy({ BACKEND: '' });

    // Assess
    expect(run.status).toBe(1);
    expect(find(run, 'config-zip')).toEqual([]);
  });

  test('deploys no package when provisioning has failed', () => {
    // Act
    const run = deploy({ CREATE_STATUS: '1' });

    // Assess
    expect(run.status).toBe(1);
    expect(find(run, 'config-zip')).toEqual([]);
  });

  test('registers the provider of the delegated subnet on a fresh subscription, before anything else', () => {
    // Act
    const fresh = deploy({ PROVIDER_STATE: 'NotRegistered' });

    // Assess
    expect(fresh.status).toBe(0);
    expect(fresh.asked[1]).toBe('az provider register --namespace Microsoft.App --wait');
    expect(find(deploy(), 'provider register')).toEqual([]);
  });

  test('waits for roles to count: for the package, and for what the app depends on, which it names', () => {
    // Act
    const run = deploy({ ZIP_STATUSES: '1,1,0', HEALTH: '503,503,200' });

    // Assess
    expect(run.status).toBe(0);
    expect(find(run, 'config-zip')).toHaveLength(3);
    expect(find(run, 'sleep')).toEqual(['sleep 120', 'sleep 120', 'sleep 10', 'sleep 10']);
    expect(run.printed.match(/Not ready yet: .*keyVault.*failing.* HTTP 503/g)).toHaveLength(1);
  });

  test('ends red, with what to do, when the app is not healthy after 15 minutes', () => {
    // Act
    const run = deploy({ HEALTH: Array(90).fill('503').join(',') });

    // Assess
    expect(run.status).toBe(1);
    expect(run.printed).toContain('did not answer 200 within 15 minutes');
  });

  test.each(['200', '202', '404', '500'])('ends red when a forged caller gets HTTP %s', (FORGED_STATUS) => {
    // Act
    const run = deploy({ FORGED_STATUS });

    // Assess
    expect(run.status).toBe(1);
    expect(run.printed).toContain(`A forged caller got HTTP ${FORGED_STATUS}`);
  });

  test('tries the forged caller with a key that no other process can read, and ends red without one', () => {
    // Act
    const run = deploy();

    // Assess
    expect(run.handed).toBe('x-functions-key: key-of-the-app\n');
    expect(run.asked.join('\n')).not.toContain('key-of-the-app');
    expect(deploy({ FUNCTION_KEY: '' }).status).toBe(1);
  });
});
