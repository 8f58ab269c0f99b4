const AMQP_PORT = 5672;
const AMQP_TLS_PORT = 5671;

/** Address of the namespace in the settings; the emulator works without TLS. @throws when no setting names one. */
export function serviceBusAddress(env: Record<string, string | undefined>): { host: string; port: number } {
  const connection = env['ServiceBusConnection'] ?? '';
  const [, host, port] = /(?:^|;)\s*Endpoint=sb:\/\/([^:/;]+)(?::(\d+))?/i.exec(connection) ?? [];
  if (host !== undefined) {
    const standard = /UseDevelopmentEmulator=true/i.test(connection) ? AMQP_PORT : AMQP_TLS_PORT;
    return { host, port: port === undefined ? standard : Number(port) };
  }
  const namespace = env['ServiceBusConnection__fullyQualifiedNamespace'];
  if (namespace) return { host: namespace, port: AMQP_TLS_PORT };
  throw new Error('Neither ServiceBusConnection nor ServiceBusConnection__fullyQualifiedNamespace says where it is.');
}
