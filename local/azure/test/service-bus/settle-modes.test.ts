import rhea, { type EventContext } from 'rhea';
import { type ServiceBus, startServiceBus } from '../../service-bus/start-service-bus.ts';

describe('a link is attached with the settle modes that its client asks for', () => {
  let bus: ServiceBus;
  beforeAll(async () => {
    bus = await startServiceBus({ queues: [{ name: 'orders' }], keyName: 'app', key: 'key' });
  });
  afterAll(() => bus.close());

  test.each([
    { sender: 'unsettled', snd_settle_mode: 0, receiver: 'first', rcv_settle_mode: 0 },
    { sender: 'settled', snd_settle_mode: 1, receiver: 'first', rcv_settle_mode: 0 },
    { sender: 'mixed', snd_settle_mode: 2, receiver: 'second', rcv_settle_mode: 1 },
  ] as const)('$sender and $receiver', async ({ snd_settle_mode, rcv_settle_mode }) => {
    // Prepare
    const container = rhea.create_container();
    const connection = container.connect({ host: '127.0.0.1', port: bus.port, username: 'any', reconnect: false });

    // Act
    const sender = await new Promise<EventContext['sender']>((resolve) => {
      container.on('sender_open', (context: EventContext) => resolve(context.sender));
      connection.open_sender({ target: '$cbs', snd_settle_mode, rcv_settle_mode });
    });
    const receiver = await new Promise<EventContext['receiver']>((resolve) => {
      container.on('receiver_open', (context: EventContext) => resolve(context.receiver));
      connection.open_receiver({ source: '$cbs', snd_settle_mode, rcv_settle_mode });
    });
    await new Promise((resolve) => {
      container.on('connection_close', resolve);
      connection.close();
    });

    // Assess: both modes are those that the peer sent.
    expect(sender).toMatchObject({ snd_settle_mode, rcv_settle_mode });
    expect(receiver).toMatchObject({ snd_settle_mode, rcv_settle_mode });
  });
});
