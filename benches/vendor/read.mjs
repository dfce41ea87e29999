// Reads every wallet with balances and policies through the vendor's SDK, as `benches/lists.rs` does through this client.
// The sandbox's first line comes in on stdin; one line of JSON goes out.
import { readFileSync } from 'node:fs';
import { BitGoAPI } from '@bitgo/sdk-api';

const said = JSON.parse(readFileSync(0, 'utf8'));
const { email, password } = said.accounts[0];
const sdk = new BitGoAPI({
  env: 'custom',
  customRootURI: said.url,
  customBitGoNetwork: 'testnet',
  authVersion: 3,
  serverXpub: said.serverXpub,
});
await sdk.authenticate({ username: email, password, otp: '0000000' });
await sdk.get(sdk.url('/wallets/count', 2)).result();
globalThis.gc?.();

const [cpu, resident, started] = [process.cpuUsage(), process.memoryUsage().rss, performance.now()];
const wallets = [];
for (let prevId; ; ) {
  const query = { limit: 500, expandBalance: true, expandPolicy: true, ...(prevId && { prevId }) };
  const page = await sdk.get(sdk.url('/wallets', 2)).query(query).result();
  wallets.push(...page.wallets);
  prevId = page.nextBatchPrevId;
  if (!prevId) break;
}
const wallMs = Math.round(performance.now() - started);
const used = process.cpuUsage(cpu);
globalThis.gc?.();
console.log(
  JSON.stringify({
    wallets: wallets.length,
    wallMs,
    cpuMs: Math.round((used.user + used.system) / 1000),
    residentKib: Math.round((process.memoryUsage().rss - resident) / 1024),
  }),
);
