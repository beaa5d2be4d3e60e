import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface CommitOptions {
  readonly remove?: readonly string[];
  /** Path to target. */
  readonly symlinks?: Readonly<Record<string, string>>;
  /** Path to commit; no content is made for them. */
  readonly submodules?: Readonly<Record<string, string>>;
  readonly executable?: readonly string[];
  readonly message?: string;
}

/** A real git repository in a folder for temporary files. The first branch is `main`. */
export interface TestRepository {
  readonly dir: string;
  /** Runs git there and gives its output without the last line end. */
  git(...args: readonly string[]): string;
  /** Writes and removes files, commits all and gives the commit's id. */
  commit(files: Readonly<Record<string, string | Uint8Array>>, options?: CommitOptions): string;
  dispose(): void;
}

const person = 'Test';
const date = '2026-01-02T03:04:05Z';

const { PATH } = process.env;

/** Neither the machine's nor the user's settings, and always the same ids. */
const env = {
  PATH,
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: person,
  GIT_AUTHOR_EMAIL: 'test@acme.example',
  GIT_AUTHOR_DATE: date,
  GIT_COMMITTER_NAME: person,
  GIT_COMMITTER_EMAIL: 'test@acme.example',
  GIT_COMMITTER_DATE: date,
} as const;

const maxBuffer = 256 * 1024 * 1024;

/** Output of git as bytes; throws where it fails. */
export function runGit(dir: string, ...args: readonly string[]): Buffer {
  return execFileSync('git', ['-C', dir, ...args], { env, maxBuffer, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The same, with an input. */
export function feedGit(dir: string, input: string, ...args: readonly string[]): Buffer {
  return execFileSync('git', ['-C', dir, ...args], { env, maxBuffer, input, stdio: ['pipe', 'pipe', 'pipe'] });
}

export function createRepository(): TestRepository {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'gazetteer-repository-')));
  const git = (...args: readonly string[]): string =>
    runGit(dir, ...args)
      .toString('utf8')
      .replace(/\n$/, '');
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'protocol.file.allow', 'always');
  return {
    dir,
    git,
    commit(files, options = {}) {
      writeFiles(dir, files, options);
      git('add', '--all', '--force');
      for (const [path, id] of Object.entries(options.submodules ?? {})) {
        git('update-index', '--add', '--cacheinfo', `160000,${id},${path}`);
      }
      git('commit', '--quiet', '--allow-empty', '-m', options.message ?? 'change');
      return git('rev-parse', 'HEAD');
    },
    dispose: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function writeFiles(dir: string, files: Readonly<Record<string, string | Uint8Array>>, options: CommitOptions): void {
  for (const path of options.remove ?? []) rmSync(join(dir, path), { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(dir, dirname(path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  for (const [path, target] of Object.entries(options.symlinks ?? {})) {
    mkdirSync(join(dir, dirname(path)), { recursive: true });
    rmSync(join(dir, path), { force: true });
    symlinkSync(target, join(dir, path));
  }
  for (const path of options.executable ?? []) chmodSync(join(dir, path), 0o755);
}
