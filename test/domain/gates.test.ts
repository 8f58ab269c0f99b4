import type { Signal } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import type { OfferSnapshot } from '../../src/domain/observation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  aLiveOffer,
  anOffer,
  aRequest,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  signaled,
  stageOf,
  take,
  timedOut,
  transitions,
} from './go-lives.ts';

const HOUR = 3600;
const approval = { required: 2, expiresAfterSeconds: HOUR };

function decides(principalId: string, overrides: Partial<Extract<Signal, { kind: 'approval' }>> = {}) {
  return signaled({ kind: 'approval', principalId, decision: 'approve', ...overrides });
}

describe('without a gate', () => {
  test('checks the offer at once', () => {
    const state = goLive(aRequest());

    expect(stageOf(state, 'checking').dueAt).toBe(at(0));
    expect(transitions(state)).toEqual(['accepted']);
  });

  test('notBefore in the past is no gate', () => {
    const state = goLive(aRequest({ notBefore: at(0) }));

    expect(state.stage.phase).toBe('checking');
    expect(transitions(state)).toEqual(['accepted']);
  });
});

describe('notBefore', () => {
  const scheduled = goLive(aRequest({ notBefore: at(HOUR) }));

  test('is announced and waited for', () => {
    expect(transitions(scheduled)).toEqual(['accepted', 'scheduled']);
    expect(next(quiet(scheduled))).toEqual({ kind: 'wait', until: at(HOUR) });
  });

  test('keeps the gate closed until its moment', () => {
    expect(take(scheduled, [HOUR - 1, timedOut]).stage.phase).toBe('scheduled');
  });

  test('opens the gate at its moment', () => {
    expect(take(scheduled, [HOUR, timedOut]).stage.phase).toBe('checking');
  });

  test('comes before the approvals, whose time starts then', () => {
    const request = aRequest({ notBefore: at(HOUR), approval });
    const state = goLive(request, [HOUR, timedOut], [HOUR, inspected()]);

    expect(stageOf(state, 'awaiting-approval').expiresAt).toBe(at(2 * HOUR));
    expect(transitions(state)).toEqual(['accepted', 'scheduled', 'approval-requested']);
  });

  test('is canceled freely', () => {
    const state = take(scheduled, cancelAsked);

    expect(endOf(state)).toBe('Canceled');
    expect(transitions(state)).toEqual(['accepted', 'scheduled', 'cancel-requested', 'canceled']);
  });

  test('an approval that comes too early counts for nothing', () => {
    expect(take(goLive(aRequest({ notBefore: at(HOUR), approval })), decides('ann')).approvals).toEqual([]);
  });
});

