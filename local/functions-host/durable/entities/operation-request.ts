/** A call of an entity's operation, as the history of the caller shows it in EventSent. */
export interface OperationRequest {
  op: string;
  /** JSON text. */
  input: string | null;
  /** Name of the event that brings the answer. */
  id: string;
  /** The instance and the execution that get the answer. */
  parent: string;
  parentExecution: string;
}
