import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import { openRecord } from '../../src/platform/record/record.ts';
import { tableOf } from '../../tools/stack/record-of.ts';
import type { RunningStack } from '../../tools/stack/running-stack.ts';
import {
  accepted,
  aLiveOffer,
  answered,
  aRequest,
  aStep,
  cancelAsked,
  inspected,
  observed,
  take,
} from '../domain/go-lives.ts';

const MINUTE_MS = 60_000;
export const LONG_TURKISH =
  'Çekoslovakyalılaştıramadıklarımızdanmışsınızcasına uzun bir ileti: sertifikasyon, planın sanal makine görüntüsü bulunamadığı için durdu. Şğüöçıİ.';
export const RIGHT_TO_LEFT = 'الصورة غير موجودة في الخطة، يرجى تحميلها مرة أخرى ثم المحاولة';
export const SCRIPT = '<img src=x onerror=alert(1)><script>alert(2)</script>';

export const RELEASE = { release: '2026-11' };

/**
 * Fills the record with operations as if they had accumulated over time: 40 of one release, 20 of one offer, 50 that
 * need a person, and a usual day of one publisher.
 */
export async function fillRecord(stack: RunningStack): Promise<void> {
  const record = openRecord(await tableOf(stack));
  const now = Date.now();
  const begun = (id: string, minutesAgo: number, request: Partial<Omit<GoLiveRequest, 'terms'>> = {}): GoLive => {
    const requestedAt = now - minutesAgo * MINUTE_MS;
    const whole = aRequest({ operationId: id, publisherId: 'fabrikam', offerId: id, requestedAt, ...request });
    return { ...begin({ ...whole, terms: { ...whole.terms, deadlineAt: now + 864e5 } }, requestedAt), run: 'run' };
  };
  const later = (state: GoLive, minutes: number): GoLive => ({ ...state, now: state.now + minutes * MINUTE_MS });

  for (let number = 0; number < 40; number++) {
    const state = begun(`release-${number}`, 300 + number, { labels: RELEASE });
    const followed = later(take(state, inspected(), accepted), 40 + ((number * 7) % 30));
    const ended =
      number % 10 === 3
        ? take(
            state,
            inspected(),
            answered({ kind: 'refused', cause: { code: 'SubmissionRejected', message: SCRIPT } }),
          )
        : number % 10 === 7
          ? take(state, cancelAsked)
          : take(followed, observed({ state: 'succeeded' }), inspected(aLiveOffer()));
    await record.write(ended);
    await record.closeActive(`release-${number}`);
  }
  for (let number = 0; number < 20; number++) {
    const state = begun(`offer-past-${number}`, 3000 - number * 100, {
      publisherId: 'contoso',
      offerId: 'virtual-desktop',
    });
    const followed = later(take(state, inspected(), accepted), 35 + ((number * 11) % 40));
    await record.write(
      number % 6 === 5
        ? take(followed, observed({ state: 'failed' }))
        : take(followed, observed({ state: 'succeeded' }), inspected(aLiveOffer())),
    );
    await record.closeActive(`offer-past-${number}`);
  }
  for (let number = 0; number < 50; number++) {
    const step = aStep({
      id: SCRIPT,
      name: SCRIPT,
      status: 'blocked',
      messages: [{ level: 'error', text: number % 2 === 0 ? LONG_TURKISH : RIGHT_TO_LEFT }],
    });
    const state = begun(`stuck-${number}`, 60 + number, {
      publisherId: 'tailspin',
      labels: { team: number % 2 === 0 ? LONG_TURKISH : RIGHT_TO_LEFT, note: SCRIPT },
    });
    await record.write(
      take(
        state,
        inspected(),
        accepted,
        observed({ steps: [aStep({ id: 'a', name: 'Validation', status: 'complete' }), step] }),
      ),
    );
  }

  const usual = (id: string, minutesAgo: number, request = {}) =>
    begun(id, minutesAgo, { publisherId: 'northwind', labels: { release: '2026-12', team: 'images' }, ...request });
  const steps = (at: number, status: string) =>
    ['Validation', 'Certification', 'Live'].map((name, index) =>
      aStep({
        id: name,
        name,
        status: index < at ? 'complete' : index === at ? status : 'not-started',
        messages:
          index === at && status === 'blocked'
            ? [{ level: 'error', text: 'No virtual machine image was found for the plan "basic".' }]
            : [],
      }),
    );
  const approval = { required: 1, expiresAfterSeconds: 86_400 };
  for (const state of [
    take(usual('linux-server', 95), inspected(), accepted, observed({ steps: steps(1, 'blocked') })),
    take(usual('desktop', 20, { approval }), inspected()),
    take(usual('database', 55), inspected(), accepted, observed({ steps: steps(2, 'running') })),
    take(usual('firewall', 30), inspected(), accepted, observed({ steps: steps(1, 'running') })),
    take(
      later(take(usual('backup', 400), inspected(), accepted), 50),
      observed({ state: 'succeeded' }),
      inspected(aLiveOffer()),
    ),
    take(usual('monitor', 380), cancelAsked),
  ]) {
    await record.write(state);
  }
}
