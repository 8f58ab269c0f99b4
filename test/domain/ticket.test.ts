import { operationOfTicket, ticketId } from '../../src/domain/ticket.ts';

test.each(['op-1', 'a-post-1', '6f1f0a6c'])('the ticket of a POST of %s names the operation', (operationId) => {
  expect(operationOfTicket(ticketId(operationId, 12))).toBe(operationId);
});

test.each(['', 'op-1', 'op-1-post-', 'op-1-post-x', '-post-1'])('"%s" is no ticket', (name) => {
  expect(operationOfTicket(name)).toBeUndefined();
});
