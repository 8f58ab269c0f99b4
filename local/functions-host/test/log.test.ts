import { createLog, type LogLevels } from '../log.ts';

describe('the log', () => {
  function written(levels: LogLevels) {
    const lines: string[] = [];
    const log = createLog(levels, (line) => lines.push(line));
    log('debug', 'Function.a.User', 'debug');
    log('information', 'Function.a', 'information');
    log('warning', 'Host', 'warning');
    return lines.map((line) => line.slice(13).trimEnd());
  }

  test('drops what is below information when nothing is said', () => {
    expect(written({})).toEqual(['information Function.a: information', 'warning Host: warning']);
  });

  test('takes the level of the longest prefix of the category', () => {
    expect(written({ default: 'error', Function: 'warning', 'Function.a': 'debug' })).toEqual([
      'debug Function.a.User: debug',
      'information Function.a: information',
    ]);
  });

  test('is silent at none', () => {
    expect(written({ default: 'none' })).toEqual([]);
  });
});
