import { describe, expect, it } from 'vitest';
import { respond } from '../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../model/http.ts';
import { unanswered } from './answer.ts';

const url = 'https://registry.acme.example/x';
const failure = (code: 'network' | 'budget'): HttpAnswer => ({ kind: 'failure', code, detail: code });

describe('an answer that says nothing', () => {
  it.each([401, 402, 403, 404, 407, 429, 301, 451, 500, 503])('comes with its status: %i', (status) => {
    expect(unanswered(respond(status, ''), url)).toMatchObject({ state: 'unknown', status });
    expect(unanswered(respond(status, ''), url, 'why')).toMatchObject({ reason: 'why', status });
  });

  it.each([
    ['a success', respond(200, '<html>', 'text/html')],
    ['no content', respond(204, '')],
    ['a failure', failure('network')],
    ['the end of a budget', failure('budget')],
  ])('has no status after %s', (_, answer) => {
    expect(unanswered(answer, url)).not.toHaveProperty('status');
  });

  it('tells the end of a budget', () => {
    expect(unanswered(failure('budget'), url)).toMatchObject({ overBudget: true });
    expect(unanswered(failure('network'), url)).not.toHaveProperty('overBudget');
  });
});
