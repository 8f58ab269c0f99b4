import fc from 'fast-check';
import { approveOperation } from '../../src/functions/approve-operation.ts';
import { cancelOperation } from '../../src/functions/cancel-operation.ts';
import { changeOperation } from '../../src/functions/change-operation.ts';
import { endOperation } from '../../src/functions/end-operation.ts';
import { listOperations } from '../../src/functions/list-operations.ts';
import { lookAtOperation } from '../../src/functions/look-at-operation.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { startByQueue } from '../../src/functions/start-by-queue.ts';
import { propertyRuns } from '../../tools/test-depth.ts';
import { hubWith } from '../http/shown-operation.ts';
import { ANN } from './callers.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { queuePortsOf } from './queue-ports.ts';
import { aRequestOf, bodyOf, deliveryOf, goLiveRequestOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

/** Values that are almost valid for each member, or arbitrary ones. */
const member = {
  onConflict: fc.constantFrom('join', 'queue', 'fail', 'supersede', 'x', null, 1),
  expectedVersion: fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null)),
  notBefore: fc.oneof(fc.date().map(String), anyDate(), fc.string()),
  deadline: fc.oneof(anyDate(), anyDuration(), fc.string()),
  approval: fc.oneof(
    fc.record({ required: fc.oneof(fc.nat(12), fc.double()), expiresAfter: anyDuration() }),
    fc.anything(),
  ),
  labels: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.anything()),
};
const request = fc.oneof(
  { weight: 4, arbitrary: fc.record(member, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const id = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('contoso', 'vm_1') }, fc.string());
const key = fc.oneof(fc.constant(undefined), fc.string({ unit: 'grapheme-ascii' }));

test('every HTTP request is accepted and started, or refused with a stable code and not started', async () => {
  await fc.assert(
    fc.asyncProperty(request, id, id, key, fc.string(), async (body, publisherId, offerId, idempotencyKey, broken) => {
      const taskHub = fakeTaskHub();
      const text = broken.length > 8 ? broken : (JSON.stringify(body) ?? '');
      const response = await startByHttp(
        goLiveRequestOf({
          body: text,
          params: { publisherId, offerId },
          headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
        }),
        { ...storesOf(taskHub), settings: SETTINGS },
      );
      if (response.status === 202) {
        expect(bodyOf(response)).toMatchObject({ publisherId, offerId, sequence: expect.any(Number) });
        expect(taskHub.all.size).toBe(1);
      } else {
        expect([400, 413, 415, 422]).toContain(response.status);
        expect(bodyOf(response)).toMatchObject({ code: expect.stringMatching(/^[A-Z][A-Za-z]+$/) });
        expect(taskHub.all.size).toBe(0);
      }
    }),
    propertyRuns(500),
  );
});

test('every message starts an operation or is rejected and announced; none meets an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(request, id, id, fc.string(), async (body, publisherId, offerId, messageId) => {
      const ports = queuePortsOf();
      const message = typeof body === 'object' && body !== null ? { publisherId, offerId, ...body } : body;
      await startByQueue(message, ports, deliveryOf({ messageId }));
      const started = [...ports.taskHub.all.values()].map(({ orchestrator }) => orchestrator);
      expect(started).toEqual([ports.deadLettered.length === 0 ? 'goLive' : 'rejection']);
      expect(ports.held).toEqual([]);
    }),
    propertyRuns(500),
  );
});

test('wishes, approvals and lists are answered with a stable code, whatever is sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), id, fc.webQueryParameters(), async (body, operationId, query) => {
      const taskHub = hubWith({ phase: 'awaiting-approval' });
      const ports = { ...storesOf(taskHub), caller: ANN };
      const sent = aRequestOf({ params: { id: operationId }, body: JSON.stringify(body) });
      const listed = aRequestOf({ method: 'GET', path: `operations?${query}` });
      const responses = [
        await cancelOperation(sent, ports),
        await approveOperation(aRequestOf({ params: { id: 'op-1' }, body: JSON.stringify(body) }), ports),
        await listOperations(listed, ports),
        await lookAtOperation(aRequestOf({ params: { id: 'op-2' }, body: JSON.stringify(body) }), ports),
        await changeOperation(aRequestOf({ params: { id: 'op-2' }, body: JSON.stringify(body) }), ports),
        await endOperation(aRequestOf({ params: { id: 'op-2' }, body: JSON.stringify(body) }), ports),
      ];
      for (const response of responses) {
        expect([200, 202, 400, 404]).toContain(response.status);
        if (response.status === 400) expect(bodyOf(response)).toMatchObject({ code: 'InvalidRequest' });
      }
    }),
    propertyRuns(300),
  );
});

function anyDate(): fc.Arbitrary<string> {
  return fc
    .record({ day: fc.date({ noInvalidDate: true }), offset: fc.constantFrom('Z', '+02:00', '-23:59', '+24:00', '') })
    .map(({ day, offset }) => day.toISOString().replace('Z', offset));
}

function anyDuration(): fc.Arbitrary<string> {
  return fc
    .record({ letter: fc.constantFrom('W', 'D', 'M', 'Y'), amount: fc.oneof(fc.nat(400), fc.nat(), fc.double()) })
    .map(({ letter, amount }) => `P${amount}${letter}`);
}
