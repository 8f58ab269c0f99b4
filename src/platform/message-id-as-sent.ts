/** A value as the host sends it to the worker. Only its text form matters here. */
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

/** The member of a trigger's metadata that holds a message's id as it was sent. */
export const MESSAGE_ID_AS_SENT = 'messageIdAsSent';

/**
 * Gives queue functions the message id as it was sent. `@azure/functions` parses any metadata text that looks like JSON
 * (`fromRpcTypedData`), so the ids `20240101.1` and `20240101.10` would arrive as the same number.
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
