import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { addressRefused, createAddressCheck, guardLookup, type Resolve } from '../../src/generation/address.ts';

const isPublic = createAddressCheck();

describe('createAddressCheck', () => {
  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '127.0.0.1',
    '127.9.9.9',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    'example.com',
    '',
    '127.1',
    '0x7f000001',
  ])('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
    '64:ff9b::8.8.8.8',
  ])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe('guardLookup', () => {
  const answering =
    (...addresses: string[]): Resolve =>
    (_host, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );

  function lookup(resolve: Resolve, all: boolean) {
    const { promise, resolve: settle } = Promise.withResolvers<{
      error: NodeJS.ErrnoException | null;
      address: string | LookupAddress[];
      family: number | undefined;
    }>();
    guardLookup(isPublic, resolve)('pictures.example', { all }, (error, address, family) =>
      settle({ error, address, family }),
    );
    return promise;
  }

  test('passes on what it has checked', async () => {
    const two = answering('1.1.1.1', '2606:4700::1111');
    const list = [
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ];
    expect(await lookup(two, true)).toEqual({ error: null, address: list, family: undefined });
    expect(await lookup(two, false)).toEqual({ error: null, address: '1.1.1.1', family: 4 });
  });

  test.each([[['10.0.0.1']], [['1.1.1.1', '127.0.0.1']], [['::1', '1.1.1.1']], [[]]])(
    'one bad address among %j refuses the host',
    async (addresses) => {
      for (const all of [true, false]) {
        const { error } = await lookup(answering(...addresses), all);
        expect(error?.code).toBe(addressRefused);
      }
    },
  );

  test('passes on that there is no such host', async () => {
    const missing = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    const { error } = await lookup((_host, _options, done) => done(missing, []), true);
    expect(error).toBe(missing);
  });
});
