import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { makeFolder, runCli } from '../e2e/world.ts';
import type { writeProject } from './project.ts';

/** What the command line says of a change: its exit status, severity and rule of each finding. */
export async function runCommand(config: string, change: ReturnType<typeof writeProject>, now: number) {
  const settings = join(makeFolder({ 'gazetteer.yml': config }), 'gazetteer.yml');
  const sides = ['--base', makeFolder(change.before), '--head', makeFolder(change.after)];
  const more = ['--config', settings, '--now', new Date(now).toISOString(), '--format', 'json'];
  const { status, stdout } = await runCli(['audit', ...sides, ...more]);
  const report = JSON.parse(stdout) as Report;
  return { status, told: report.findings.map(({ severity, ruleId }) => `${severity} ${ruleId}`) };
}
