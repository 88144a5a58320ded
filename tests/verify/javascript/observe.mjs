// Loaded before a program of `../findings`: writes what became of it into the file VERIFY_REPORT when it
// ends. Before its first connection it makes the file VERIFY_KNOCK, after which a server that is late comes up.
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { describe } from './errors.mjs';
import { away, connects } from './guard.mjs';

let fatal;
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  net.Socket.prototype.connect = connect;
  writeFileSync(process.env.VERIFY_KNOCK, '');
  return connect.apply(this, given);
};
process.on('uncaughtExceptionMonitor', (error, origin) => {
  fatal ??= { ...describe(error), isRejection: origin === 'unhandledRejection' };
});
process.on('SIGTERM', () => process.exit(143));
process.on('exit', () => {
  writeFileSync(process.env.VERIFY_REPORT, JSON.stringify({ fatal, away: [...new Set(away)], connects: Object.fromEntries(connects) }));
});
