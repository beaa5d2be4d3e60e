import { describe, expect, it } from 'vitest';
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  type RunnerEvent,
  scheduleEvent,
  zeros,
} from '../../../test/support/github/events.ts';
import { AuditError } from '../../model/error.ts';
import { readEvent } from './read-event.ts';

const base = 'a'.repeat(40);
const head = 'b'.repeat(40);
const read = ({ name, payload, env }: RunnerEvent) => readEvent(name, payload, env);
const place = { owner: 'acme', repo: 'shop', workflowPath: '.github/workflows/gazetteer.yml' };

describe('readEvent', () => {
  const pull = pullRequestEvent({ base, head, number: 7 });
  const expectedPull = {
    ...place,
    mode: 'changed',
    base,
    head,
    comparison: 'merge-base',
    policyRef: base,
    pull: { number: 7 },
  };
  const direct = { ...place, mode: 'changed', base, head, comparison: 'direct', policyRef: base };
  const whole = { ...place, mode: 'all', base: null, head, comparison: 'direct', policyRef: head };
  const topic = 'refs/heads/topic';
  it.each([
    ['a pull request', pull, expectedPull],
    ['one whose base was changed', pullRequestEvent({ base, head, number: 7, action: 'edited' }), expectedPull],
    ['its privileged twin', { ...pull, name: 'pull_request_target' }, expectedPull],
    ['a merge group', mergeGroupEvent({ base, head }), direct],
    ['a push to the default branch', pushEvent({ before: base, after: head }), direct],
    [
      'a push to another branch, by the default branch',
      pushEvent({ before: base, after: head, ref: topic }),
      { ...direct, base: 'main', comparison: 'merge-base', policyRef: 'main' },
    ],
    [
      'a new branch',
      pushEvent({ before: zeros, after: head, ref: topic }),
      { ...direct, base: 'main', comparison: 'merge-base', policyRef: 'main' },
    ],
    ['the first push of all', pushEvent({ before: zeros, after: head }), { ...whole, policyRef: null }],
    ['a schedule', scheduleEvent({ sha: head }), whole],
    ['a start by hand', scheduleEvent({ sha: head, name: 'workflow_dispatch' }), whole],
    [
      'a start by hand on a branch, with the configuration of the default branch',
      scheduleEvent({ sha: head, name: 'workflow_dispatch', ref: topic }),
      { ...whole, policyRef: 'main' },
    ],
  ])('reads %s', (_title, event, expected) => {
    expect(read(event)).toEqual(expected);
  });

  it.each([
    ['acme/shop/.github/workflows/a@b.yaml@refs/heads/x.yml@y', '.github/workflows/a@b.yaml'],
    ['ACME/Shop/.github/workflows/a.yml@refs/tags/v1', '.github/workflows/a.yml'],
    ['acme/other/.github/workflows/a.yml@refs/heads/main', undefined],
    ['acme/shop/elsewhere/a.yml@refs/heads/main', undefined],
    [undefined, undefined],
  ])('reads the workflow %j', (GITHUB_WORKFLOW_REF, expected) => {
    expect(readEvent(pull.name, pull.payload, { ...pull.env, GITHUB_WORKFLOW_REF })?.workflowPath).toBe(expected);
  });

  it('has nothing to audit where a branch is deleted', () => {
    expect(read(pushEvent({ before: base, after: zeros }))).toBeUndefined();
  });

  it('takes the repository from the payload where the environment does not say it', () => {
    expect(readEvent(pull.name, pull.payload, {})).toMatchObject({ owner: 'acme', repo: 'shop' });
  });

  it.each([
    ['an unknown event', { ...pull, name: 'issue_comment' }, 'cannot be audited'],
    ['the name of a property', { ...pull, name: '__proto__' }, 'cannot be audited'],
    ['no payload', { ...pull, payload: [] }, 'pull_request'],
    ['a revision that is no commit', pullRequestEvent({ base: '--upload-pack=x', head }), 'base.sha'],
    ['a short commit', pullRequestEvent({ base, head: 'abc123' }), 'head.sha'],
    ['a hostile repository', { ...pull, env: { GITHUB_REPOSITORY: 'acme/../../x' } }, 'GITHUB_REPOSITORY'],
    ['an inherited key', { ...pull, payload: Object.create(pull.payload) }, 'pull_request'],
  ])('refuses %s', (_title, event, message) => {
    expect(() => read(event)).toThrow(AuditError);
    expect(() => read(event)).toThrow(message);
  });
});
