import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPyPi } from '../support/registries/pypi.ts';
import { startStaticIndex } from '../support/registries/static-index.ts';
import { matches } from '../support/sigma/match.ts';
import { readRules, sigmaErrors } from '../support/sigma/schema.ts';
import { auditBetween } from './between-indexes.ts';
import { makeFolder, runCli } from './world.ts';

/** The case of torchtriton, as the indexes stood then. */
async function audit(args: readonly string[]) {
  const release = { version: '3.0.0', uploadedAt: '2022-12-25T08:00:00Z' };
  const wheel = { filename: 'torchtriton-2.0.0-cp310-cp310-linux_x86_64.whl', sha256: 'a'.repeat(64) };
  const [pypi, own] = await Promise.all([
    startPyPi([{ name: 'torchtriton', releases: [release] }]),
    startStaticIndex({ torchtriton: [wheel] }),
  ]);
  const files = { 'requirements.txt': `--extra-index-url ${own.index}\ntorchtriton\n` };
  return await auditBetween({ pypi, own: [own] }, [{}, files], { args: ['--now', '2022-12-27T12:00:00Z', ...args] });
}

describe('what is to be watched after a change', () => {
  it('is a file for each case in a folder, one stream in a file, and a report on the page', async () => {
    const folder = makeFolder({ 'ours.yml': 'title: ours\n' });
    const [stream, page] = ['stream.yml', 'page.md'].map((name) => join(makeFolder({}), name));
    const formats = [`sigma=${folder}`, `sigma=${stream}`, `markdown=${page}`].flatMap((one) => ['--format', one]);
    const run = await audit(formats);
    expect(run.status).toBe(1);
    const names = readdirSync(folder).sort();
    expect(names).toContain('gazetteer_aml_cs0015.yml');
    expect(names).toContain('gazetteer_aml_cs0022.yml');
    expect(readFileSync(join(folder, 'ours.yml'), 'utf8')).toBe('title: ours\n');
    const texts = names.filter((name) => name !== 'ours.yml').map((name) => readFileSync(join(folder, name), 'utf8'));
    const whole = readFileSync(`${stream}`, 'utf8');
    expect([...texts, whole].flatMap(sigmaErrors)).toEqual([]);
    const ids = (text: string) => readRules(text).map(({ id }) => id);
    expect(texts.flatMap(ids).sort()).toEqual(ids(whole).sort());
    const [download] = readRules(whole).filter(({ title }) => title.startsWith('Download') && title.includes('CS0015'));
    const uri = 'https://files.pythonhosted.org/packages/torchtriton-3.0.0-py3-none-any.whl';
    expect(download && matches(download, { 'c-uri': uri, 'cs-host': 'files.pythonhosted.org' })).toBe(true);
    const report = readFileSync(`${page}`, 'utf8');
    expect(report).toContain('### Detection report: AML.CS0015 Compromised PyTorch Dependency Chain');
    expect(report).toMatch(/^\| index-collision, .* `requirements\.txt:1` names the other index \|$/m);
  });

  it('is a comment on standard output where nothing is, and a folder that is not there is told', async () => {
    const [base, head] = [makeFolder({}), makeFolder({ 'package.json': '{}' })];
    const both = ['audit', '--offline', '--base', base, '--head', head, '--format'];
    const quiet = await runCli([...both, 'sigma']);
    expect(quiet.stdout).toContain('# The change touches no case study of ATLAS.\n');
    expect(readRules(quiet.stdout)).toEqual([]);
    const lost = await runCli([...both, `sigma=${join(base, 'missing', 'rules.yml')}`]);
    expect(lost.status).toBe(2);
    expect(lost.stderr).toContain('cannot be written');
    expect(lost.stderr).toContain('make the folder above it first');
  });

  it.each(['rules', 'rules/'])('makes the folder %s in one that is there', async (name) => {
    const [base, head] = [makeFolder({}), makeFolder({ 'package.json': '{}' })];
    const both = ['audit', '--offline', '--base', base, '--head', head, '--format'];
    const made = await runCli([...both, `sigma=${base}/${name}`]);
    expect([made.status, made.stderr]).not.toContain(2);
    expect(statSync(join(base, 'rules')).isDirectory()).toBe(true);
    const lost = await runCli([...both, `sigma=${base}/missing/${name}`]);
    expect(lost.status).toBe(2);
    expect(lost.stderr).toContain('make the folder above it first');
    const text = await runCli([...both, `text=${base}/rules`]);
    expect(text.stderr).toContain('give the path of a file');
  });
});
