import { expect, onTestFinished } from 'vitest';
import { openGitHub } from '../../../src/hosts/github/open-github.ts';
import { type AuditedEvent, readEvent } from '../../../src/hosts/github/read-event.ts';
import type { ChangeSource, Tree } from '../../../src/model/ports.ts';
import type { RunnerEvent } from './events.ts';
import { createServedRepository, type TestRepository } from './repository.ts';
import { type GitHubSetup, type LoopbackGitHub, startGitHub } from './server.ts';

export const wanted = (path: string): boolean => /(?:package\.json|\.bin)$/.test(path);
export const manifest = (name: string): string => `{ "dependencies": { "${name}": "1.0.0" } }\n`;
const maxBytes = 10_000_000;

/** Gone after the test. */
export function makeRepository(): TestRepository {
  const repository = createServedRepository();
  onTestFinished(() => repository.dispose());
  return repository;
}

/** Closed after the test, which fails where GitHub's description was violated. */
export async function start(repository: TestRepository, setup: Partial<GitHubSetup> = {}): Promise<LoopbackGitHub> {
  const server = await startGitHub({ dir: repository.dir, ...setup });
  onTestFinished(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });
  return server;
}

export interface Access {
  readonly token?: string;
  readonly maxTreeRequests?: number;
}

/** What an event asks to compare; a test that means none does not come here. */
export function eventOf({ name, payload, env }: RunnerEvent): AuditedEvent {
  const event = readEvent(name, payload, env);
  if (event === undefined) throw new Error(`nothing to audit after ${name}`);
  return event;
}

export const open = (server: LoopbackGitHub, event: RunnerEvent, access: Access = {}): Promise<ChangeSource> =>
  openGitHub({ event: eventOf(event), apiUrl: server.url, token: server.token, secondMs: 1, ...access });

export async function readAll(tree: Tree, filter = wanted): Promise<Record<string, string>> {
  const { entries } = await tree.entries(filter);
  const reads = await tree.read(entries, maxBytes);
  return Object.fromEntries(
    entries.map(({ path }) => {
      const read = reads.get(path);
      return [
        path,
        read?.kind === 'bytes' ? Buffer.from(read.bytes).toString('latin1') : `unreadable: ${read?.reason}`,
      ];
    }),
  );
}
export const operations = (server: LoopbackGitHub): string[] => server.requests.map((request) => request.operation);

/** `count` packages, changed in the head; each folder has a file beside its manifest. */
export function changePackages(repository: TestRepository, count: number): { base: string; head: string } {
  const files = (text: string): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`packages/p${index}/package.json`, manifest(`${text}-${index}`)]),
    );
  const base = repository.commit({ ...files('before'), '.github/gazetteer.yml': 'version: 1\n', 'README.md': 'x\n' });
  return { base, head: repository.commit(files('after')) };
}
