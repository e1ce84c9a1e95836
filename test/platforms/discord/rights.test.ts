import { describe, expect, it } from 'vitest';
import { rightsIn, type Server } from '../../../src/platforms/discord/rights.ts';

const manageMessages = 1n << 13n;
const manageServer = 1n << 5n;

const server: Server = {
  id: '1',
  owner_id: '10',
  roles: [
    { id: '1', permissions: 0n },
    { id: '2', permissions: manageMessages },
    { id: '3', permissions: 1n << 3n },
    { id: '4', permissions: manageServer },
  ],
};
const [allows, denies] = [
  (id: string) => ({ id, allow: manageMessages, deny: 0n }),
  (id: string) => ({ id, allow: 0n, deny: manageMessages }),
];
const member = (...roles: string[]) => ({ id: 'discord:11', roles: roles.map((role) => `discord:${role}`) });

describe('what somebody may do in a channel', () => {
  it.each([
    ['nobody in particular', member(), []],
    ['whoever has a role that moderates', member('2'), ['moderate']],
    ['whoever has one that manages the server', member('2', '4'), ['moderate', 'administer']],
    ['an administrator', member('3'), ['moderate', 'administer']],
    ['the owner', { id: 'discord:10', roles: [] }, ['moderate', 'administer']],
    ['whoever has a role that is not there any more', member('9'), []],
  ])('%s', (_, who, rights) => {
    expect(rightsIn(server, [], who)).toEqual(rights);
  });

  it.each([
    ['takes from everybody', member('2'), [denies('1')], []],
    ['gives to everybody', member(), [allows('1')], ['moderate']],
    ['takes from everybody and gives to a role', member('2'), [denies('1'), allows('2')], ['moderate']],
    ['takes from one role and gives to another', member('2', '5'), [denies('2'), allows('5')], ['moderate']],
    ['takes from a role and gives to the member', member('2'), [denies('2'), allows('11')], ['moderate']],
    ['gives to a role and takes from the member', member('2'), [allows('2'), denies('11')], []],
    ['takes from others', member('2'), [denies('5'), denies('12')], ['moderate']],
    ['takes from an administrator', member('3'), [denies('1'), denies('3')], ['moderate', 'administer']],
  ])('where the channel %s', (_, who, overwrites, rights) => {
    expect(rightsIn(server, overwrites, who)).toEqual(rights);
  });

  it('is nothing as long as not all is known', () => {
    expect(rightsIn(undefined, [], member('3'))).toEqual([]);
    expect(rightsIn(server, undefined, member('3'))).toEqual([]);
  });
});
