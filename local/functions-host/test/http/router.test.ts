import { findRoute, routesOf } from '../../http/router.ts';
import type { FunctionMetadata } from '../../invocation.ts';

function httpFunction(name: string, route?: string, methods?: string[]): FunctionMetadata {
  return { name, functionId: name, bindings: { trigger: { type: 'httpTrigger', direction: 'in', route, methods } } };
}

describe('the routes of an app', () => {
  test('are tried segment by segment: literals by alphabet, more constraints first, longer first, catch-all last', () => {
    // Prepare
    const inOrder = ['a', 'b/c', 'b', '{p:int:min(1)}', '{p:int}', '{p}/x', '{p}', '{*p}'];

    // Act
    const routes = routesOf(
      inOrder.toReversed().map((route) => httpFunction(route, route)),
      'api',
    );

    // Assess
    expect(routes.map(({ target }) => target.metadata.name)).toEqual(inOrder);
  });

  test('begin with the prefix, and end with the name of a function that has none', () => {
    const routes = routesOf([httpFunction('hello')], 'v1/x');
    expect(findRoute(routes, 'GET', '/v1/x/hello')?.target.metadata.name).toBe('hello');
    expect(findRoute(routesOf([httpFunction('hello')], ''), 'GET', '/hello')).toBeDefined();
  });

  test('with another method are passed over for a later one that fits', () => {
    const routes = routesOf([httpFunction('get', 'x/y', ['get']), httpFunction('post', 'x/{p}', ['POST'])], 'api');
    expect(findRoute(routes, 'POST', '/api/x/y')).toMatchObject({ values: { p: 'y' } });
    expect(findRoute(routes, 'PUT', '/api/x/y')).toBeUndefined();
  });
});
