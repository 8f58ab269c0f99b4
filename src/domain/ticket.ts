/** The name of the ticket that the POST of this number takes. */
export function ticketId(operationId: string, attempt: number): string {
  return `${operationId}-post-${attempt}`;
}

/** The operation that a ticket belongs to; nothing when the name is no ticket's. */
export function operationOfTicket(ticket: string): string | undefined {
  return /^(.+)-post-\d+$/.exec(ticket)?.[1];
}
