import { makeClientCertificate } from '../../local/azure/test/identity/certificate.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';

// Publishers without a secret that a person must provide or rotate: one whose application trusts the app's own
// identity, and one whose certificate the vault keeps.

const APPLICATION = {
  tenantId: '11111111-2222-4333-8444-666666666666',
  clientId: '99999999-8888-4777-8666-666666666666',
};

interface Trust {
  issuer: string;
  subject: string;
  audience: string;
}

const { stack, client } = stackOfFile();

beforeAll(async () => {
  await client.putSecret('marketplace-federated', JSON.stringify({ ...APPLICATION, federated: true }));
});

const preflight = async () => (await client.get('publishers/federated/preflight')).json();

/** Sets what the application trusts from now on; without an argument the vault's content counts again. */
async function trust(federated?: Trust): Promise<void> {
  await fetch(`${stack.endpoints().admin}/clients/${APPLICATION.clientId}`, {
    method: federated ? 'PUT' : 'DELETE',
    ...(federated && { body: JSON.stringify({ tenantId: APPLICATION.tenantId, federated }) }),
  });
}

test('takes an offer live with a token that was got by exchange', async () => {
  // Act
  await client.scenario('offer', { goLive: { steps: [{ id: 'live', seconds: 1 }] } }, 'federated');
  const { operation } = await client.goLive('offer', {}, {}, 'federated');
  const ended = await client.follow(operation.id);

  // Assess: the application has neither secret nor certificate, so only a token exchange can have produced a token.
  expect(ended).toMatchObject({ status: 'Succeeded' });
  expect(await preflight()).toEqual({ credentials: 'ok', form: 'federated' });
  const identity = (await (await fetch(`${stack.endpoints().admin}/requests?service=identity`)).json()) as {
    path: string;
  }[];
  expect(identity.map(({ path }) => path)).toContain(`/${APPLICATION.tenantId}/oauth2/v2.0/token`);
});

test('tells apart in preflight what of the trust is wrong', async () => {
  // Prepare
  const found: unknown[] = [];
  const right = (await (await fetch(`${stack.endpoints().admin}/identity`)).json()) as Trust;

  // Act
  for (const wrong of [
    { ...right, issuer: 'https://login.microsoftonline.com/another/v2.0' },
    { ...right, audience: 'api://another' },
    { ...right, subject: '00000000-0000-0000-0000-000000000009' },
  ]) {
    await trust(wrong);
    found.push(await preflight());
  }
  await trust();

  // Assess
  expect(found).toEqual([
    {
      credentials: 'rejected',
      form: 'federated',
      code: 'AADSTS700211',
      remedy: expect.stringContaining('another issuer'),
    },
    {
      credentials: 'rejected',
      form: 'federated',
      code: 'AADSTS700212',
      remedy: expect.stringContaining('another audience'),
    },
    {
      credentials: 'rejected',
      form: 'federated',
      code: 'AADSTS700213',
      remedy: expect.stringContaining('another identity'),
    },
  ]);
  expect(await preflight()).toEqual({ credentials: 'ok', form: 'federated' });
});

test('takes an offer live with a certificate that the vault keeps and renews', async () => {
  // Prepare
  const ids = {
    tenantId: '11111111-2222-4333-8444-777777777777',
    clientId: '99999999-8888-4777-8666-777777777777',
  };
  const query = new URLSearchParams({ ...ids, contentType: 'application/x-pem-file' });
  await client.putSecret(`marketplace-certified?${query}`, makeClientCertificate(100));

  // Act
  await client.scenario('offer', { goLive: { steps: [{ id: 'live', seconds: 1 }] } }, 'certified');
  const { operation } = await client.goLive('offer', {}, {}, 'certified');
  const ended = await client.follow(operation.id);
  const found = await (await client.get('publishers/certified/preflight')).json();

  // Assess
  expect(ended).toMatchObject({ status: 'Succeeded' });
  expect(found).toMatchObject({ credentials: 'ok', form: 'certificate', expires: { certificate: expect.any(String) } });
});
