/** A newer run has taken the operation over, or it was closed from outside: this run must do nothing more. */
export interface TakenOver {
  kind: 'taken-over';
}
