import { matchRoute } from '../../http/match-route.ts';
import { parseTemplate } from '../../http/parse-template.ts';

describe('a route template', () => {
  const match = (template: string, path: string) => matchRoute(parseTemplate(template), path);

  test.each([
    ['api/orders', '/api/orders', {}],
    ['api/orders', '/API/Orders/', {}],
    ['api/{id}', '/api/a b', { id: 'a b' }],
    ['api/{id}/items/{item}', '/api/1/items/2', { id: '1', item: '2' }],
    ['api/{id?}', '/api', {}],
    ['api/{id?}', '/api/1', { id: '1' }],
    ['api/{id=7}', '/api', { id: '7' }],
    ['api/{id:int=7}', '/api', { id: '7' }],
    ['api/{*rest}', '/api', {}],
    ['api/{*rest}', '/api/a/b/', { rest: 'a/b/' }],
    ['api/{**rest}', '/api/a/b', { rest: 'a/b' }],
    ['api/{name}.{extension?}', '/api/a.b.c', { name: 'a.b', extension: 'c' }],
    ['api/{name}.{extension?}', '/api/a', { name: 'a' }],
    ['api/v{major}-{minor}', '/api/v1-2-3', { major: '1-2', minor: '3' }],
    ['api/{{braces}}', '/api/{braces}', {}],
    ['api/{p:regex(^\\d{{3}}/?$)}', '/api/123', { p: '123' }],
    ['api/{d:datetime:required}', '/api/2026-01-02', { d: '2026-01-02' }],
  ])('%s fits %s', (template, path, values) => {
    expect(match(template, path)).toEqual(values);
  });

  test.each([
    ['api/orders', '/api/order'],
    ['api/orders', '/api/orders/1'],
    ['api/orders', '/api/orders//'],
    ['api/{id}', '/api'],
    ['api/{id}', '/api/a/b'],
    ['api/{id}/x', '/api//x'],
    ['api/v{major}-{minor}', '/api/v1'],
    ['api/{p:regex(^\\d{{3}}$)}', '/api/1234'],
  ])('%s does not fit %s', (template, path) => {
    expect(match(template, path)).toBeUndefined();
  });

  test.each([
    ['int', ['0', '-5', '2147483647'], ['2147483648', '1.5', 'x']],
    ['long', ['9223372036854775807'], ['9223372036854775808']],
    ['bool', ['true', 'FALSE'], ['1']],
    ['guid', ['0f8fad5b-d9cb-469f-a165-70867728950e', '{0f8fad5b-d9cb-469f-a165-70867728950e}'], ['0f8fad5b']],
    ['alpha', ['abC'], ['a1']],
    ['decimal', ['1.5', '-2'], ['1e5']],
    ['double', ['1e5', '.5'], ['x']],
    ['float', ['1.5'], ['x']],
    ['datetime', ['2026-11-24'], ['soon']],
    ['length(3)', ['abc'], ['ab', 'abcd']],
    ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
    ['minlength(2)', ['ab'], ['a']],
    ['maxlength(2)', ['ab'], ['abc']],
    ['min(3)', ['3'], ['2', 'x']],
    ['max(3)', ['3'], ['4']],
    ['range(2,3)', ['2', '3'], ['1', '4']],
    ['int:min(3)', ['3'], ['2']],
    ['regex(^a|b$)', ['A', 'xb'], ['xa']],
  ])('constraint %s', (constraint, allowed, refused) => {
    for (const value of allowed) expect(match(`{v:${constraint}}`, `/${value}`)).toEqual({ v: value });
    for (const value of refused) expect(match(`{v:${constraint}}`, `/${value}`)).toBeUndefined();
  });

  test.each(['{id', '{:int}', '{}', '{id:unknown}', '{id:length(x)}', '{id:int(3)}'])('refuses %s', (template) => {
    expect(() => parseTemplate(template)).toThrow(/brace|no name|constraint/);
  });
});
