import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { matches } from '../../../test/support/sigma/match.ts';
import { readRules, type SigmaRule, sigmaErrors } from '../../../test/support/sigma/schema.ts';
import { reportOf } from '../../../test/support/sinks/reports.ts';
import type { Finding } from '../../model/finding.ts';
import { purl } from '../../model/purl.ts';
import type { Report } from '../../model/report.ts';
import { reporter } from './index.ts';

const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');

const findingOf = (ecosystem: string, name: string, id = 'AML.CS0022', version?: string): Finding => ({
  ...sample,
  package: { purl: purl(ecosystem, name, version), ecosystem, name, ...(version === undefined ? {} : { version }) },
  atlas: { ...sample.atlas, caseStudies: [{ id, name: '' }] },
});
const inFile = (path: string): Finding => ({
  ...sample,
  package: null,
  location: { path, startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 },
  atlas: { ...sample.atlas, caseStudies: [{ id: 'AML.CS0016', name: '' }] },
});
const print = (findings: readonly Finding[], parts: Partial<Report> = {}): string =>
  reporter.render(reportOf({ ...parts, findings }), contextOf('none'));
const ruleOf = (text: string, category: string, title = ''): SigmaRule => {
  const rule = readRules(text).find((one) => one.logsource.category === category && one.title.includes(title));
  if (rule === undefined) throw new Error(`no rule of ${category}`);
  return rule;
};
const idsOf = (findings: readonly Finding[]) => readRules(print(findings)).map(({ id }) => id);

it.each(['src/.js', '.py'])('has no rule for %s, which would match nearly every command', (path) => {
  const text = print([inFile(path)]);
  expect(text).toContain(`left out: file ${path}: its name is nothing but an ending`);
  expect(text).not.toContain('detection:');
});

describe('ids', () => {
  it('hang on the case and on what is watched, not on the order, the time or how grave it is', () => {
    const [a, b] = [findingOf('npm', 'a-tool'), findingOf('npm', 'b-tool')];
    const ids = idsOf([a, b]);
    expect(new Set(ids).size).toBe(4);
    expect(idsOf([{ ...b, severity: 'info' }, a, a])).toEqual(ids);
    expect(idsOf([a]).filter((id) => ids.includes(id))).toEqual([]);
    const other = idsOf([a, b].map((one) => ({ ...one, atlas: findingOf('npm', 'x', 'AML.CS0015').atlas })));
    expect(other.filter((id) => ids.includes(id))).toEqual([]);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are UUIDs of version 5 of one name space', () => {
    const name = JSON.stringify(['AML.CS0022', 'install-command', 'npm', JSON.stringify(['a-tool', undefined])]);
    const space = Buffer.from('6d1f0c9e5b0a5d7c9a0e3c6c7b6a2f41', 'hex');
    const hash = createHash('sha1').update(space).update(name).digest('hex');
    const [id = ''] = idsOf([findingOf('npm', 'a-tool')]);
    expect([id.slice(0, 8), id.slice(9, 13), id.slice(15, 18), id.slice(20, 23)]).toEqual([
      hash.slice(0, 8),
      hash.slice(8, 12),
      hash.slice(13, 16),
      hash.slice(17, 20),
    ]);
  });
});

