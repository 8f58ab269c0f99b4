import * as z from 'zod';
import type { Cause, Message, ObservedOperation, Step } from '../../domain/observation.ts';
import { cut } from '../text/cut.ts';
import type { MarketplaceError } from '../text/failure-rules.ts';
import { toPlainText } from '../text/plain-text.ts';
import { causeOfOperation } from './cause.ts';
import { readErrorMember } from './marketplace-error.ts';
import { reachOf } from './reach.ts';
import { shownLinks, shownSteps } from './shown.ts';
import { readMessages, readStep } from './step-body.ts';
import { Version } from './version.ts';
import { cancelable, operationState } from './words.ts';

const MAX_STEPS = 30;

const text = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);

const OperationBody = z.object({
  status: z.string().min(1),
  publishingVersion: Version.optional().catch(undefined),
  cancellationRequestState: text,
  // Both spellings are in use.
  cancelationRequestState: text,
  steps: list,
  messages: list,
  liveLinks: list,
  error: z.unknown().optional(),
});

/** Reads a marketplace operation, which comes as an object or as an array of one; undefined if it is neither. */
export function readOperation(value: unknown): ObservedOperation | undefined {
  const parsed = OperationBody.safeParse(Array.isArray(value) && value.length === 1 ? value[0] : value);
  if (!parsed.success) return undefined;
  const body = parsed.data;
  const { state, unknownStatus } = operationState(body.status);
  const steps = body.steps.flatMap(readStep).slice(0, MAX_STEPS);
  const canBeCanceled = cancelable(body.cancellationRequestState ?? body.cancelationRequestState);
  return {
    state,
    status: cut(body.status, 60),
    ...(unknownStatus !== undefined && { unknownStatus }),
    ...(body.publishingVersion !== undefined && { version: body.publishingVersion }),
    ...(canBeCanceled !== undefined && { cancelable: canBeCanceled }),
    reach: reachOf(steps),
    steps: shownSteps(steps),
    liveLinks: shownLinks(body.liveLinks.flatMap(readLink)),
    ...(state === 'failed' ? { failure: failureOf(body.error, readMessages(body.messages), steps) } : {}),
  };
}

const STOPPED = new Set(['failed', 'rejected', 'blocked']);

/** The operation's own error first, then its messages and those of the steps that stopped it, errors before others. */
function failureOf(error: unknown, messages: Message[], steps: Step[]): Cause {
  const stopped = steps.filter(({ status }) => STOPPED.has(status));
  const ofSteps = (stopped.length > 0 ? stopped : steps).flatMap((step) => step.messages);
  const said = [...messages, ...ofSteps];
  const errors = said.filter(({ level }) => level === 'error');
  const own = readErrorMember(error);
  const texts = [own.message, ...errors.map((message) => message.text)].filter((part) => part !== '');
  const all: MarketplaceError = {
    ...(own.code !== undefined && { code: own.code }),
    message: cut([...new Set(texts.length > 0 ? texts : said.map((message) => message.text))].join(' '), 1000),
  };
  return causeOfOperation(all, stopped[0]?.id);
}

const ADDRESS_MEMBERS = ['url', 'href', 'uri'];

/** A link is its address, or an object that has it in one of three members, whose names come in any case. */
const Link = z.union([
  z.string(),
  z
    .record(z.string(), z.unknown())
    .transform((link) => Object.entries(link).find(([name]) => ADDRESS_MEMBERS.includes(name.toLowerCase()))?.[1])
    .pipe(z.string()),
]);

function readLink(value: unknown): string[] {
  const link = toPlainText(Link.safeParse(value).data ?? '');
  return /^https?:\/\/\S+$/i.test(link) ? [link] : [];
}
