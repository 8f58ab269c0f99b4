/** A newer run of the operation goes on with it, or it was closed from outside: this run says and does nothing any more. */
export interface TakenOver {
  kind: 'taken-over';
}