describe('what is printed', () => {
  it('is a comment where no case is touched', () => {
    const text = print([]);
    expect(readRules(text)).toEqual([]);
    expect(text).toBe(
      '# Written by gazetteer 0.1.0. Passed: nothing found.\n# The change touches no case study of ATLAS.\n',
    );
    expect(reporter.parts?.(reportOf({}), contextOf('none'))).toEqual([]);
  });

  it('is the same in parts, one for each case that has rules', () => {
    const findings = [
      findingOf('npm', 'a-tool'),
      inFile('app.py'),
      inFile('notes.ipynb'),
      findingOf('docker', 'a', 'AML.CS0047'),
    ];
    const parts = reporter.parts?.(reportOf({ findings }), contextOf('none')) ?? [];
    expect(parts.map(({ name }) => name)).toEqual(['gazetteer_aml_cs0016.yml', 'gazetteer_aml_cs0022.yml']);
    expect(parts.flatMap(({ text }) => readRules(text))).toEqual(readRules(print(findings)));
    for (const { text } of parts) expect(sigmaErrors(text)).toEqual([]);
    expect(print(findings)).toContain('#   left out: file notes.ipynb: no log names the file that was started\n');
    expect(print(findings)).toContain('#   left out: docker a: what docker leaves in logs is not described\n');
    expect(print(findings)).toMatch(/^# AML\.CS0047 .*; no rule: /m);
  });

  it('has all names, a hundred in a rule', () => {
    const names = Array.from({ length: 250 }, (_, at) => `tool-${String(at).padStart(3, '0')}`);
    const text = print(names.map((name) => findingOf('npm', name)));
    expect(sigmaErrors(text)).toEqual([]);
    const written = readRules(text).filter(({ logsource }) => logsource.category === 'file_event');
    expect(written.map(({ title }) => /\d of \d/.exec(title)?.[0])).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    for (const name of ['tool-000', 'tool-099', 'tool-100', 'tool-249']) {
      const event = { TargetFilename: `/app/node_modules/${name}/package.json` };
      expect(written.filter((rule) => matches(rule, event))).toHaveLength(1);
    }
  });
});

describe('rules match what they are meant for', () => {
  const pypi = print([findingOf('pypi', 'hugging-face-cli')]);
  const npm = print([findingOf('npm', '@acme/left-pad')]);
  const collision = print([findingOf('pypi', 'torchtriton', 'AML.CS0015')]);
  const release = print([findingOf('npm', 'a-tool', 'AML.CS0047', '1.2.3')]);
  const app = print([inFile('shop/app.py')]);

  it.each([
    [pypi, 'process_creation', 'Install', 'CommandLine', 'python3 -m pip install Hugging_Face.cli==1.0', true],
    [pypi, 'process_creation', 'Install', 'CommandLine', 'pip install hugging-face-client', false],
    [pypi, 'process_creation', 'Install', 'CommandLine', 'cat hugging-face-cli', false],
    [pypi, 'file_event', '', 'TargetFilename', '/v/site-packages/hugging_face_cli-1.0.dist-info/METADATA', true],
    [pypi, 'file_event', '', 'TargetFilename', 'C:\\v\\site-packages\\hugging_face_cli-1.0.dist-info\\METADATA', true],
    [pypi, 'file_event', '', 'TargetFilename', '/v/site-packages/hugging_face_client-1.0.dist-info/METADATA', false],
    [pypi, 'process_creation', 'Folder', 'CurrentDirectory', '/tmp/pip-install-x1/hugging-face-cli_0a1b', true],
    [pypi, 'proxy', '', 'c-uri', 'https://pypi.acme.example/simple/hugging-face-cli/', true],
    [pypi, 'proxy', '', 'c-uri', 'https://pypi.acme.example/simple/hugging-face/', false],
    [npm, 'process_creation', 'Install', 'CommandLine', 'npm i @acme/left-pad@latest', true],
    [npm, 'process_creation', 'Install', 'CommandLine', 'npm i @acme/left-pad-2', false],
    [npm, 'process_creation', 'Folder', 'CurrentDirectory', 'C:\\app\\node_modules\\@acme\\left-pad', true],
    [npm, 'proxy', '', 'c-uri', 'https://npm.acme.example/@acme%2fleft-pad', true],
    [release, 'proxy', '', 'c-uri', 'https://npm.acme.example/a-tool/-/a-tool-1.2.3.tgz', true],
    [release, 'proxy', '', 'c-uri', 'https://npm.acme.example/a-tool/-/a-tool-1.2.4.tgz', false],
    [release, 'process_creation', '', 'CommandLine', 'npm install a-tool@1.2.3', true],
    [release, 'process_creation', '', 'CommandLine', 'npm install a-tool@1x2.3', false],
    [collision, 'dns_query', '', 'Image', '/v/lib/python3.10/site-packages/triton/runtime/triton', true],
    [collision, 'dns_query', '', 'Image', '/usr/bin/python3', false],
    [app, 'application', '', 'message', 'File "/srv/shop/app.py", line 9\n  File "<string>", line 1', true],
    [app, 'application', '', 'message', 'File "/srv/shop/app.py", line 9', false],
  ] as const)('%#: %s %s', (text, category, title, field, value, isMatch) => {
    expect(matches(ruleOf(text, category, title), { [field]: value })).toBe(isMatch);
  });

  it.each([
    ['https://pypi.acme.example/packages/torchtriton-3.0.0.tar.gz', 'pypi.acme.example', false],
    ['https://files.pythonhosted.org/packages/torchtriton-3.0.0.tar.gz', 'files.pythonhosted.org', true],
  ])('the archive %s', (uri, host, isMatch) =>
    expect(matches(ruleOf(collision, 'proxy'), { 'c-uri': uri, 'cs-host': host })).toBe(isMatch),
  );

  it.each([
    ['streamlit run app.py', '/usr/bin/env', '', true],
    ['gunicorn shop.app:api', '/bin/cat', 'cat /proc/7/environ', true],
    ['gunicorn shop.app:api', '/bin/cat', 'cat notes', false],
    ['uvicorn myapp:api', '/usr/bin/env', '', false],
  ])('a child of %s: %s %s', (parent, image, command, isMatch) =>
    expect(
      matches(ruleOf(app, 'process_creation', 'Environment'), {
        ...{ ParentCommandLine: parent, Image: image, CommandLine: command },
      }),
    ).toBe(isMatch),
  );

  it.each(['a*b', 'a?b', 'a\\b', 'a\\*b', 'a.b', 'a+b', '$(id)', "it's", '漢', '"', '#x', ': y', '{name}', '%a%'])(
    'of the name %s itself alone',
    (name) => {
      const text = print([findingOf('npm', name)]);
      expect(sigmaErrors(text)).toEqual([]);
      const [written, command] = [ruleOf(text, 'file_event'), ruleOf(text, 'process_creation', 'Install')];
      expect(matches(written, { TargetFilename: `/a/node_modules/${name}/package.json` })).toBe(true);
      expect(matches(command, { CommandLine: `npm i ${name}` })).toBe(true);
      for (const other of ['axb', 'a\\xb', 'aab', 'a/b', 'x']) {
        expect(matches(written, { TargetFilename: `/a/node_modules/${other}/package.json` })).toBe(false);
        expect(matches(command, { CommandLine: `npm i ${other}` })).toBe(false);
      }
    },
  );
});
