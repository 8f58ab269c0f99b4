import { cut } from '../../../src/marketplace/text/cut.ts';
import { toPlainText } from '../../../src/marketplace/text/plain-text.ts';

test('a text is cut at its length, and never inside a character', () => {
  expect(cut('abcdef', 3)).toBe('abc');
  expect(cut('ab😀cd', 3)).toBe('ab');
  expect(cut('ab😀cd', 4)).toBe('ab😀');
  expect(cut('abc', 9)).toBe('abc');
});

test('half a character that came so is replaced', () => {
  expect(cut('a\ud800', 9)).toBe('a\ufffd');
  expect(cut('\ud800bc', 2).isWellFormed()).toBe(true);
});

test('a long message with a character at its limit stays well-formed', () => {
  for (const length of [1997, 1998, 1999, 2000])
    expect(toPlainText(`${'x'.repeat(length)}😀😀`).isWellFormed()).toBe(true);
});
