// Loaded before everything else in a child: counts connects by port and lets none out of the machine.
import dns from 'node:dns';
import net from 'node:net';

/** Linux takes the unspecified addresses for this machine. */
const LOOPBACK = /^(?:127\.|::1$|localhost$|0\.0\.0\.0$|::$)/;

/** Connects that were tried: their times, by port; those to other machines by `host:port` under `away`. */
export const connects = new Map();
export const away = [];

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given;
  const options = typeof first === 'object' ? first : { port: first, host: given[1] };
  const host = options.host ?? 'localhost';
  if (typeof options.path !== 'string') {
    const port = Number(options.port);
    if (!connects.has(port)) connects.set(port, []);
    connects.get(port).push(Date.now());
    if (!LOOPBACK.test(host)) {
      away.push(`${host}:${port}`);
      process.nextTick(() => this.destroy(Object.assign(new Error('not to be reached from here'), { code: 'EBLOCKED' })));
      return this;
    }
  }
  return connect.apply(this, given);
};

const { lookup } = dns;
dns.lookup = (host, ...rest) => {
  if (LOOPBACK.test(host) || net.isIP(host)) return lookup(host, ...rest);
  away.push(host);
  process.nextTick(rest.at(-1), Object.assign(new Error('not to be looked up from here'), { code: 'ENOTFOUND' }));
};
