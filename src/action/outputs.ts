import { setOutput, warning } from '@actions/core';

/** Outputs of action.yml; those that are left out are empty: a run that ended early has counted nothing. */
export interface Outputs {
  readonly verdict: 'pass' | 'fail' | 'incomplete';
  readonly findings?: number;
  readonly critical?: number;
  readonly high?: number;
  readonly medium?: number;
  readonly low?: number;
  readonly unverified?: number;
  readonly 'recheck-at'?: string;
  readonly 'report-file'?: string;
  readonly 'sarif-file'?: string;
}

const names = [
  'verdict',
  'findings',
  'critical',
  'high',
  'medium',
  'low',
  'unverified',
  'recheck-at',
  'report-file',
  'sarif-file',
] as const;

/** A runner whose output file cannot be written is told so; the exit status and the annotations still say what was found. */
export function setOutputs(outputs: Outputs): void {
  try {
    for (const name of names) setOutput(name, outputs[name] ?? '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warning(`The outputs cannot be set: ${reason}`, { title: 'gazetteer' });
  }
}
