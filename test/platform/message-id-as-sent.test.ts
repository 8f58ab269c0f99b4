import { keepMessageIds, MESSAGE_ID_AS_SENT, type ProgrammingModel } from '../../src/platform/message-id-as-sent.ts';

/** Translates as `@azure/functions` does: a text that reads like JSON is parsed. */
function parsingModel(): ProgrammingModel {
  return {
    getInvocationModel: ({ request }) => ({
      getArguments: async () => {
        const messageId = request.triggerMetadata?.['MessageId']?.string ?? undefined;
        return { context: { triggerMetadata: { messageId: messageId && JSON.parse(messageId) } }, inputs: [] };
      },
    }),
  };
}

async function metadataOf(triggerMetadata?: Record<string, { string?: string }>) {
  const model = parsingModel();
  keepMessageIds(model);
  const invocation = await model.getInvocationModel({ request: { triggerMetadata } });
  return (await invocation.getArguments()).context.triggerMetadata;
}

test.each(['20240101.10', '1e3', 'true', 'null', '"quoted"', '{"A":1}'])(
  'shows the id %s as it was sent, beside what the library made of it',
  async (id) => {
    // Act
    const metadata = await metadataOf({ MessageId: { string: id } });

    // Assess
    expect(metadata).toEqual({ messageId: JSON.parse(id), [MESSAGE_ID_AS_SENT]: id });
  },
);

test.each([
  ['an invocation without metadata', undefined],
  ['a message without an id', { SequenceNumber: {} }],
])('leaves %s as it is', async (_, metadata) => {
  // Act
  const seen = await metadataOf(metadata);

  // Assess
  expect(seen).not.toHaveProperty(MESSAGE_ID_AS_SENT);
});

test('does nothing where no worker has registered a model', () => {
  expect(() => keepMessageIds(undefined)).not.toThrow();
});