describe('approval', () => {
  const waiting = goLive(aRequest({ approval }), [0, inspected()]);

  test('is asked for and waited for', () => {
    expect(transitions(waiting)).toEqual(['accepted', 'approval-requested']);
    expect(next(quiet(waiting))).toEqual({ kind: 'wait', until: at(HOUR) });
  });

  describe('of the version that is in preview when it is asked for', () => {
    const approve = (state: GoLive) => take(state, decides('ann'), decides('bob'));
    const look = (offer: Partial<OfferSnapshot>) => inspected(anOffer(offer));
    const other = look({ preview: { kind: 'holds', version: '3' } });

    test('that version is shown', () => {
      expect(viewOf(waiting).approval?.version).toBe('2');
      expect(viewOf(goLive(aRequest({ approval }))).approval).not.toHaveProperty('version');
    });

    test('another one is not submitted', () => {
      expect(endOf(take(approve(waiting), other))).toBe('Failed PreviewChanged');
      expect(stageOf(take(approve(waiting), inspected()), 'submitting').intent.version).toBe('2');
    });

    test('the expected version is compared at once, not days later', () => {
      expect(endOf(goLive(aRequest({ approval, expectedVersion: '2' }), other))).toBe('Failed PreviewChanged');
    });

    test('nothing to approve, or nothing left to do, ends it', () => {
      expect(endOf(goLive(aRequest({ approval }), look({ preview: { kind: 'empty' } })))).toBe('Failed NoPreview');
      expect(endOf(goLive(aRequest({ approval }), inspected(aLiveOffer())))).toBe('Succeeded');
    });

    test('trouble and refusals are told and passed over: nobody has to decide anything yet', () => {
      const cause = { code: 'PublisherAccessDenied', message: '403' } as const;
      const refused = goLive(aRequest({ approval }), { kind: 'inspect', result: { kind: 'refused', cause } });
      const asked = take(refused, inspected());

      expect(viewOf(refused)).toMatchObject({ phase: 'scheduled', attention: { code: 'PublisherAccessDenied' } });
      expect(asked.stage.phase).toBe('awaiting-approval');
    });
  });

  test('needs the requested number of people', () => {
    const one = take(waiting, decides('ann'));
    const two = take(one, decides('bob'));

    expect(one.stage.phase).toBe('awaiting-approval');
    expect(two.stage.phase).toBe('checking');
    expect(transitions(two)).toEqual(['accepted', 'approval-requested', 'approval-given', 'approved']);
    expect(two.outbox.transitions.slice(-2)).toMatchObject([{ by: { id: 'ann' } }, { by: { id: 'bob' } }]);
  });

  test('one person counts once', () => {
    const state = take(waiting, decides('ann', { name: 'Ann' }), decides('ann', { name: 'Ann' }));

    expect(state.stage.phase).toBe('awaiting-approval');
    expect(viewOf(state).approval?.decisions).toMatchObject([{ principalId: 'ann', name: 'Ann' }]);
    expect(transitions(state)).toEqual(['accepted', 'approval-requested', 'approval-given']);
  });

  test.each([
    [{ decision: 'reject' as const }, 'Rejected by ann without a reason.'],
    [{ decision: 'reject' as const, name: 'Ann', reason: 'wrong price' }, 'Rejected by Ann because: wrong price.'],
  ])('one rejection ends it: %j', (rejection, message) => {
    const state = take(waiting, decides('bob'), decides('ann', rejection));

    expect(endOf(state)).toBe('Failed ApprovalRejected');
    expect(viewOf(state).error?.message).toBe(`${message} Nothing was submitted.`);
  });

  test('a rejection after an approval of the same person counts', () => {
    expect(endOf(take(waiting, decides('ann'), decides('ann', { decision: 'reject' })))).toBe(
      'Failed ApprovalRejected',
    );
  });

  test('expires', () => {
    const state = take(waiting, decides('ann'), [HOUR, timedOut]);

    expect(endOf(state)).toBe('Failed ApprovalExpired');
    expect(viewOf(state).error?.message).toBe('Approved by 1 of 2 within the time allowed. Nothing was submitted.');
  });

  test('an approval that is taken in after its time counts for nothing', () => {
    const state = take(waiting, decides('ann'), [HOUR, decides('bob')]);

    expect(endOf(state)).toBe('Failed ApprovalExpired');
  });

  test('does not expire before its time', () => {
    expect(take(waiting, [HOUR - 1, timedOut]).stage.phase).toBe('awaiting-approval');
  });

  test('is canceled freely', () => {
    expect(endOf(take(waiting, cancelAsked))).toBe('Canceled');
  });

  describe('distinct from the requester', () => {
    const own = goLive(
      aRequest({
        requestedBy: { kind: 'principal', id: 'ann' },
        approval: { required: 1, expiresAfterSeconds: HOUR, distinctFromRequester: true },
      }),
      inspected(),
    );

    test('the approval of who asked counts for nothing', () => {
      const state = take(own, decides('ann'));

      expect(state.stage.phase).toBe('awaiting-approval');
      expect(state.approvals).toEqual([]);
    });

    test('the approval of another person counts', () => {
      expect(take(own, decides('bob')).stage.phase).not.toBe('awaiting-approval');
    });

    test.each([undefined, { kind: 'key' } as const])(
      'nobody is taken for a requester who is not known: %j',
      (requestedBy) => {
        const { request } = own;
        const { requestedBy: _, ...rest } = request;
        const asked = goLive({ ...rest, ...(requestedBy && { requestedBy }) }, inspected());

        expect(take(asked, decides('ann')).stage.phase).not.toBe('awaiting-approval');
      },
    );

    test('the requester may reject', () => {
      expect(endOf(take(own, decides('ann', { decision: 'reject' })))).toBe('Failed ApprovalRejected');
    });
  });

  test('who asked may approve when nothing is said against it', () => {
    const state = goLive(
      aRequest({ requestedBy: { kind: 'principal', id: 'ann' }, approval: { required: 1, expiresAfterSeconds: HOUR } }),
      inspected(),
    );

    expect(take(state, decides('ann')).stage.phase).not.toBe('awaiting-approval');
  });

  test('one that was not asked for changes nothing', () => {
    const state = goLive(aRequest(), inspected());

    expect(take(state, decides('ann')).stage).toEqual(state.stage);
  });
});

/** The go-live with an empty outbox, so that its stage decides what comes next. */
function quiet(state: ReturnType<typeof goLive>) {
  return take(state, [
    (state.now - at(0)) / 1000,
    { kind: 'announce', result: { kind: 'announced', written: state.sequence, published: state.sequence } },
  ]);
}
