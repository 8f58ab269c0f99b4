import type { Endpoints } from './endpoints.ts';

/** Shown once everything has started: the addresses, and commands to try. */
export function welcome({ app, portal, admin, serviceBus }: Endpoints): string {
  const page = app && `${app}/api/ui`;
  const places = { page, app, 'rehearsal marketplace': portal, "stand-ins' window": admin, 'Service Bus': serviceBus };
  const known = Object.entries(places).filter(([, place]) => place !== undefined);
  const commands =
    app === undefined
      ? []
      : [
          `curl -i -X POST ${app}/api/publishers/contoso/offers/contoso-virtualmachineoffer/golive`,
          `curl ${app}/api/operations`,
          ...(admin === undefined ? [] : [`curl ${admin}/events`]),
        ];
  return [
    '',
    ...known.map(([name, place]) => `  ${name.padEnd(22)} ${place}`),
    ...(commands.length === 0 ? [] : ['', 'Try:', ...commands.map((command) => `  ${command}`)]),
    '',
    'Press Ctrl-C to stop everything.',
    '',
  ].join('\n');
}
