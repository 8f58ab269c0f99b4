import { messageIdOf } from '../../src/functions/message-id.ts';
import { deliveryOf } from './requests.ts';

test('an id is what was sent, not what the library parsed', () => {
  // Act
  const id = messageIdOf(deliveryOf({ messageId: 20240101.1, messageIdAsSent: '20240101.10' }));

  // Assess
  expect(id).toEqual({ id: '20240101.10', ambiguous: false });
});

test.each([
  ['nothing', { messageId: undefined }],
  ['an empty id', { messageId: '', messageIdAsSent: '' }],
  ['an empty id, as parsed', { messageId: '' }],
])('a message with %s is known by its sequence number', (_, metadata) => {
  // Act
  const id = messageIdOf(deliveryOf({ ...metadata, sequenceNumber: 7 }));

  // Assess
  expect(id).toEqual({ id: 'sequence-7', ambiguous: false });
});

describe('where only the parsed id is there', () => {
  test('a text is used as the id', () => {
    expect(messageIdOf(deliveryOf({ messageId: 'build-1' }))).toEqual({ id: 'build-1', ambiguous: false });
  });

  test.each([20240101.1, 1000, true, null, [1], { a: 1 }])('%p may be several ids', (messageId) => {
    expect(messageIdOf(deliveryOf({ messageId, sequenceNumber: 7 }))).toEqual({ id: 'sequence-7', ambiguous: true });
  });
});

test.each([undefined, 2 ** 53, 1.5])(
  'a message without an id and with the sequence number %p may be another one',
  (sequenceNumber) => {
    expect(messageIdOf(deliveryOf({ messageIdAsSent: '', sequenceNumber })).ambiguous).toBe(true);
  },
);
