import { recordedApi } from '../../src/marketplace/api.ts';

test('a request from before there was a choice goes through what there was', () => {
  expect(recordedApi(undefined)).toBe('cloud-partner-portal');
  expect(recordedApi('product-ingestion')).toBe('product-ingestion');
});

test('an API that only a newer version knows is an error that says what to do', () => {
  expect(() => recordedApi('submission')).toThrow(
    'The operation goes through the API "submission"; this version knows cloud-partner-portal, product-ingestion.',
  );
});
