import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '..', '..', 'pipelines', 'deploy.sh');

/** Stands for the Azure CLI: writes down what it is asked, and knows the outputs of the deployment. */
const AZ = `#!/bin/sh
echo "az $*" >> "$ASKED"
case "$*" in
  *"deployment group create"*) exit "$CREATE_STATUS" ;;
  *functionAppName*) echo func-1 ;;
  *apiUrl*) echo https://func-1.example/api ;;
esac
`;
const CURL = `#!/bin/sh
echo "curl $*" >> "$ASKED"
`;

function deploy(createStatus: number): { status: number | null; printed: string; asked: string[] } {
  const directory = mkdtempSync(path.join(tmpdir(), 'go-live-deploy-'));
  try {
    const file = path.join(directory, 'asked');
    writeFileSync(file, '');
    writeFileSync(path.join(directory, 'az'), AZ, { mode: 0o755 });
    writeFileSync(path.join(directory, 'curl'), CURL, { mode: 0o755 });
    const { status, stdout, stderr } = spawnSync('bash', [SCRIPT, 'rg-1', 'dev', 'app.zip'], {
      encoding: 'utf8',
      env: { PATH: `${directory}:/usr/bin:/bin`, ASKED: file, CREATE_STATUS: String(createStatus) },
    });
    return { status, printed: stdout + stderr, asked: readFileSync(file, 'utf8').trim().split('\n') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('a deployment', () => {
  it('provisions, then deploys the package to the app that was made, then waits for its health', () => {
    // Act
    const { status, printed, asked } = deploy(0);

    // Assess
    expect({ status, printed }).toEqual({ status: 0, printed: 'Deployed: https://func-1.example/api\n' });
    expect(asked[0]).toMatch(/^az deployment group create --resource-group rg-1 .*infra\/bicep\/dev\.bicepparam$/);
    expect(asked.at(-2)).toMatch(/^az functionapp deployment source config-zip .*--name func-1 --src app\.zip/);
    expect(asked.at(-1)).toMatch(/^curl .* https:\/\/func-1\.example\/api\/health$/);
  });

  it('deploys no package when provisioning has failed', () => {
    // Act
    const { status, asked } = deploy(1);

    // Assess
    expect(status).toBe(1);
    expect(asked).toHaveLength(1);
  });
});
