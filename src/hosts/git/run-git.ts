import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { devNull, tmpdir } from 'node:os';
import { AuditError } from '../../model/error.ts';

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  /** Text of the error, one line. */
  readonly message: string;
}

export interface Git {
  run(...args: readonly string[]): Promise<GitResult>;
  start(...args: readonly string[]): ChildProcessWithoutNullStreams;
}

const maxOutputBytes = 512 * 1024 * 1024;
const deadlineMs = 120_000;

/**
 * Settings that take the say from the repository's own configuration, which may come from a stranger: a monitor, hooks
 * and aliases of folders would run programs (git-scm.com/docs/git-config; `safe.bareRepository`).
 */
const settings = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.untrackedCache=false',
  'core.quotePath=false',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
].flatMap((setting) => ['-c', setting]);

/** What git needs of the environment; variables that redirect it to another repository or program are left out. */
const inherited =
  /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|TEMP|TMP|TMPDIR|XDG_CONFIG_HOME|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|(?:KEY|VALUE)_\d{1,3}))$/i;

/**
 * Runs git's plumbing in a folder: arguments only, no shell. No protocol is allowed, so that a partial clone does not fetch
 * (a fetch runs what the configuration names); replaced objects and grafts do not count; nothing is locked or written.
 */
export function createGit(dir: string): Git {
  const env: Record<string, string> = {
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_PAGER: '',
  };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && inherited.test(name)) env[name] = value;
  }
  const complete = (args: readonly string[]): string[] => ['-C', dir, '--no-pager', ...settings, ...args];
  const common = { env, cwd: tmpdir(), windowsHide: true } as const;
  return {
    run: (...args) =>
      new Promise((resolve, reject) => {
        const options = { ...common, encoding: 'buffer', maxBuffer: maxOutputBytes, timeout: deadlineMs } as const;
        execFile('git', complete(args), options, (error, stdout, stderr) => {
          if (error === null) resolve({ status: 0, stdout, message: '' });
          else if (error.code === 'ENOENT') reject(gitIsMissing());
          else if (typeof error.code !== 'number')
            reject(gitStopped(args[0] ?? '', String(error.code ?? error.signal)));
          else resolve({ status: error.code, stdout, message: firstLine(stderr) });
        });
      }),
    start: (...args) => spawn('git', complete(args), { ...common, stdio: 'pipe' }),
  };
}

const firstLine = (stderr: Buffer): string => stderr.toString('utf8').split('\n', 1).join('').slice(0, 300);

const gitIsMissing = (): AuditError =>
  new AuditError('source', 'The program git was not found.', 'Install git, or give two folders as --base and --head.');

const gitStopped = (command: string, reason: string): AuditError =>
  new AuditError('source', `git ${command} was stopped (${reason}).`);

/** The output of a command that must not fail. */
export async function runOrThrow(git: Git, what: string, ...args: readonly string[]): Promise<Buffer> {
  const { status, stdout, message } = await git.run(...args);
  if (status !== 0) throw new AuditError('source', `${what}: ${message || `git ended with status ${status}`}.`);
  return stdout;
}
