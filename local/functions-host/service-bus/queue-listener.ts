import { availableParallelism } from 'node:os';
import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { resolveSettingNames, type Settings } from '../app-settings.ts';
import type { TriggeredFunction } from '../bindings.ts';
import type { HostSettings } from '../host-json.ts';
import type { FunctionInvoker } from '../invocation.ts';
import type { Log } from '../log.ts';
import { connectServiceBus } from './connection.ts';
import { messageBody, messageMetadata, messageTrace } from './message-data.ts';
import type { Settlement } from './settlement.ts';

export interface ListenerContext {
  invoker: FunctionInvoker;
  settings: Settings;
  options: HostSettings['serviceBus'];
  held: Settlement['held'];
  log: Log;
}

/** Passes the messages of one queue to one function. */
export interface QueueListener {
  /** Takes no more messages; running ones continue. */
  pause(): Promise<void>;
  /** Resolves when no message is being processed. */
  idle(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts to receive; a namespace that cannot be reached is retried for ever.
 * @throws Error when the binding names missing settings, or asks for a feature that this host lacks.
 */
export async function listenToQueue(target: TriggeredFunction, context: ListenerContext): Promise<QueueListener> {
  const { settings, options, log } = context;
  const { binding } = target.trigger;
  const category = `Function.${target.metadata.name}`;
  const queueName = resolveSettingNames(supportedQueue(target), settings);
  const client: ServiceBusClient = await connectServiceBus(String(binding['connection'] ?? 'ServiceBus'), settings);
  const receiver = client.createReceiver(queueName, {
    receiveMode: 'peekLock',
    skipParsingBodyAsJson: true,
    maxAutoLockRenewalDurationInMs: options.maxAutoLockRenewalDuration ?? 5 * 60_000,
  });
  const running = new Set<Promise<void>>();
  let lastTrouble = '';
  let paused = false;

  const subscription = receiver.subscribe(
    {
      processMessage(message) {
        lastTrouble = '';
        const processed = processMessage(receiver, message, target, context).finally(() => running.delete(processed));
        running.add(processed);
        return processed;
      },
      // The SDK retries by itself, so a repeated error is logged only once.
      async processError({ error, errorSource }) {
        if (paused || error.message === lastTrouble) return;
        lastTrouble = error.message;
        log('warning', category, `${errorSource} on queue ${queueName}: ${error.message}`);
      },
    },
    {
      autoCompleteMessages: false,
      maxConcurrentCalls: options.maxConcurrentCalls ?? 16 * availableParallelism(),
    },
  );
  return {
    pause() {
      paused = true;
      return subscription.close();
    },
    idle: () => Promise.allSettled(running),
    async close() {
      await Promise.allSettled(running);
      await client.close();
    },
  };
}

/** Unless the function settled the message, a return completes it; a throw or the death of the worker abandons it. */
async function processMessage(
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
  { metadata, trigger }: TriggeredFunction,
  { invoker, options, held }: ListenerContext,
): Promise<void> {
  const lockToken = message.lockToken ?? '';
  let settled = false;
  held.set(lockToken, {
    async deadLetter(deadLetterReason = '', deadLetterErrorDescription = '') {
      await receiver.deadLetterMessage(message, { deadLetterReason, deadLetterErrorDescription });
      settled = true;
    },
  });
  try {
    await invoker.invoke({
      functionName: metadata.name,
      inputData: [{ name: trigger.name, data: messageBody(message, trigger.binding['dataType']) }],
      triggerMetadata: messageMetadata(message),
      ...messageTrace(message),
    });
  } catch {
    if (!settled) await receiver.abandonMessage(message);
    return;
  } finally {
    held.delete(lockToken);
  }
  const completes = trigger.binding['autoCompleteMessages'] ?? options.autoCompleteMessages ?? true;
  if (completes && !settled) await receiver.completeMessage(message);
}

function supportedQueue({ trigger: { binding } }: TriggeredFunction): string {
  if (typeof binding['queueName'] !== 'string') throw new Error('the local host has Service Bus queues, no topics.');
  if (binding['isSessionsEnabled'] === true) throw new Error('the local host has no Service Bus sessions.');
  if (binding['cardinality'] === 'many') throw new Error('the local host has no batches: set cardinality to one.');
  return binding['queueName'];
}
