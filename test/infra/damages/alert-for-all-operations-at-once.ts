import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'while one operation needs a person, the need of a second one sends nothing',
  to: 'storage-public',
  damage: (installation) => {
    const rule = propertiesOf(installation, 'Microsoft.Insights/scheduledQueryRules', 'attention-over-an-hour');
    const text = JSON.stringify(rule).replace('"name":"operation"', '"name":"everything"');
    Object.assign(rule, JSON.parse(text));
  },
  says: /attention-over-an-hour-\S+ does not split by operation/,
};
