/** A value as the host sends it to the worker; of its forms, text alone matters here. */
interface TypedData {
  string?: string | null | undefined;
}

interface InvocationModel {
  getArguments(): Promise<{ context: { triggerMetadata?: Record<string, unknown> }; inputs: unknown[] }>;
}

/** What `@azure/functions` gives the worker, which asks it to translate each invocation. */
export interface ProgrammingModel {
  getInvocationModel(context: {
    request: { triggerMetadata?: Record<string, TypedData> | null | undefined };
  }): InvocationModel | Promise<InvocationModel>;
}

/** Where a message's id is found in a trigger's metadata as it was sent. */
export const MESSAGE_ID_AS_SENT = 'messageIdAsSent';

/**
 * Lets a queue function see the message id as it was sent. `@azure/functions` parses every text of the metadata that
 * reads like JSON (`fromRpcTypedData`), so that the ids `20240101.1` and `20240101.10` arrive as one number.
 */
export function keepMessageIds(model: ProgrammingModel | undefined): void {
  if (!model) return;
  const translate = model.getInvocationModel.bind(model);
  model.getInvocationModel = async (context) => {
    const invocation = await translate(context);
    const asSent = context.request.triggerMetadata?.['MessageId']?.string;
    if (typeof asSent !== 'string') return invocation;
    const getArguments = invocation.getArguments.bind(invocation);
    invocation.getArguments = async () => {
      const given = await getArguments();
      given.context.triggerMetadata = { ...given.context.triggerMetadata, [MESSAGE_ID_AS_SENT]: asSent };
      return given;
    };
    return invocation;
  };
}
