import { getInput, setSecret } from '@actions/core';
import { parsePolicyAddress } from '../config/address.ts';
import { AuditError } from '../model/error.ts';
import { type Confidence, confidences, type Severity, severities } from '../model/finding.ts';
import type { PolicyAddress } from '../model/policy.ts';
import { normalisePath } from '../text/paths.ts';

/** Inputs of action.yml. One that is left out defers to the configuration. */
export interface Inputs {
  readonly token: string;
  /** A path in the base branch, or a file of another repository. */
  readonly configFile: string | PolicyAddress | undefined;
  /** Reads policies of other repositories, and nothing else; empty: the platform's token does. */
  readonly configToken: string;
  readonly failOn?: Severity | 'never';
  readonly failOnConfidence?: Confidence;
  readonly onUnverified?: 'fail' | 'warn';
  readonly scope: 'changed' | 'all' | undefined;
  readonly cache: boolean;
  /** Nothing is audited: runs whose hold is over are run again. */
  readonly recheck: boolean;
  /** Globs of paths in the workspace. */
  readonly installLogs: readonly string[];
  readonly comment: 'never' | 'on-findings' | 'always';
  readonly review: boolean;
  readonly checkRun: boolean;
  readonly codeScanning: boolean;
  readonly sarifFile: string | undefined;
  readonly reportFile: string | undefined;
  readonly htmlFile: string | undefined;
}

/** Whether anything is to be written besides annotations, summary and files. */
export const speaks = ({ comment, review, checkRun, codeScanning }: Inputs): boolean =>
  comment !== 'never' || review || checkRun || codeScanning;

export function readInputs(): Inputs {
  const failOn = choice('fail-on', [...severities, 'never'] as const);
  const failOnConfidence = choice('fail-on-confidence', confidences);
  const onUnverified = choice('on-unverified', ['fail', 'warn'] as const);
  return {
    token: getInput('github-token'),
    configFile: readConfigFile(text('config-file')),
    configToken: readSecret('config-token'),
    ...(failOn === undefined ? {} : { failOn }),
    ...(failOnConfidence === undefined ? {} : { failOnConfidence }),
    ...(onUnverified === undefined ? {} : { onUnverified }),
    scope: choice('scope', ['changed', 'all'] as const),
    cache: choice('cache', ['true', 'false'] as const) !== 'false',
    recheck: choice('recheck', ['true', 'false'] as const) === 'true',
    installLogs: globs(text('install-logs')),
    comment: choice('comment', ['never', 'on-findings', 'always'] as const) ?? 'never',
    review: choice('review', ['true', 'false'] as const) === 'true',
    checkRun: choice('check-run', ['true', 'false'] as const) === 'true',
    codeScanning: choice('code-scanning', ['true', 'false'] as const) === 'true',
    sarifFile: text('sarif-file'),
    reportFile: text('report-file'),
    htmlFile: text('html-file'),
  };
}

/** `./x` is `x`; a path out of the repository stays as it is, and is not found. */
function readConfigFile(value: string | undefined): string | PolicyAddress | undefined {
  if (value === undefined) return undefined;
  return parsePolicyAddress(value) ?? normalisePath(value) ?? value;
}

/** From here on the runner blots it out wherever it is printed. */
function readSecret(name: string): string {
  const value = getInput(name);
  if (value !== '') setSecret(value);
  return value;
}

/** One a line. Nothing out of the workspace is read. */
function globs(value: string | undefined): readonly string[] {
  const lines = (value ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const path = line.startsWith('/') ? undefined : normalisePath(line);
      if (path === undefined)
        throw new AuditError(
          'usage',
          `input install-logs: ${line} leads out of the workspace`,
          'give globs of files in it',
        );
      return path;
    });
}

function text(name: string): string | undefined {
  const value = getInput(name);
  return value === '' ? undefined : value;
}

function choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new AuditError('usage', `input ${name}: ${value} is not one of ${allowed.join(', ')}`);
  return found;
}
