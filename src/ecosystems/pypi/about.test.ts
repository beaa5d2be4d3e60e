import { describe, expect, it, onTestFinished } from 'vitest';
import { startPyPi } from '../../../test/support/registries/pypi.ts';
import type { PyPiProject } from '../../../test/support/registries/pypi-documents.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import type { FactLookup } from '../../model/http.ts';
import type { AboutFact } from '../../model/registry.ts';
import { createHttp } from '../../ports/http/index.ts';
import { lookups } from './lookups.ts';

const tools: PyPiProject = {
  name: 'Acme.Tools',
  releases: [{ version: '1.0', uploadedAt: '2024-01-01T00:00:00.000Z' }],
};

describe('who is behind a project', () => {
  function* neverAsked(): FactLookup<AboutFact> {
    yield { url: '', maxBytes: 0 };
    throw new Error('there is no such lookup');
  }

  async function start() {
    const pypi = await startPyPi([tools]);
    const allowed = (url: string) => url.startsWith(pypi.url);
    const http = createHttp({ userAgent: 'gazetteer/0', allowed, retries: 0, env: {} });
    onTestFinished(async () => {
      await http.close();
      await pypi.close();
    });
    const ask = (name: string) => runLookup(lookups.about?.(name, pypi.index) ?? neverAsked(), http.send);
    return { pypi, ask };
  }

  it('is told by the JSON API', async () => {
    const { pypi, ask } = await start();
    pypi.put({
      ...tools,
      publishers: ['zoe', 'acme'],
      organization: 'acme-tools',
      projectUrls: {
        Funding: 'https://github.com/sponsors/acme',
        Homepage: 'https://acme.example/a/b',
        Source: 'https://GitHub.com/Acme/Tools/tree/main/x',
      },
    });
    expect(await ask('acme-tools')).toEqual({
      state: 'present',
      source: `${pypi.url}/pypi/acme-tools/json`,
      value: {
        publishers: ['acme', 'organization acme-tools', 'zoe'],
        repository: 'https://github.com/acme/tools',
        summary: 'Tools for Acme.Tools',
      },
    });
    expect(pypi.log.map(({ url }) => url)).toEqual(['/pypi/acme-tools/json']);
  });

  it('is left open where it is not told', async () => {
    const { ask } = await start();
    expect(await ask('acme-tools')).toMatchObject({ state: 'present', value: { summary: 'Tools for Acme.Tools' } });
    const [fact, missing] = [await ask('acme-tools'), await ask('missing')];
    expect(fact).not.toHaveProperty('value.publishers');
    expect(missing.state).toBe('unknown');
  });

  it('is asked of no index that has no such API', () => {
    const lookup = lookups.about?.('x', 'https://pypi.acme.example/index') ?? neverAsked();
    expect(replayLookup(lookup, [])).toMatchObject({ value: { state: 'unknown' }, asked: [] });
  });

  it('is believed only of the project that was asked for, and within bounds', () => {
    const told = (document: unknown) =>
      replayLookup(lookups.about?.('x', 'https://pypi.example/simple') ?? neverAsked(), [respond(200, document)]).value;
    expect(told({ info: { name: 'y' } }).state).toBe('unknown');
    expect(told([]).state).toBe('unknown');
    const roles = [
      null,
      { user: 7 },
      { user: 'x'.repeat(999) },
      ...Array.from({ length: 5000 }, (_, at) => ({ user: `u${at}` })),
    ];
    const fact = told({
      info: { name: 'X', project_urls: { Code: 'javascript:alert(1)' }, home_page: 'x'.repeat(9999) },
      ownership: { roles },
    });
    expect(fact.state === 'present' && fact.value.publishers?.length).toBe(97);
    expect(fact).not.toHaveProperty('value.repository');
  });
});
