import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
const email = 'test@acme.example';
const date = '2026-01-02T03:04:05Z';

const { PATH } = process.env;

/** Neither the machine's nor the user's settings, and always the same ids. */
const env = {
  PATH,
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  // No second process that tidies up after a commit, no time for packing tightly.
  GIT_CONFIG_COUNT: '4',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
  GIT_CONFIG_KEY_1: 'gc.auto',
  GIT_CONFIG_VALUE_1: '0',
  GIT_CONFIG_KEY_2: 'core.compression',
  GIT_CONFIG_VALUE_2: '0',
  GIT_CONFIG_KEY_3: 'fastimport.unpackLimit',
  GIT_CONFIG_VALUE_3: '1',
  GIT_AUTHOR_NAME: person,
  GIT_AUTHOR_EMAIL: email,
  GIT_AUTHOR_DATE: date,
  GIT_COMMITTER_NAME: person,
  GIT_COMMITTER_EMAIL: email,
  GIT_COMMITTER_DATE: date,
} as const;

const maxBuffer = 256 * 1024 * 1024;

/** Output of git as bytes; throws where it fails. */
export function runGit(dir: string, ...args: readonly string[]): Buffer {
  return execFileSync('git', ['-C', dir, ...args], { env, maxBuffer, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The same, with an input. */
export function feedGit(dir: string, input: string | Buffer, ...args: readonly string[]): Buffer {
  return execFileSync('git', ['-C', dir, ...args], { env, maxBuffer, input, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** What `git config` writes, which takes a process for each line. */
const configure = (dir: string, lines: string): void => appendFileSync(join(dir, '.git/config'), lines);

export function createRepository(): TestRepository {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'gazetteer-repository-')));
  const git = (...args: readonly string[]): string =>
    runGit(dir, ...args)
      .toString('utf8')
      .replace(/\n$/, '');
  git('init', '--quiet', '--initial-branch=main');
  configure(dir, '[protocol "file"]\n\tallow = always\n');
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

/**
 * The same for a repository that only serves its objects: the working tree stays empty, as that of a sparse checkout, so that a
 * commit of thousands of files is one pack.
 */
export function createServedRepository(): TestRepository {
  const repository = createRepository();
  const { dir, git } = repository;
  configure(dir, '[core]\n\tsparseCheckout = true\n');
  writeFileSync(join(dir, '.git/info/sparse-checkout'), '/none\n');
  const parentOf = (): string | undefined => {
    try {
      return git('rev-parse', '--verify', '--quiet', 'HEAD');
    } catch {
      return undefined;
    }
  };
  return {
    ...repository,
    commit(files, options = {}) {
      const stream = writeImport(files, options, parentOf());
      const id = feedGit(dir, stream, 'fast-import', '--quiet').toString('utf8').trim();
      git('reset', '--quiet', '--hard', id);
      return id;
    },
  };
}

/** What `git fast-import` reads: one commit, whose id it gives, and no branch. */
function writeImport(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: CommitOptions,
  parent: string | undefined,
): Buffer {
  const data = (content: string | Uint8Array): Buffer => {
    const bytes = Buffer.from(content);
    return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
  };
  const put = (mode: string, path: string, content: string | Uint8Array): readonly Buffer[] => [
    Buffer.from(`M ${mode} inline ${JSON.stringify(path)}\n`),
    data(content),
  ];
  const { remove = [], symlinks = {}, submodules = {}, executable = [], message = 'change' } = options;
  return Buffer.concat([
    Buffer.from(`commit refs/import\nmark :1\ncommitter ${person} <${email}> ${Date.parse(date) / 1000} +0000\n`),
    data(`${message}\n`),
    Buffer.from(parent === undefined ? '' : `from ${parent}\n`),
    ...remove.map((path) => Buffer.from(`D ${JSON.stringify(path)}\n`)),
    ...Object.entries(files).flatMap(([path, content]) =>
      put(executable.includes(path) ? '100755' : '100644', path, content),
    ),
    ...Object.entries(symlinks).flatMap(([path, target]) => put('120000', path, target)),
    ...Object.entries(submodules).map(([path, id]) => Buffer.from(`M 160000 ${id} ${JSON.stringify(path)}\n`)),
    Buffer.from(`get-mark :1\nreset refs/import\nfrom ${'0'.repeat(40)}\n`),
  ]);
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
