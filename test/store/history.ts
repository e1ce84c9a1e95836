/** So many rows in every table, as a bot in use leaves them, in the SQL that both engines understand. `now`: milliseconds since 1970. */
export function history(rows: number, now: number): string[] {
  const numbers = `with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${rows})`;
  return [
    `insert into calls (id, invocation, address, accepted_at, ended_at, ending, owner, attempt, lease_until)
     ${numbers} select 'old' || i, '{}', '{}', i, i + 1, 'answered', 'somebody', 1, 0 from numbers`,
    `insert into people (person, next_round, seat) ${numbers} select 'person' || i, i, i from numbers`,
    `insert into pictures (id, invocation, n, person, channel, request, model, pixels, state, round, seat, step,
       ordered_at, settled_at, attempt, lost, stop_asked, price, cost, counted, took, recipe, parent, community, image,
       removed_at)
     ${numbers} select i, 'old' || i, 0, 'person' || (i % 1000), 'channel' || (i % 100), '{}', '2.1 Pro', 147456, 'done',
       i, i, 1000, i, i, 1, 0, 0, 1, 1, '[]', 7000, 'recipe' || i, case when i % 2 = 0 then 'recipe' || (i - 1) end,
       'server' || (i % 10), 'file' || i, case when i % 3 = 0 then ${now} end from numbers`,
    `insert into messages (message, invocation) ${numbers} select 'message' || i, 'old' || i from numbers`,
    `insert into settings (owner, kind, name, value, person)
     ${numbers} select 'server' || (i % 1000), 'preset', 'name' || i, '{}', 'person' || i from numbers`,
    `insert into usage (key, pictures, money, refills_at)
     ${numbers} select 'old' || i, 1, 1, ${now} + i from numbers`,
    `insert into galleries (id, name, threshold, drops, own_stars, visibility, address, code)
     ${numbers} select 'gallery' || i, 'Foxes', 0, 1, 1, 'public', 'address' || i, 'code' || i from numbers where i <= 500`,
    `insert into bindings (channel, gallery, community, source, look, restricted, locale, person, since, bound_at)
     ${numbers} select 'wall' || i, 'gallery' || (i % 500), 'server' || i, 'channel' || (i % 500), 'messages', 0, 'en', 'p', 0, 0
     from numbers`,
    `insert into entries (gallery, picture, web, stars, entered_at, since, plain)
     ${numbers} select 'gallery' || (i % 5), i, i % 2, i % 7, i, i, 0 from numbers`,
    `insert into stars (picture, person, message, at, is_on)
     ${numbers} select i, 'person' || (i % 1000), 'message' || i, i, 1 from numbers`,
    `insert into answers (picture, ask, is_fine) ${numbers} select i, 'web', 1 from numbers`,
    `insert into hangings (id, wall, look, kind, gallery, picture, wanted, failures, lease_until, mark)
     ${numbers} select 'old' || i, 'wall' || (i % 100), 'messages', 'picture', 'gallery' || (i % 5), i, 1, 0, 0, 1
     from numbers`,
    `insert into exhibited (hanging, picture, place) ${numbers} select 'old' || i, i, 0 from numbers`,
    `insert into touched (picture, mark, is_old, at, lease_until) ${numbers} select i, 1, 1, i, 0 from numbers`,
    `update lanes set turn = ${rows}, serving = ${rows}`,
    'analyze',
  ];
}
