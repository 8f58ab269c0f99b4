/** The module that the Functions worker supplies; what this app uses of it. */
declare module '@azure/functions-core' {
  export function getProgrammingModel(): import('./platform/message-id-as-sent.ts').ProgrammingModel | undefined;
}
