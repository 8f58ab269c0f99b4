/** Messages that can never be valid, with the position of the first error. */
export const BAD_MESSAGES: [what: string, message: unknown, pointer: string][] = [
  ['nothing', undefined, ''],
  ['null', null, ''],
  ['an empty text', '', ''],
  ['a text', 'go live', ''],
  ['half an object', '{"publisherId":', ''],
  ['a number', 42, ''],
  ['true', true, ''],
  ['bytes', Buffer.from([0xff, 0xfe, 0x00]), '/publisherId'],
  ['a list', [], ''],
  ['a list of requests', [{ publisherId: 'contoso', offerId: 'vm' }], ''],
  ['an empty object', {}, '/publisherId'],
  ['no offer', { publisherId: 'contoso' }, '/offerId'],
  ['no publisher', { offerId: 'vm' }, '/publisherId'],
  ['an empty offer', { publisherId: 'contoso', offerId: '' }, '/offerId'],
  ['an offer that is null', { publisherId: 'contoso', offerId: null }, '/offerId'],
  ['an offer that is a number', { publisherId: 'contoso', offerId: 7 }, '/offerId'],
  ['an offer with a slash', { publisherId: 'contoso', offerId: 'a/b' }, '/offerId'],
  ['an offer with a line break', { publisherId: 'contoso', offerId: 'vm\n' }, '/offerId'],
  ['a publisher that climbs', { publisherId: '../fabrikam', offerId: 'vm' }, '/publisherId'],
  ['a publisher of 101 letters', { publisherId: 'p'.repeat(101), offerId: 'vm' }, '/publisherId'],
  ['members in another case', { PublisherId: 'contoso', OfferId: 'vm' }, '/publisherId'],
  ['an unknown member', { publisherId: 'contoso', offerId: 'vm', priority: 1 }, '/priority'],
  ['an envelope', { body: { publisherId: 'contoso', offerId: 'vm' } }, '/publisherId'],
  ['a CloudEvent', { specversion: '1.0', data: { publisherId: 'contoso', offerId: 'vm' } }, '/publisherId'],
  ['a wrong onConflict', { publisherId: 'contoso', offerId: 'vm', onConflict: 'wait' }, '/onConflict'],
  ['a wrong version', { publisherId: 'contoso', offerId: 'vm', expectedVersion: 1.5 }, '/expectedVersion'],
  ['a wrong notBefore', { publisherId: 'contoso', offerId: 'vm', notBefore: 'soon' }, '/notBefore'],
  ['a deadline in the past', { publisherId: 'contoso', offerId: 'vm', deadline: '2020-01-01T00:00:00Z' }, '/deadline'],
  ['a wrong approval', { publisherId: 'contoso', offerId: 'vm', approval: {} }, '/approval/required'],
  ['a wrong label', { publisherId: 'contoso', offerId: 'vm', labels: { a: 1 } }, '/labels/a'],
  [
    'a label that objects lose',
    JSON.parse('{"publisherId": "contoso", "offerId": "vm", "labels": {"__proto__": "x"}}'),
    '/labels/__proto__',
  ],
  ['thousands of unknown members', manyMembers(), '/publisherId'],
];

function manyMembers(): object {
  return Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`member${n}`, 'x'.repeat(50)]));
}
