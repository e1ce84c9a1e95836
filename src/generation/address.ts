import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IPv4 ranges that are not the public internet (IANA special-purpose registry), and Azure's host service. */
const reserved: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Parts of IPv6's public space 2000::/3 that are not public, or that carry an IPv4 address of unknown kind. */
const reserved6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Says whether an address literal is on the public internet: neither private, loopback, link-local nor otherwise special. */
export type IsPublic = (address: string) => boolean;

/** Builds the check once; it is asked for every address of every download. */
export function createAddressCheck(): IsPublic {
  const open = new BlockList();
  open.addSubnet('2000::', 3, 'ipv6');
  // Networks with IPv6 only reach public IPv4 hosts through this prefix (RFC 6052); private ones are taken out below.
  open.addSubnet('64:ff9b::', 96, 'ipv6');
  const closed = new BlockList();
  for (const [address, bits] of reserved) {
    closed.addSubnet(address, bits, 'ipv4');
    closed.addSubnet(`64:ff9b::${address}`, 96 + bits, 'ipv6');
  }
  for (const [address, bits] of reserved6) closed.addSubnet(address, bits, 'ipv6');

  return (address) => {
    const version = isIP(address);
    if (version === 4) return !closed.check(address, 'ipv4');
    // A zone (fe80::1%eth0) only exists on a local network.
    return version === 6 && !address.includes('%') && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
  };
}

/** Finds all addresses of a host, as `dns.lookup` does with `all`. */
export type Resolve = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The code of the error that a guarded look-up fails with. */
export const addressRefused = 'EASEL_ADDRESS_REFUSED';

/**
 * A look-up for sockets that refuses a host when any of its addresses is not public. The socket connects to the very
 * answer that was checked, so a second, different answer of the same DNS server gains nothing.
 */
export function guardLookup(isPublic: IsPublic, resolve: Resolve = dnsLookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? refusal('the host has no address'), '');
      if (!addresses.every(({ address }) => isPublic(address))) return done(refusal('not a public address'), '');
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

function refusal(message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code: addressRefused });
}
