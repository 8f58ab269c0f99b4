import { ERROR_CODES } from '../../src/domain/error-code.ts';
import { showProblems } from '../../src/functions/show-problems.ts';
import { operationProblem, PROBLEMS, type ProblemCode, problemResponse } from '../../src/http/problem.ts';
import { htmlOf, pagePortsOf, pageRequest } from './page-ports.ts';
import { bodyOf } from './requests.ts';

test.each(['en', 'tr'])('every type of a problem leads to its place on the page, in %s', async (language) => {
  // Prepare
  const ofCalls = Object.keys(PROBLEMS).map((code) => problemResponse({ code: code as ProblemCode, detail: '' }));
  const ofGoLives = [...ERROR_CODES, 'OperationCanceled' as const].map((code) => operationProblem(code, 'Failed', ''));

  // Act
  const html = htmlOf(await showProblems(pageRequest(`ui/problems?lang=${language}`), pagePortsOf()));

  // Assess
  const types = [...ofCalls, ...ofGoLives].map((response) => String(bodyOf(response)['type']));
  expect(types.every((type) => type.startsWith('/api/ui/problems#'))).toBe(true);
  expect(types.filter((type) => !html.includes(`<dt id="${type.split('#')[1]}">`))).toEqual([]);
});
