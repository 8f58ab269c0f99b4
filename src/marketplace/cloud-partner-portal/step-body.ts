import * as z from 'zod';
import type { Message, Step } from '../../domain/observation.ts';
import { cut } from '../text/cut.ts';
import { toPlainText } from '../text/plain-text.ts';
import { readTime } from '../text/time.ts';
import { readEstimateSeconds } from './estimate.ts';
import { stepStatus } from './words.ts';

const MAX_MESSAGES = 30;

const text = z.string().optional().catch(undefined);

const MessageBody = z.union([
  z
    .string()
    .transform((message) => ({ messageHtml: message, message: undefined, level: undefined, timestamp: undefined })),
  z.object({ messageHtml: text, message: text, level: text, timestamp: text }),
]);

/** Messages are texts on one page of the documentation and objects on another. Anything else is left out. */
const MessagesBody = z
  .array(z.unknown())
  .catch([])
  .transform((messages) => messages.flatMap((message) => MessageBody.safeParse(message).data ?? []));

const Percentage = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,3}(\.\d+)?%?$/)
      .transform(Number.parseFloat),
  ])
  .pipe(z.number().min(0).max(100));

const StepBody = z.object({
  id: text,
  stepName: text,
  status: text,
  progressPercentage: Percentage.optional().catch(undefined),
  estimatedTimeFrame: text,
  messages: MessagesBody,
});

/** Reads messages as plain text. If there are very many, only the latest are kept. */
export function readMessages(value: unknown): Message[] {
  return MessagesBody.parse(value)
    .map(toMessage)
    .filter(({ text }) => text !== '')
    .slice(-MAX_MESSAGES);
}

/** Reads a step. Anything else is left out, because steps decide nothing. */
export function readStep(value: unknown): Step[] {
  const parsed = StepBody.safeParse(value);
  if (!parsed.success) return [];
  const { id, stepName, status, progressPercentage, estimatedTimeFrame } = parsed.data;
  const estimate = cut(toPlainText(estimatedTimeFrame ?? ''), 60);
  const estimateSeconds = readEstimateSeconds(estimate);
  const name = cut(toPlainText(stepName ?? id ?? ''), 100);
  return [
    {
      id: cut(id ?? name, 100),
      name,
      status: stepStatus(status ?? ''),
      ...(progressPercentage !== undefined && { progress: progressPercentage }),
      ...(estimate === '' ? {} : { estimate }),
      ...(estimateSeconds !== undefined && { estimateSeconds }),
      messages: readMessages(parsed.data.messages),
    },
  ];
}

function toMessage({ messageHtml, message, level, timestamp }: z.infer<typeof MessageBody>): Message {
  const time = readTime(timestamp);
  return {
    level: /^err/i.test(level ?? '') ? 'error' : /^warn/i.test(level ?? '') ? 'warning' : 'information',
    text: toPlainText(messageHtml ?? message ?? ''),
    ...(time !== undefined && { time }),
  };
}
