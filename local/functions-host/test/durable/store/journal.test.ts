import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Journal, openJournal } from '../../../durable/store/journal.ts';
import { newDirectory } from '../test-hub.ts';

let directory: string;
let journal: Journal;

beforeEach(() => {
  directory = newDirectory();
  journal = openJournal(path.join(directory, 'journal.db'));
});

afterEach(() => {
  journal.close();
  rmSync(directory, { recursive: true });
});

const putHistory = (id: string) =>
  journal.db.prepare("INSERT INTO history (instance_id, events) VALUES (?, '[]')").run(id);
const instanceIds = () =>
  journal.db
    .prepare('SELECT instance_id AS id FROM history ORDER BY id')
    .all()
    .map(({ id }) => id);

test('changes of one turn share a commit, and are heard of after it only', async () => {
  // Prepare
  const heard: string[] = [];
  const change = (id: string) => () => {
    putHistory(id);
    journal.afterCommit(() => heard.push(`${id} ${journal.db.isTransaction ? 'open' : 'committed'}`));
  };

  // Act
  const writes = [journal.write(change('a')), journal.write(change('b'))];
  const heardBefore = [...heard];
  await Promise.all(writes);

  // Assess
  expect(heardBefore).toEqual([]);
  expect(heard).toEqual(['a committed', 'b committed']);
});

test('a change that throws leaves nothing behind and does not harm the others', async () => {
  // Prepare
  const heard: string[] = [];

  // Act
  const good = journal.write(() => putHistory('good'));
  const bad = journal.write(() => {
    putHistory('bad');
    journal.afterCommit(() => heard.push('bad'));
    throw new Error('no');
  });

  // Assess
  await expect(bad).rejects.toThrow('no');
  await good;
  expect(instanceIds()).toEqual(['good']);
  expect(heard).toEqual([]);
});

test('closing commits what is open', async () => {
  // Prepare
  const written = journal.write(() => putHistory('last'));

  // Act
  journal.close();
  await written;
  journal = openJournal(path.join(directory, 'journal.db'));

  // Assess
  expect(instanceIds()).toEqual(['last']);
});
