import { toPlainText } from '../../../src/marketplace/text/plain-text.ts';

test.each([
  ['Step completed.', 'Step completed.'],
  ['<p>One</p><p>Two</p>', 'One\nTwo'],
  ['a<br>b<br/>c<BR />d', 'a\nb\nc\nd'],
  ['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
  ['<b>bold</b> and <i>slanted</i>', 'bold and slanted'],
  ['AT&amp;T &lt;tag&gt; &quot;q&quot; &#39;x&#x27; &nbsp;end', `AT&T <tag> "q" 'x' end`],
  ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
  ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
  ['&unknown; &amp &;', '&unknown; &amp &;'],
  ['&#0;&#xD800;&#9999999;', '\uFFFD\uFFFD\uFFFD'],
  ['5 < 6 & 7 > 2', '5 < 6 & 7 > 2'],
  ['a <3 b', 'a <3 b'],
  ['ends with <', 'ends with <'],
  ['<unclosed tag', '<unclosed tag'],
  ['before<!-- hidden -->after', 'beforeafter'],
  ['before<!-- never closed', 'before'],
  ['<script>alert("x")</script>text', 'text'],
  ['<style>p { color: red }</style>text', 'text'],
  ['<script>never closed', ''],
  ['<img src="x" onerror="alert(1)">text', 'text'],
  ['<a title="a > b" href="https://x.example/p">see</a> it', 'see (https://x.example/p) it'],
  ["<a href='https://x.example'>see</a>", 'see (https://x.example)'],
  ['<a href=https://x.example/p>see</a>', 'see (https://x.example/p)'],
  ['<a href="https://x.example/p">https://x.example/p</a>', 'https://x.example/p'],
  ['<a href="https://x.example/?a=1&amp;b=2">see</a>', 'see (https://x.example/?a=1&b=2)'],
  ['<a href="mailto:help@x.example">help@x.example</a>', 'help@x.example'],
  ['<a href="javascript:alert(1)">click</a>', 'click'],
  ['<a href="https://x.example">open', 'open'],
  ['<a href="https://x.example"><b>see</b></a>!', 'see (https://x.example)!'],
  ['<a href="broken>one</a> two', 'one two'],
  [
    'See https://s.blob.core.windows.net/c/a.vhd?sv=2017&sr=c&sig=CANARY%3D now',
    'See https://s.blob.core.windows.net/c/a.vhd?… now',
  ],
  ['<a href="https://s.example/a.vhd?sp=r&amp;sig=CANARY">vhd</a>', 'vhd (https://s.example/a.vhd?…)'],
  ['Really? yes: https://x.example/?page=2', 'Really? yes: https://x.example/?page=2'],
  ['  many \t\r\n\n  spaces\u0000 \u200B here ', 'many\nspaces here'],
  ['<div><div>deep</div></div>', 'deep'],
  ['', ''],
])('%j becomes %j', (html, text) => {
  expect(toPlainText(html)).toBe(text);
});

test('a very long message is cut', () => {
  const text = toPlainText('word '.repeat(100_000));
  expect(text).toHaveLength(2000);
  expect(text.endsWith('…')).toBe(true);
});

test.each(['<a', '<a "', '<script', '<!--', '&#', '<a href="x">', '?sig=', '<'])(
  'many %j are read in no time',
  (piece) => {
    // Measures processor time, so that other load on the machine makes no difference.
    const begun = process.cpuUsage();
    toPlainText(piece.repeat(100_000));
    expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
  },
);
