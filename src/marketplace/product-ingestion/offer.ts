import type { OfferSnapshot, OfferStatus, RunningOperation, Slot } from '../../domain/observation.ts';
import { operationIdOf, toRef } from './ref.ts';
import type { Submission } from './submission-body.ts';
import { isOpen } from './words.ts';

type OfferStatusWords = Pick<OfferSnapshot, 'status' | 'statusWord'>;

/** The offer as its list of submissions, newest first, shows it. This API has no versions, so a submission is one. */
export function offerOf(productId: string, submissions: Submission[]): OfferSnapshot {
  const running = submissions.filter(({ progress }) => isOpen(progress));
  const live = submissions.find(({ target, progress }) => target === 'live' && progress.state === 'succeeded');
  return {
    ...statusOf(submissions, live),
    preview: previewOf(productId, submissions),
    production: live === undefined ? { kind: 'empty' } : { kind: 'holds', version: live.submissionId },
    running: running.map((submission) => toRunning(productId, submission)),
  };
}

/**
 * The submission that waits in preview or goes live from there. Once the preview is live, one submission is both: the
 * list then has it twice, or only as live.
 */
function previewOf(productId: string, submissions: Submission[]): Slot {
  const preview = submissions.find(isPreview) ?? submissions.find(isLive);
  const state = preview?.progress.state;
  return preview === undefined || state === 'failed' || state === 'canceled'
    ? { kind: 'empty' }
    : { kind: 'holds', version: preview.submissionId, ref: toRef({ productId, submissionId: preview.submissionId }) };
}

function isPreview({ target }: Submission): boolean {
  return target === 'preview';
}

function isLive({ target }: Submission): boolean {
  return target === 'live';
}

/** An open submission determines the status; then the preview, by its way to live if it is listed as live as well. */
function statusOf(submissions: Submission[], live: Submission | undefined): OfferStatusWords {
  const preview = submissions.find(isPreview);
  const toLive = submissions.filter(isLive);
  const open = submissions.find(({ progress }) => isOpen(progress));
  const telling =
    open ?? toLive.find(({ submissionId }) => submissionId === preview?.submissionId) ?? preview ?? toLive[0];
  if (telling === undefined) return { status: 'never-published', statusWord: 'draft' };
  return { status: statusFor(telling, live), statusWord: `${telling.target} ${telling.status}` };
}

function statusFor(telling: Submission, live: Submission | undefined): OfferStatus {
  switch (telling.progress.state) {
    case 'not-started':
    case 'running':
      return 'running';
    case 'failed':
    case 'canceled':
      return telling.progress.state;
    case 'succeeded':
      return telling.submissionId === live?.submissionId ? 'succeeded' : 'waiting-for-publisher';
  }
}

function toRunning(productId: string, { submissionId, target }: Submission): RunningOperation {
  return {
    operationId: operationIdOf(submissionId, target),
    ref: toRef({ productId, submissionId }),
    version: submissionId,
    reach: target === 'live' || target === 'preview' ? target : 'unknown',
  };
}
