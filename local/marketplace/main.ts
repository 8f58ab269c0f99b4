import { startMarketplace } from './start-marketplace.ts';

const { PORT = '0', STATE_FILE } = process.env;
const port = Number(PORT);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT is "${PORT}", but it must be a port number from 0 (a free one) to 65535.`);
  process.exit(1);
}

const marketplace = await startMarketplace({ port, ...(STATE_FILE !== undefined && { stateFile: STATE_FILE }) });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void marketplace.close());
console.log(`ready ${marketplace.url}`);
